"""What stays the same of an entry, and when it was published: feed readers and calendars know it again by that."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.db.models import Max
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from search.keys import document_key, ids, page_key
from search.models import Change, Entry

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Moments:
    """When something was first published, and last changed by its editors."""

    published: datetime
    updated: datetime


def identifier(entry: Entry) -> uuid.UUID:
    """The same for ever, whatever the address: a thing in a language."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{entry.translation_key}/{entry.language}")


def moments(entries: Iterable[Entry]) -> Mapping[str, Moments]:
    """By key of the entry: two queries. Where nothing is behind an entry, its own day if it is past."""
    entries = list(entries)
    keys = {entry.key for entry in entries}
    found = {entry.key: _own(entry) for entry in entries}
    pages = Page.objects.filter(pk__in=ids(keys, "page"), first_published_at__isnull=False)
    for pk, first, last in pages.values_list("pk", "first_published_at", "last_published_at"):
        found[page_key(pk)] = Moments(first, last or first)
    documents = get_document_model().objects.filter(pk__in=ids(keys, "document"))
    for pk, created in documents.values_list("pk", "created_at"):
        found[document_key(pk)] = Moments(created, created)
    return found


def _own(entry: Entry) -> Moments:
    if entry.date is None or entry.date > timezone.localdate():
        return Moments(LONG_AGO, LONG_AGO)
    moment = timezone.make_aware(datetime.combine(entry.date, time.min))
    return Moments(moment, moment)


def last_change() -> datetime:
    """When the catalogue last changed, as far as the log reaches back."""
    return Change.objects.aggregate(last=Max("changed_at"))["last"] or timezone.now()
