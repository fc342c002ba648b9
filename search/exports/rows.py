"""The rows of every export: all that a query finds, read by portions, never a row that may not be shown by then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from search.cards import type_names
from search.catalogue import find_all
from search.counts import FacetCounts
from search.exports.names import Names, Value
from search.models import Entry
from search.query import Query
from search.registry import facets
from search.state import shown

PORTION = 500  # entries read at once: what a long export keeps in memory


@dataclass(frozen=True)
class Row:
    """An entry with its territories and themes as (slug, name), widest first, and the absolute address of its page."""

    entry: Entry
    url: str
    territories: Sequence[Value]
    themes: Sequence[Value]


@dataclass(frozen=True)
class Rows:
    """What an export writes. Iterating reads the entries again, PORTION at a time, in a fixed number of queries each.

    `total` and `facets` are those of the list; a row withdrawn since is left out. `types` names the types.
    `problems` are what could not be read in the address, and values that no entry has, as (parameter, value).
    """

    query: Query
    language: str
    total: int
    facets: Sequence[FacetCounts]
    ids: Sequence[int]
    types: Mapping[str, str]
    problems: Sequence[tuple[str, str]]

    def portions(self) -> Iterator[list[Row]]:
        """The rows, PORTION at a time."""
        names = Names(self.language)
        for start in range(0, len(self.ids), PORTION):
            entries = visible(self.ids[start : start + PORTION])
            names.learn(entries, ("territoire", "theme"))
            yield [
                Row(entry, absolute(entry.url), names.of(entry, "territoire"), names.of(entry, "theme"))
                for entry in entries
            ]

    def __iter__(self) -> Iterator[Row]:
        """The rows, one by one."""
        for portion in self.portions():
            yield from portion


def everything(query: Query, language: str, *, counted: bool = False) -> Rows:
    """All that a query finds, whatever page it asks for; with the counts of every public facet if `counted`."""
    query = query.at_page(1)
    names = [facet.name for facet in facets() if facet.public] if counted else []
    found = find_all(query, language, facets=names)
    return Rows(query, language, len(found.ids), found.counts, found.ids, type_names(), found.problems)


def visible(ids: Sequence[int]) -> list[Entry]:
    """These entries, in this order, that may be shown now: one query."""
    found = {entry.pk: entry for entry in shown().filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def absolute(url: str) -> str:
    """The whole address of a page of the portal."""
    return settings.BASE_URL + url if url.startswith("/") else url
