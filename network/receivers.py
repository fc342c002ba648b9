"""What the network does when something is saved or deleted."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Locale, TranslatableMixin

from network.facets import FACETS_OF_VOCABULARY
from network.forms import match_locale
from network.models.territory import Territory
from network.models.vocabulary import Term
from network.placenames import places_changed
from network.vocabularies import ensure_terms
from search.marks import mark_having, mark_labels


@receiver(pre_save)
def terms_follow_language(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """A page or a snippet copied for translation takes the terms of its own language."""
    if isinstance(instance, TranslatableMixin) and not raw:
        match_locale(instance)


@receiver([post_save, post_delete], sender=Term)
def term_changed(instance: Term, raw: bool = False, **kwargs: Any) -> None:
    """Lists name it as it is now."""
    facet = FACETS_OF_VOCABULARY.get(instance.vocabulary)
    if facet and not raw:
        mark_labels(facet)
        mark_having(facet, instance.slug)


@receiver(post_save, sender=Locale)
def language_added(instance: Locale, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new language has the vocabularies from its first day."""
    if created and not raw:
        ensure_terms(instance)
        mark_labels(*set(FACETS_OF_VOCABULARY.values()))


@receiver([post_save, post_delete], sender=Territory)
def territory_changed(instance: Territory, raw: bool = False, **kwargs: Any) -> None:
    """A free zone was renamed or drawn again."""
    if not raw:
        mark_labels("territoire")
        places_changed()
