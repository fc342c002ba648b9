"""Publishing and expiring at the hour that was set: each in a transaction, so that one never stops the others."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


def publish_due(now: datetime | None = None) -> tuple[int, int]:
    """Unpublish what has expired, then publish what is due; returns (expired, published).

    What fails is logged and kept, schedule included, for the next turn: each publication is one transaction, which
    Wagtail's own command is not.
    """
    moment = now or timezone.now()
    expired = sum(_expire(page) for page in Page.objects.filter(live=True, expire_at__lte=moment).order_by("expire_at"))
    due = Revision.objects.filter(approved_go_live_at__lte=moment).order_by("approved_go_live_at")
    return expired, sum(_publish(pk) for pk in list(due.values_list("pk", flat=True)))


def _expire(page: Page) -> bool:
    try:
        with transaction.atomic():
            page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception:
        logger.exception("Page %s could not be unpublished at its hour", page.pk)
        return False
    return True


def _publish(pk: int) -> bool:
    try:
        with transaction.atomic():
            revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__isnull=False).first()
            if revision is None:
                return False  # another worker did it
            revision.publish(log_action="wagtail.publish.scheduled")
    except Exception:
        logger.exception("Revision %s could not be published at its hour", pk)
        return False
    return True
