"""Upkeep of the change log."""

from datetime import datetime, timedelta

from django.utils import timezone

from search.models import Change

KEPT = timedelta(days=7)


def prune_changes(now: datetime | None = None) -> int:
    """Forget changes older than a week; a process that still stands further back loads the catalogue again."""
    deleted, _ = Change.objects.filter(changed_at__lt=(now or timezone.now()) - KEPT).delete()
    return deleted
