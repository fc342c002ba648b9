"""Catalogue rows for tests that need no page behind them."""

import itertools
from datetime import date
from typing import Any

from portal.models import Counter
from search.models import Change, Entry

_numbers = itertools.count(1)


def make_entry(**values: Any) -> Entry:
    """A row as the projection writes it, noted in the change log."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "key": f"page:{1_000_000 + number}",
        "type": "actualite",
        "language": "fr",
        "translation_key": f"key-{number}",
        "title": f"Entrée {number}",
        "url": f"/actualites/{number}/",
        "date": date(2026, 1, 1),
        "terms": {},
        "digest": str(number),
    }
    entry = Entry.objects.create(**defaults | values)
    entry.terms = {"type": [entry.type], "langue": [entry.language], **entry.terms}
    entry.date_end = entry.date_end or entry.date
    entry.save()
    touch(entry.pk)
    return entry


def touch(*pks: int) -> int:
    """Take the next number of the catalogue and note these entries under it."""
    number = Counter.advance(Counter.CATALOGUE)
    Change.objects.bulk_create([Change(number=number, entry_id=pk) for pk in pks])
    return number
