"""Does the catalogue say what the pages say? Every difference, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.documents import document_entries, document_ids
from search.keys import document_key, page_key
from search.models import Entry, Mark
from search.pages import page_ids
from search.projection import describe_or_refuse
from search.store import NewEntry, differences

PORTION = 500


@dataclass(frozen=True)
class Drift:
    """One difference: what is wrong (`missing`, `stale`, `extra`, `refused`), of which key, and a detail."""

    kind: str
    key: str
    detail: str = ""


def drifts() -> Iterator[Drift]:
    """Every difference between what is public and the catalogue; reads everything, writes nothing."""
    known: set[str] = set()
    pks = page_ids()
    for start in range(0, len(pks), PORTION):
        portion = set(pks[start : start + PORTION])
        keys = {page_key(pk) for pk in portion}
        known |= keys
        described = describe_or_refuse(portion)
        yield from (Drift("refused", key, reason) for key, reason in described.refused.items())
        yield from _compare(keys - described.refused.keys(), described.entries)
    documents = document_ids()
    keys = {document_key(pk) for pk in documents}
    yield from _compare(keys, document_entries(documents))
    yield from (Drift("extra", key) for key in Entry.objects.values_list("key", flat=True) if key not in known | keys)
    bare = Entry.objects.filter(tokens=None).values_list("key", flat=True)
    yield from (Drift("stale", key, "no tokens") for key in bare.iterator())
    yield from (Drift("refused", mark.key, mark.error) for mark in Mark.objects.exclude(error=""))


def _compare(keys: set[str], wanted: list[NewEntry]) -> Iterator[Drift]:
    created, changed, deleted = differences(keys, wanted)
    yield from (Drift("missing", entry.key, str(entry.values["title"])) for entry in created)
    yield from (Drift("stale", entry.key, str(entry.values["title"])) for entry in changed)
    yield from (Drift("extra", key) for _, key, _ in deleted)
