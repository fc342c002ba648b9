"""Where the catalogue stands, what must not be shown, and the rows to show: what every answer is checked against."""

from collections.abc import Iterable
from functools import cache

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone
from pyroaring import BitMap

from portal.models import Counter
from portal.statements import ask, marks
from search.models import Entry, Mark

STATE = """
SELECT number, 0 FROM portal_counter WHERE name = %s
UNION ALL SELECT 0, id FROM search_entry WHERE key IN (SELECT key FROM search_mark)
UNION ALL SELECT 0, id FROM search_entry WHERE expires_at <= %s
"""
NOT_SHOWN = ("text", "digest")
ROWS = """
SELECT %s, substr(text, 1, %%s) AS text, (SELECT number FROM portal_counter WHERE name = %%s) AS number
FROM search_entry
WHERE id IN (%s) AND (expires_at IS NULL OR expires_at > %%s) AND key NOT IN (SELECT key FROM search_mark)
"""


def read_state() -> tuple[int, BitMap]:
    """(number of the catalogue's counter, entries that must not be shown: marked, or past their expiry): one query."""
    found = ask(STATE, Counter.CATALOGUE, connection.ops.adapt_datetimefield_value(timezone.now()))
    return max((row[0] for row in found), default=0), BitMap(row[1] for row in found if row[1])


def shown() -> QuerySet[Entry]:
    """Entries that may be shown now, without their text: no pending mark, not past their expiry."""
    marked = Mark.objects.filter(key=OuterRef("key")).values("key")
    entries = Entry.objects.exclude(key__in=marked).filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))
    return entries.defer("text")


def read_rows(ids: Iterable[int], *, text: int = 0) -> dict[int, Entry]:
    """The entries to show, each with the number that the counter has in the same statement: one query.

    Of their text the first `text` characters: that of a document may be long.
    """
    ids = list(ids)
    if not ids:
        return {}
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = Entry.objects.raw(ROWS % (_columns(), marks(ids)), [text, Counter.CATALOGUE, *ids, now])
    return {entry.pk: entry for entry in rows}


@cache
def _columns() -> str:
    return ", ".join(str(field.column) for field in Entry._meta.concrete_fields if field.name not in NOT_SHOWN)
