"""Places in a query: the names and postcodes of territories among its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis import Clause, guards
from search.analysis.lexicon import lexicon
from search.analysis.normalise import plain
from search.analysis.tokens import words
from search.places import Place, gazetteer

LONGEST = 6  # words of a name
MEANT = 3  # places that one name may mean
POSTCODE = 5
# Words after which a name is that of a place.
BEFORE_PLACES = frozenset({"à", "a", "de", "d", "en", "du", "près", "autour", "vers", "chez", "in", "near", "at"})


@dataclass(frozen=True)
class PlaceName:
    """`length` clauses of a query name these places."""

    length: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int
    clause: int  # position among the clauses; -1 for a word left out


def named_places(q: str, clauses: Sequence[Clause], language: str) -> dict[int, PlaceName]:
    """Position of a clause -> the places that it and those after it name: the longest names, from left to right."""
    placed = _words(q, clauses, language)
    spans = {
        q[placed[first].start : placed[last].end]: None
        for first in range(len(placed))
        for last in range(first, min(first + LONGEST, len(placed)))
        if _may_name(q[placed[first].start : placed[last].end])
    }
    known = gazetteer().named(list(spans)) if spans else {}
    found: dict[int, PlaceName] = {}
    first = 0
    while first < len(placed):
        for last in range(min(first + LONGEST, len(placed)) - 1, first - 1, -1):
            text = q[placed[first].start : placed[last].end]
            inside = [word.clause for word in placed[first : last + 1] if word.clause >= 0]
            if not inside or text not in known or not _is_meant(placed, first, last, text, known[text]):
                continue
            found[inside[0]] = PlaceName(len(set(inside)), tuple(known[text][:MEANT]))
            first = last
            break
        first += 1
    return found


def _may_name(text: str) -> bool:
    return len(text) > 1 and len(text) <= 80 and '"' not in text


def _words(q: str, clauses: Sequence[Clause], language: str) -> list[_Word]:
    """The words of the query where they stand, each with the clause that it is in."""
    pending = [
        (word.text, position)
        for position, clause in enumerate(clauses)
        if not clause.quoted and not clause.is_phrase
        for word in clause.words
    ]
    found = []
    for (_, start, end), _continues in words(q, language):
        text = q[start:end]
        clause = -1
        if pending and pending[0][0] == text:
            clause = pending.pop(0)[1]
        found.append(_Word(text, start, end, clause))
    return found


def _is_meant(placed: Sequence[_Word], first: int, last: int, text: str, places: Sequence[Place]) -> bool:
    """Whether the name is not rather a word like another: "sens" is a town too."""
    if last > first or places[0].wide or (len(text) == POSTCODE and text.isdigit()):
        return True
    word = plain(text)
    if word in guards.FRENCH_NAMES or word not in lexicon("fr") or text[:1].isupper():
        return True
    return len(placed) == 1 or (first > 0 and plain(placed[first - 1].text) in BEFORE_PLACES)
