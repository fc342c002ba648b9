"""Entries as the projection writes them, tokens included, for tests of search."""

import itertools
from datetime import date
from typing import Any

from portal.models import Counter
from search.models import Change, Entry
from search.pages import clean_terms
from search.store import NewEntry, store

_numbers = itertools.count(1)


def publish(title: str, text: str = "", **values: Any) -> Entry:
    """One public thing, noted in the change log; `terms`, `summary`, `language`, `date` ... as in an entry."""
    return publish_all([{"title": title, "text": text, **values}])[0]


def publish_all(rows: list[dict[str, Any]]) -> list[Entry]:
    """Several public things at once, in one number of the change log."""
    entries = [_entry(row) for row in rows]
    stored = store({entry.key for entry in entries}, entries)
    number = Counter.advance(Counter.CATALOGUE)
    Change.objects.bulk_create([Change(number=number, entry_id=pk) for pk in stored.touched])
    by_key = {entry.key: entry for entry in Entry.objects.filter(key__in=[entry.key for entry in entries])}
    return [by_key[entry.key] for entry in entries]


def withdraw(entry: Entry) -> None:
    """Take a public thing away, as the projection does."""
    stored = store({entry.key}, [])
    number = Counter.advance(Counter.CATALOGUE)
    Change.objects.bulk_create([Change(number=number, entry_id=pk) for pk in stored.touched])


def _entry(row: dict[str, Any]) -> NewEntry:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "type": "actualite",
        "language": "fr",
        "translation_key": f"cle-{number}",
        "summary": "",
        "text": "",
        "keywords": "",
        "url": f"/actualites/{number}/",
        "date": date(2026, 1, 1),
        "latitude": None,
        "longitude": None,
        "card": {},
        "expires_at": None,
    }
    key = row.get("key") or f"page:{2_000_000 + number}"
    values = {**defaults, **{name: value for name, value in row.items() if name != "key"}}
    terms = {"type": [values["type"]], "langue": [values["language"]], **values.pop("terms", {})}
    values["terms"] = clean_terms(terms)
    values.setdefault("date_end", values["date"])
    return NewEntry(key, values)
