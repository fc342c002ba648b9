"""The default engine: tokens matched by the database, everything else by the sets that each process holds.

Each group of a text is matched by itself and the sets are put together here, so that a long text cut into several rows
is found by words of different parts, and what holds most of the groups is known at no cost.
"""

from collections.abc import Iterable, Sequence

from pyroaring import BitMap

from search.analysis import QueryWord
from search.analysis.normalise import fold
from search.counts import Counted, narrow
from search.engines.base import COMING, DATE, DISTANCE, LANGUAGE, RELEVANCE, TITLE, Alternative, Found, Group, Request
from search.engines.database.dialect import dialect
from search.engines.database.matching import Matching
from search.engines.database.ranking import candidates, ranked, scored
from search.index import Index, held
from search.models import Entry, Tokens
from search.state import read_state

NEARLY = 10  # entries shown of those that hold most of the words
LOOKED_AT = 100  # titles, of which those of the reader's language are suggested, those that begin so first
ORDERS = {DATE: "date", TITLE: "title", COMING: "coming"}


class DatabaseEngine:
    """See Engine."""

    name = "database"

    def index(self, ids: Iterable[int]) -> None:
        """See Engine. The projection does it in its own transaction (search.prepared); here it is done again."""
        dialect().write(list(Tokens.objects.filter(pk__in=list(ids))))

    def remove(self, ids: Iterable[int]) -> None:
        """See Engine."""
        Tokens.objects.filter(pk__in=list(ids)).delete()

    def search(self, requests: Sequence[Request]) -> list[Found]:
        """See Engine. One query for all; with a text one more to match it and one to rank what it finds."""
        number, hidden = read_state()
        return [_answer(request, number, hidden) for request in requests]

    def suggest(self, words: Sequence[QueryWord], language: str, size: int) -> list[int]:
        """See Engine. Two queries."""
        if not words:
            return []
        group = Group((Alternative(tuple(words)),))
        titled = dialect().titled(dialect().expression(group, title=True), LOOKED_AT)
        number, hidden = read_state()
        with held.lock:
            index = held.at(number)
            visible = index.visible(language) - hidden
            shown = [pk for pk in titled if pk in visible]
            begins = {pk: fold(index.titles[pk]).startswith(words[0].prefix or words[0].exact) for pk in shown}
        return sorted(shown, key=begins.__getitem__, reverse=True)[:size]

    def rebuild(self) -> int:
        """See Engine. In one transaction: readers see the former tokens until it ends."""
        dialect().rewrite()
        return Entry.objects.count()

    def health(self) -> str:
        """See Engine: the database has its own check."""
        return ""


def _answer(request: Request, number: int, hidden: BitMap) -> Found:
    matching = Matching(request.text) if request.text else None
    if matching:
        matching.ask(number)
    with held.lock:
        index = held.at(number)
        number = index.number
        base, away = _base(index, request, hidden)
        listed = {} if request.listed is None else {LANGUAGE: index.visible(request.listed)}
        within = matching.all(index, base) if matching else base
        found, counts = narrow(index, request.chosen, within, (*request.facets, *request.present), listed)
        present = frozenset(name for name in request.present if _is_present(counts.pop(name)))
        nearly = BitMap()
        if matching and len(found) < request.fewer_than:
            nearly = matching.most(index, narrow(index, request.chosen, base, (), listed)[0]) - found
        ids = _in_order(index, request, found, away)
        pool = candidates(index, matching, found) if ids is None else BitMap()
    if not matching:
        return Found(ids or [], len(found), counts, present, number=number)
    scores = scored(matching, pool | nearly) if pool or nearly else {}
    with held.lock:
        if ids is None:
            ids = ranked(index, matching, found, pool, scores, request.start + request.size)[request.start :]
        near = ranked(index, matching, nearly, nearly, scores, NEARLY)
    return Found(ids, len(found), counts, present, near, number)


def _is_present(counted: Counted) -> bool:
    """Whether anything has a value of a facet: sooner known than how many have each."""
    among = counted.entries
    return bool(among) and any(among.intersect(entries) for entries in counted.values_held.values())


def _base(index: Index, request: Request, hidden: BitMap) -> tuple[BitMap, dict[int, float]]:
    """(every version that may be shown within the fixed part of a request, how far each is where distance counts)."""
    found = index.everything - hidden
    for name, values in request.fixed:
        found = found & index.entries(name, values)
    if request.since or request.until:
        found = found & index.between(request.since, request.until)
    if request.before:
        found = found - index.between(request.before, None)
    if not request.around:
        return found, {}
    away = index.near(*request.around)
    return found & BitMap(away), away


def _in_order(index: Index, request: Request, found: BitMap, away: dict[int, float]) -> list[int] | None:
    """The entries of the page in the order asked for; None where the text must be ranked first."""
    if request.sort == DISTANCE and request.around:
        return sorted(found, key=lambda pk: (away[pk], pk))[request.start : request.start + request.size]
    if request.sort == RELEVANCE and request.text:
        return None
    return index.ordered(found, ORDERS.get(request.sort, "date"), request.start, request.size)
