"""Asking the catalogue: lists, counts and cards, always of one state of it.

One statement reads where the catalogue stands and what must not be shown; the index answers which entries match and how
many; one statement reads the rows to show together with the number of the counter. If that number is not the index's,
somebody published in between: the question is asked again, so that no count contradicts the list beside it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from pyroaring import BitMap

from portal.models import Counter
from portal.statements import ask
from search.cards import Card, make_cards
from search.counts import FacetCounts, count_facets
from search.extracts import Extract
from search.index import Index, held
from search.models import Entry, Mark
from search.places import Place
from search.query import COMING, PAST, Query

PAGE_SIZE = 20
ATTEMPTS = 4

STATE = """
SELECT number, 0 FROM portal_counter WHERE name = %s
UNION ALL SELECT 0, id FROM search_entry WHERE key IN (SELECT key FROM search_mark)
UNION ALL SELECT 0, id FROM search_entry WHERE expires_at <= %s
"""

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What the catalogue answers: the number of entries in all, the cards of the page asked for, counts by facet.

    Of a search: `nearly` are cards of what holds most of the words, when fewer than three things hold them all (outside
    `total` and counts); `corrections` the words that nothing holds and what was searched instead; `dropped` the words
    left out; `places` those that the query names, `around` the one it is measured from; `extracts` safe HTML with the
    words marked, by key of the card. `degraded` when the database answered for a cluster that is away; `counted` is
    false where it gave no counts.
    """

    query: Query
    total: int
    pages: int
    cards: list[Card]
    counts: list[FacetCounts] = field(default_factory=list)
    problems: tuple[tuple[str, str], ...] = ()
    nearly: list[Card] = field(default_factory=list)
    corrections: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    around: Place | None = None
    extracts: Mapping[str, Extract] = field(default_factory=dict)
    degraded: bool = False
    counted: bool = True


def read_state() -> tuple[int, BitMap]:
    """(number of the catalogue's counter, entries that must not be shown: marked, or past their expiry): one query."""
    found = ask(STATE, Counter.CATALOGUE, connection.ops.adapt_datetimefield_value(timezone.now()))
    return max((row[0] for row in found), default=0), BitMap(row[1] for row in found if row[1])


def read_rows(ids: Iterable[int]) -> dict[int, Entry]:
    """The entries to show, each with the number that the counter has in the same statement: one query."""
    ids = list(ids)
    if not ids:
        return {}
    number = Counter.objects.filter(name=Counter.CATALOGUE).values("number")
    entries = Entry.objects.filter(pk__in=ids).exclude(key__in=Mark.objects.filter(key=OuterRef("key")).values("key"))
    return {entry.pk: entry for entry in entries.defer("text").annotate(number=Subquery(number))}


def consistently(choose: Callable[[Index, BitMap], tuple[T, list[int]]]) -> tuple[T, dict[int, Entry], Index]:
    """Run `choose(index, hidden) -> (result, ids)` and read its rows, both of the same state of the catalogue.

    Two queries, unless somebody publishes meanwhile; under a storm of publications the last attempt is given as it is.
    """
    for _ in range(ATTEMPTS):
        number, hidden = read_state()
        with held.lock:
            index = held.at(number)
            result, ids = choose(index, hidden)
        rows = read_rows(ids)
        if len(rows) == len(set(ids)) and all(entry.number == index.number for entry in rows.values()):  # type: ignore[attr-defined]
            break
    return result, rows, index


def match(index: Index, query: Query, visible: BitMap, today: date) -> BitMap:
    """Entries within the fixed part of a query: its own facets and its period."""
    found = visible
    for name, values in query.fixed:
        found = found & index.entries(name, values)
    if query.since or query.until:
        found = found & index.between(query.since, query.until)
    if query.when == COMING:
        found = found & index.between(today, None)
    elif query.when == PAST:
        found = found - index.between(today, None)
    return found


def visible_to(index: Index, hidden: BitMap, query: Query, language: str) -> BitMap:
    """Each thing once in the reader's language; every version where the query chooses languages."""
    shown = index.everything if "langue" in query.facets else index.visible(language)
    return shown - hidden


def order_of(query: Query, default: str) -> str:
    """The order of the index that a query asks for."""
    if query.when == COMING:
        return "coming"
    return {"date": "date", "titre": "title"}.get(query.sort, default)


def find(
    query: Query,
    language: str,
    *,
    facets: Sequence[str] = (),
    sort: str = "date",
    today: date | None = None,
    page_size: int = PAGE_SIZE,
    first: int | None = None,
) -> Answer:
    """The page of a list that a query asks for, with the counts of `facets`: two queries, whatever the volume."""
    today = today or timezone.localdate()

    def choose(index: Index, hidden: BitMap) -> tuple[tuple[int, list[FacetCounts], list[int]], list[int]]:
        base = match(index, query, visible_to(index, hidden, query, language), today)
        found, counts = count_facets(index, query, base, facets, language, first)
        ids = index.ordered(found, order_of(query, sort), (query.page - 1) * page_size, page_size)
        return (len(found), counts, ids), ids

    (total, counts, ids), rows, index = consistently(choose)
    with held.lock:
        cards = make_cards([rows[pk] for pk in ids if pk in rows], index, language)
        unknown = [
            (name, value)
            for name, values in query.chosen
            for value in values
            if value not in index.values.get(name, {})
        ]
    return Answer(query, total, -(-total // page_size), cards, counts, (*query.problems, *unknown))


@dataclass(frozen=True)
class Section:
    """A short list within a page: `size` entries of a query, in an order of the index."""

    query: Query
    size: int = 6
    sort: str = "date"


@dataclass(frozen=True)
class SectionAnswer:
    """The cards of a section, and how many entries it has in all."""

    cards: list[Card]
    total: int


def sections(asked: Sequence[Section], language: str, *, today: date | None = None) -> list[SectionAnswer]:
    """Several short lists in two queries."""
    today = today or timezone.localdate()

    def choose(index: Index, hidden: BitMap) -> tuple[list[tuple[int, list[int]]], list[int]]:
        chosen = []
        for section in asked:
            base = match(index, section.query, visible_to(index, hidden, section.query, language), today)
            for name, values in section.query.chosen:
                base = base & index.entries(name, values)
            chosen.append((len(base), index.ordered(base, order_of(section.query, section.sort), 0, section.size)))
        return chosen, [pk for _, ids in chosen for pk in ids]

    chosen, rows, index = consistently(choose)
    with held.lock:
        return [
            SectionAnswer(make_cards([rows[pk] for pk in ids if pk in rows], index, language), total)
            for total, ids in chosen
        ]
