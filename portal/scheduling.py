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
    late = Page.objects.filter(live=True, expire_at__lte=moment).order_by("expire_at")
    expired = sum(_expire(pk, moment) for pk in list(late.values_list("pk", flat=True)))
    due = Revision.objects.filter(approved_go_live_at__lte=moment).order_by("approved_go_live_at")
    return expired, sum(_publish(pk, moment) for pk in list(due.values_list("pk", flat=True)))


def _expire(pk: int, moment: datetime) -> bool:
    try:
        with transaction.atomic():
            page = Page.objects.select_for_update().filter(pk=pk, live=True, expire_at__lte=moment).first()
            if page is None:
                return False  # another worker did it, or an editor chose otherwise meanwhile
            page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception:
        logger.exception("Page %s could not be unpublished at its hour", pk)
        return False
    return True


def _publish(pk: int, moment: datetime) -> bool:
    try:
        with transaction.atomic():
            revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lte=moment).first()
            if revision is None:
                return False  # another worker did it, or an editor chose another hour meanwhile
            revision.publish(log_action="wagtail.publish.scheduled")
    except Exception:
        logger.exception("Revision %s could not be published at its hour", pk)
        return False
    return True
