"""Writing entries: only what differs is written, and what was touched is told."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from search.analysis import RULES
from search.models import Attachment, Entry, Link
from search.prepared import store_tokens

COLUMNS = (
    "type",
    "language",
    "translation_key",
    "title",
    "summary",
    "text",
    "keywords",
    "url",
    "date",
    "date_end",
    "latitude",
    "longitude",
    "terms",
    "card",
    "expires_at",
)


@dataclass(frozen=True)
class NewEntry:
    """An entry as it should be; `values` holds one value for each of COLUMNS."""

    key: str
    values: Mapping[str, Any]
    links: tuple[str, ...] = ()
    documents: tuple[int, ...] = ()

    @property
    def digest(self) -> str:
        """Tells two states of an entry apart: SHA-256 of all that is stored of it, and of the rules of analysis."""
        content = json.dumps([RULES, dict(self.values), self.links, self.documents], sort_keys=True, default=_plain)
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept in an entry")


@dataclass
class Stored:
    """What a projection wrote: identifiers of the entries created, changed or deleted, and their types."""

    touched: list[int] = field(default_factory=list)
    types: set[str] = field(default_factory=set)

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(self.touched + other.touched, self.types | other.types)


def differences(
    keys: set[str], wanted: Iterable[NewEntry]
) -> tuple[list[NewEntry], list[NewEntry], list[tuple[int, str, str]]]:
    """What must be created, changed and deleted ((id, key, type)) so that these keys are as wanted."""
    held = {
        key: (pk, kind, digest)
        for pk, key, kind, digest in Entry.objects.filter(key__in=keys).values_list("pk", "key", "type", "digest")
    }
    by_key = {entry.key: entry for entry in wanted}
    created = [entry for key, entry in by_key.items() if key not in held]
    changed = [entry for key, entry in by_key.items() if key in held and held[key][2] != entry.digest]
    deleted = [(pk, key, kind) for key, (pk, kind, _) in held.items() if key not in by_key]
    return created, changed, deleted


def store(keys: set[str], wanted: Iterable[NewEntry]) -> Stored:
    """Make the rows of `keys` those that are `wanted`, and no others; must run in a transaction."""
    created, changed, deleted = differences(keys, wanted)
    stored = Stored()
    if deleted:
        store_tokens([], [pk for pk, _, _ in deleted])
        Entry.objects.filter(pk__in=[pk for pk, _, _ in deleted]).delete()
        stored.touched += [pk for pk, _, _ in deleted]
        stored.types |= {kind for _, _, kind in deleted}
    rows: dict[str, Entry] = {
        row.key: row for row in Entry.objects.filter(key__in=[entry.key for entry in changed]).defer("text")
    }
    for entry in changed:
        row = rows[entry.key]
        stored.types.add(row.type)
        for column in COLUMNS:
            setattr(row, column, entry.values[column])
        row.digest = entry.digest
    if changed:
        Entry.objects.bulk_update(rows.values(), [*COLUMNS, "digest"], batch_size=100)
        Link.objects.filter(entry__in=rows.values()).delete()
        Attachment.objects.filter(entry__in=rows.values()).delete()
    new = [Entry(key=entry.key, digest=entry.digest, **entry.values) for entry in created]
    Entry.objects.bulk_create(new, batch_size=100)
    rows |= {row.key: row for row in new}
    _store_references(rows, [*created, *changed])
    store_tokens([(rows[entry.key].pk, entry.values) for entry in [*created, *changed]])
    stored.touched += [row.pk for row in rows.values()]
    stored.types |= {row.type for row in rows.values()}
    return stored


def _store_references(rows: Mapping[str, Entry], entries: list[NewEntry]) -> None:
    """What the written entries link to and offer."""
    Link.objects.bulk_create(
        [Link(entry=rows[e.key], target=target) for e in entries for target in e.links], batch_size=500
    )
    Attachment.objects.bulk_create(
        [Attachment(entry=rows[e.key], document_id=pk) for e in entries for pk in e.documents], batch_size=500
    )
