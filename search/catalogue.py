"""Asking the catalogue: lists, searches, counts and cards, always of one state of it.

An engine answers which entries match, in what order, and how many; one statement reads the rows to show together with
the number of the counter. If that number is not the one that the engine answered at, somebody published in between: the
question is asked again, so that no count contradicts the list beside it, and nothing is shown that is not public now.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from portal.models import Counter
from search.cards import Card, make_cards
from search.counts import FacetCounts, arrange
from search.engines import base
from search.engines.select import database, search
from search.extracts import LONG_TEXT, Extract, extracts
from search.index import held
from search.models import Entry
from search.namedplaces import Elsewhere
from search.names import Named, held_names, named_besides
from search.places import Place, meant
from search.query import COMING, DEFAULT_RADIUS, PAST, Query
from search.reading import Reading, read
from search.registry import facet
from search.state import read_rows
from search.synonyms import held_synonyms

PAGE_SIZE = 20
ATTEMPTS = 4
ALL = 10_000_000
BRANCHES = 500  # values of a tree that a folded list needs at most: what is wide is frequent

Rows = Mapping[int, Entry]
T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What the catalogue answers: the number of entries in all, the cards of the page asked for, counts by facet.

    Of a search: `nearly` are cards of what holds most of the words, when fewer than three things hold them all (outside
    `total` and counts); `corrections` the words that nothing holds and what was searched instead; `dropped` the words
    left out; `places` those that the query names, `elsewhere` its text without the first of them, `around` the one it
    is measured from; `extracts` safe HTML with the words marked, by key of the card; `vain` when no entry holds one of
    the words, so that no other place would give results. `degraded` when the database answered for a cluster that is
    away; `counted` is false where it gave no counts.
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
    elsewhere: Elsewhere | None = None
    around: Place | None = None
    extracts: Mapping[str, Extract] = field(default_factory=dict)
    vain: bool = False
    degraded: bool = False
    counted: bool = True


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
        around = next(iter(meant(query.around)), None)
        if around is None or around.point is None:
            problems, around = (("autour", query.around),), None
    coming, past = query.when == COMING, query.when == PAST
    text = reading.text if reading and (reading.text.groups or reading.text.excluded) else None
    request = base.Request(
        listed=None if base.LANGUAGE in query.facets else language,
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
    """The order asked for, as far as it makes sense: no relevance without a text, no distance without a place. Around a
    place the nearest come before the newest.
    """
    if query.sort == "date" and query.when != COMING:
        return base.DATE
    if query.sort == "titre":
        return base.TITLE
    if query.sort == "distance" and has_place:
        return base.DISTANCE
    if has_text and (query.sort == "pertinence" or not query.sort):
        return base.RELEVANCE
    if has_place and not query.sort and default == base.DATE and query.when != COMING:
        return base.DISTANCE
    if query.when == COMING:
        return base.COMING
    return default if has_place or default != base.DISTANCE else base.DATE


def find(
    query: Query,
    language: str,
    *,
    facets: Sequence[str] = (),
    sort: str = "date",
    today: date | None = None,
    page_size: int = PAGE_SIZE,
    first: int | None = None,
    unfolded: int | None = None,
    counters: Mapping[str, int] | None = None,
) -> Answer:
    """The page that a query asks for, with the counts of `facets`: a fixed number of queries, whatever the volume.

    Two for a list, at most eight for a search. `counters` are those that the request read already. Of each facet the
    `first` values; with `unfolded` those of the so many first facets that have any and of those in use: of the others
    only whether they have some. Which have any is known with the answer only, so every facet of few values is counted:
    a cluster sends some tens of values more, and the panel is the same on every engine. A facet of thousands that
    is not among the so many first ones is a link, whatever those before it have.
    """
    asked = prepare(query, language, sort=sort, facets=facets, today=today, counters=counters)
    most = BRANCHES if first is not None else 0
    names = asked.request.facets
    shown = {*names[:unfolded], *query.facets}
    counted = tuple(name for name in names if name in shown or not _has_thousands(name))
    request = replace(
        asked.request,
        start=(query.page - 1) * page_size,
        size=page_size,
        most=most,
        facets=counted,
        present=tuple(name for name in names if name not in counted),
    )

    def show(found: Sequence[base.Found], rows: Rows) -> tuple[list[FacetCounts], list[tuple[str, str]]]:
        return _shown(found[0], query, language, names, first, unfolded)

    (found,), rows, degraded, (counts, unknown) = _consistently([request], show, text=LONG_TEXT if asked.reading else 0)
    total = found.total
    reading = asked.reading
    return Answer(
        query,
        total,
        -(-total // page_size),
        cards_of(found.ids, rows, language),
        counts,
        (*query.problems, *asked.problems, *unknown),
        cards_of(found.nearly, rows, language),
        corrections=reading.corrections if reading else (),
        dropped=reading.dropped if reading else (),
        places=reading.places if reading else (),
        elsewhere=reading.elsewhere if reading else None,
        around=asked.around,
        extracts=extracts(_in_order(found, rows), reading.marked) if reading else {},
        vain=reading is not None and any(not (part.entries or part.places) for part in reading.text.groups),
        degraded=degraded,
        counted=found.counts is not None,
    )


def _has_thousands(name: str) -> bool:
    """Whether a facet may have thousands of values: those of a tree, entries."""
    declared = facet(name)
    return declared is not None and (declared.tree or bool(declared.entry_type))


@dataclass(frozen=True)
class Everything:
    """All that a query finds, in order: identifiers (read them by portions with `read_rows`) and counts by facet."""

    ids: list[int]
    counts: list[FacetCounts]
    problems: tuple[tuple[str, str], ...] = ()


def find_all(query: Query, language: str, *, facets: Sequence[str] = (), sort: str = "date") -> Everything:
    """Every entry that a query finds, for exports: always asked of the database, which has no depth limit."""
    asked = prepare(query, language, sort=sort, facets=facets)
    (found,) = database().search([replace(asked.request, size=ALL)])
    with held.lock:
        counts, unknown = _shown(found, query, language, asked.request.facets)
    return Everything(found.ids, counts, (*query.problems, *asked.problems, *unknown))


def _consistently(
    requests: Sequence[base.Request], show: Callable[[Sequence[base.Found], Rows], T], *, text: int = 0
) -> tuple[list[base.Found], Rows, bool, T]:
    """(answers, rows of all of them, whether the cluster is away, what `show` makes of them), all of one state.

    Asked again when somebody publishes meanwhile; under a storm of publications the last attempt is given as it is.
    """
    for _ in range(ATTEMPTS):
        found, degraded = search(requests)
        rows = read_rows([pk for each in found for pk in (*each.ids, *each.nearly)], text=text)
        with held.lock:
            shown = show(found, rows)
            if all(_is_of_one_state(each, rows) for each in found):
                break
    return found, rows, degraded, shown


def _is_of_one_state(found: base.Found, rows: Rows) -> bool:
    """Whether every row is still there, and neither rows nor counts were read after a later publication."""
    if not rows.keys() >= {*found.ids, *found.nearly}:
        return False
    if not found.exact:
        return True
    return held.at(found.number).number == found.number and all(
        entry.number == found.number  # type: ignore[attr-defined]
        for entry in rows.values()
    )


def _in_order(found: base.Found, rows: Rows) -> list[Entry]:
    """The rows of an answer as they are shown."""
    return [rows[pk] for pk in (*found.ids, *found.nearly) if pk in rows]


def cards_of(ids: Sequence[int], rows: Rows, language: str) -> list[Card]:
    """The cards of these entries, in this order, of the rows that were read."""
    shown = [rows[pk] for pk in ids if pk in rows]
    if not shown:
        return []
    with held.lock:
        used = {name: {slug for row in shown for slug in row.terms.get(name, ())} for name in ("theme", "territoire")}
        return make_cards(shown, _names_at(shown[0].number, used), language)  # type: ignore[attr-defined]


def _names_at(number: int, used: Mapping[str, Collection[str]]) -> Named:
    """Names of these values: from the index of this process, where it is needed and thus up to date, or asked for."""
    if held.index and held.index.number == number:
        return held.index
    held_names.follow(number)
    return held_names.of(used)


def _named(found: base.Found, query: Query) -> Named:
    """Names of values: those of the index of this process or, where a cluster counts, of the values it gave."""
    if found.exact:
        return held.at(found.number)
    chosen = query.facets
    used = {name: {*counts, *chosen.get(name, ())} for name, counts in (found.counts or {}).items()}
    return _names_at(found.number, used)


def _shown(
    found: base.Found,
    query: Query,
    language: str,
    names: Sequence[str],
    first: int | None = None,
    unfolded: int | None = None,
) -> tuple[list[FacetCounts], list[tuple[str, str]]]:
    """(the counts as lists show them, chosen values that nothing has and that have no name)."""
    named = _named(found, query)
    used = getattr(named, "values", None)  # where a cluster counts, names were asked of all that is chosen
    besides = {} if used is None else named_besides(query.chosen, used, language)
    arranged = []
    counted, selected = found.counts or {}, query.facets
    for name in names if found.counts is not None else ():
        declared, chosen, counts = facet(name), selected.get(name, ()), counted.get(name)
        if declared and counts is not None and (chosen or unfolded is None or unfolded > 0):
            arranged.append(arrange(named, declared, counts, chosen, language, first, besides.get(name, {})))
            unfolded = unfolded if unfolded is None or chosen else unfolded - bool(arranged[-1].values)
        elif declared:
            is_present = name in found.present if counts is None else any(counts.values())
            arranged.append(FacetCounts(declared, [], int(is_present)))
    unknown = []
    for name, chosen in query.chosen:
        if used is not None:
            known = (used.get(name, {}), besides.get(name, {}))
            unknown += [(name, each) for each in chosen if not any(each in values for values in known)]
        elif not found.total and name in counted:
            labels = named.names(name, language)
            unknown += [(name, each) for each in chosen if each not in labels or not labels[each].text]
    return arranged, unknown


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
    """Several short lists in two queries, and one request where a cluster answers."""
    requests = [
        replace(prepare(section.query, language, sort=section.sort, today=today).request, size=section.size)
        for section in asked
    ]
    found, rows, *_ = _consistently(requests, lambda found, rows: None)
    return [SectionAnswer(cards_of(each.ids, rows, language), each.total) for each in found]
