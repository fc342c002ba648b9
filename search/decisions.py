"""What editors decide about search: every process hears of it at its next request, by whatever route it changed."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.models import Counter
from search.models import Promoted, Synonym


@receiver([post_save, post_delete], sender=Synonym)
@receiver([post_save, post_delete], sender=Promoted)
def decided(**kwargs: Any) -> None:
    """Saved or deleted: one by one, together with others, or with the page that was promoted."""
    Counter.advance(Counter.SEARCH)
