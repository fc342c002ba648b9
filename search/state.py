"""Where the catalogue stands, what must not be shown, and the rows to show: what every answer is checked against."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from pyroaring import BitMap

from portal.models import Counter
from portal.statements import ask
from search.models import Entry, Mark

STATE = """
SELECT number, 0 FROM portal_counter WHERE name = %s
UNION ALL SELECT 0, id FROM search_entry WHERE key IN (SELECT key FROM search_mark)
UNION ALL SELECT 0, id FROM search_entry WHERE expires_at <= %s
"""


def read_state() -> tuple[int, BitMap]:
    """(number of the catalogue's counter, entries that must not be shown: marked, or past their expiry): one query."""
    found = ask(STATE, Counter.CATALOGUE, connection.ops.adapt_datetimefield_value(timezone.now()))
    return max((row[0] for row in found), default=0), BitMap(row[1] for row in found if row[1])


def read_rows(ids: Iterable[int], *, text: bool = False) -> dict[int, Entry]:
    """The entries to show, each with the number that the counter has in the same statement: one query.

    Without their text, unless asked for.
    """
    ids = list(ids)
    if not ids:
        return {}
    number = Counter.objects.filter(name=Counter.CATALOGUE).values("number")
    marked = Mark.objects.filter(key=OuterRef("key")).values("key")
    entries = Entry.objects.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), pk__in=ids)
    entries = entries.exclude(key__in=marked)
    entries = entries if text else entries.defer("text")
    return {entry.pk: entry for entry in entries.annotate(number=Subquery(number))}
