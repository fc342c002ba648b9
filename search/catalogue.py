"""Asking the catalogue: lists, searches, counts and cards, always of one state of it.

An engine answers which entries match, in what order, and how many; one statement reads the rows to show together with
the number of the counter. If that number is not the one that the engine answered at, somebody published in between: the
question is asked again, so that no count contradicts the list beside it, and nothing is shown that is not public now.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.utils import timezone
from pyroaring import BitMap

from portal.models import Counter
from search.cards import Card, make_cards
from search.counts import FacetCounts, arrange
from search.engines import base
from search.engines.select import database, search
from search.extracts import Extract, extract
from search.index import Index, held
from search.models import Entry
from search.names import Named, held_names
from search.places import Place, gazetteer
from search.query import COMING, DEFAULT_RADIUS, PAST, Query
from search.reading import Reading, read
from search.registry import facet
from search.state import read_rows, read_state
from search.synonyms import held_synonyms

PAGE_SIZE = 20
ATTEMPTS = 4
ALL = 10_000_000

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


@dataclass(frozen=True)
class Asked:
    """A query made ready for an engine: its text read, its place found."""

    request: base.Request
    reading: Reading | None = None
    around: Place | None = None
    problems: tuple[tuple[str, str], ...] = ()


def prepare(
    query: Query,
    language: str,
    *,
    sort: str = "date",
    facets: Sequence[str] = (),
    today: date | None = None,
    counters: Mapping[str, int] | None = None,
) -> Asked:
    """What an engine is asked for a query: three queries at most for a text, two for a place, none for a list."""
    today = today or timezone.localdate()
    problems: tuple[tuple[str, str], ...] = ()
    reading, around = None, None
    if query.text:
        synonyms = held_synonyms(Counter.read() if counters is None else counters)
        reading = read(query.text, language, synonyms, [code for code, _ in settings.LANGUAGES], exactly=query.exactly)
    if query.around:
        around = gazetteer().called([query.around]).get(query.around)
        if around is None or around.point is None:
            problems, around = (("autour", query.around),), None
    coming, past = query.when == COMING, query.when == PAST
    text = reading.text if reading and (reading.text.groups or reading.text.excluded) else None
    request = base.Request(
        listed=None if "langue" in query.facets else language,
        text=text,
        fixed=query.fixed,
        chosen=query.chosen,
        since=max(filter(None, (query.since, today if coming else None)), default=None),
        until=query.until,
        before=today if past else None,
        around=(*around.point, query.radius or DEFAULT_RADIUS) if around and around.point else None,
        sort=_sort(query, sort, bool(text), bool(around)),
        facets=tuple(name for name in facets if facet(name)),
    )
    return Asked(request, reading, around, problems)


def _sort(query: Query, default: str, has_text: bool, has_place: bool) -> str:
    """The order asked for, as far as it makes sense: no relevance without a text, no distance without a place."""
    if query.sort == "date" and query.when != COMING:
        return base.DATE
    if query.sort == "titre":
        return base.TITLE
    if query.sort == "distance" and has_place:
        return base.DISTANCE
    if has_text and (query.sort == "pertinence" or not query.sort):
        return base.RELEVANCE
    return base.COMING if query.when == COMING else default


def find(
    query: Query,
    language: str,
    *,
    facets: Sequence[str] = (),
    sort: str = "date",
    today: date | None = None,
    page_size: int = PAGE_SIZE,
    first: int | None = None,
    counters: Mapping[str, int] | None = None,
) -> Answer:
    """The page that a query asks for, with the counts of `facets`: a fixed number of queries, whatever the volume.

    Two for a list, at most eight for a search. `counters` are those that the request read already.
    """
    asked = prepare(query, language, sort=sort, facets=facets, today=today, counters=counters)
    request = replace(asked.request, start=(query.page - 1) * page_size, size=page_size)
    for _ in range(ATTEMPTS):
        found, degraded = search(request)
        rows = read_rows([*found.ids, *found.nearly], text=bool(asked.reading))
        with held.lock:
            named = _named(found, rows)
            counts = _arranged(found, named, query, language, first)
            cards = make_cards([rows[pk] for pk in found.ids if pk in rows], named, language)
            nearly = make_cards([rows[pk] for pk in found.nearly if pk in rows], named, language)
        if _is_of_one_state(found, rows):
            break
    total = found.total
    reading = asked.reading
    return Answer(
        query,
        total,
        -(-total // page_size),
        cards,
        counts,
        (*query.problems, *asked.problems, *_unknown(query, found, named)),
        nearly,
        corrections=reading.corrections if reading else (),
        dropped=reading.dropped if reading else (),
        places=reading.places if reading else (),
        around=asked.around,
        extracts=_extracts(rows.values(), reading) if reading else {},
        degraded=degraded,
        counted=found.counts is not None,
    )


@dataclass(frozen=True)
class Everything:
    """All that a query finds, in order: identifiers (read them by portions with `read_rows`) and counts by facet."""

    ids: list[int]
    counts: list[FacetCounts]
    problems: tuple[tuple[str, str], ...] = ()


def find_all(query: Query, language: str, *, facets: Sequence[str] = (), sort: str = "date") -> Everything:
    """Every entry that a query finds, for exports: always asked of the database, which has no depth limit."""
    asked = prepare(query, language, sort=sort, facets=facets)
    found = database().search(replace(asked.request, size=ALL))
    with held.lock:
        named = _named(found, {})
        counts = _arranged(found, named, query, language, None)
    return Everything(found.ids, counts, (*query.problems, *asked.problems, *_unknown(query, found, named)))


def _is_of_one_state(found: base.Found, rows: Mapping[int, Entry]) -> bool:
    """Whether every row is still there, and none was read after a later publication."""
    wanted = {*found.ids, *found.nearly}
    return len(rows) == len(wanted) and all(
        entry.number == found.number  # type: ignore[attr-defined]
        for entry in rows.values()
        if found.exact
    )


def _named(found: base.Found, rows: Mapping[int, Entry]) -> Named:
    """Names of values: those of the index of this process or, where a cluster counts, of the values it gave."""
    if found.exact:
        return held.at(found.number)
    used: dict[str, set[str]] = {name: set(counts) for name, counts in (found.counts or {}).items()}
    used.setdefault("theme", set()).update(slug for row in rows.values() for slug in row.terms.get("theme", ()))
    held_names.follow(found.number)
    return held_names.of(used)


def _arranged(found: base.Found, named: Named, query: Query, language: str, first: int | None) -> list[FacetCounts]:
    arranged = []
    for name, counts in (found.counts or {}).items():
        declared = facet(name)
        if declared:
            limit = None if query.unfold == name else first
            arranged.append(arrange(named, declared, counts, query.facets.get(name, ()), language, limit))
    return arranged


def _unknown(query: Query, found: base.Found, named: Named) -> list[tuple[str, str]]:
    """Chosen values that nothing has."""
    values = getattr(named, "values", None)
    return [
        (name, value)
        for name, chosen in query.chosen
        for value in chosen
        if (value not in values.get(name, {}) if values is not None else not _is_held(value, name, found))
    ]


def _is_held(value: str, name: str, found: base.Found) -> bool:
    return found.total > 0 or value in (found.counts or {}).get(name, {})


def _extracts(rows: Iterable[Entry], reading: Reading) -> dict[str, Extract]:
    """Extracts of the results, by key of their cards."""
    return {row.key: extract(row.title, row.summary, row.text, row.language, reading.marked) for row in rows}


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
