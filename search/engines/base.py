"""What an engine is asked and what it answers: the protocol that `database` and `elastic` share.

The text of a query is analysed, its synonyms, places and spelling worked out before an engine sees it (search.reading);
what an engine answers is read again from the catalogue before it is shown (search.catalogue). So engines only store,
match, rank and count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from search.analysis import QueryWord
from search.query import Choice

LANGUAGE = "langue"  # the facet whose choice takes the place of `listed`
RELEVANCE, DATE, TITLE, COMING, DISTANCE = "relevance", "date", "title", "coming", "distance"


class EngineAway(Exception):  # noqa: N818 - not always an error: the next engine answers
    """The engine does not answer, or not in time: ask another one. Its text names no host and no secret."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say a part of a query: all its words, one after the other if `phrase`; `weight` is 1 as typed."""

    words: tuple[QueryWord, ...]
    phrase: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Here:
    """A place named in a query: `slug` itself, and `around`, what contains it, nearest first.

    What concerns it has `slug` among its terms `ici`; what it contains has it among its terms `territoire` only;
    what contains it has one of `around` among its terms `ici`. The page of a place has its slug among its terms `lieu`.
    """

    slug: str
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a query: an entry matches by any of the alternatives, or by any of the places."""

    alternatives: tuple[Alternative, ...]
    places: tuple[Here, ...] = ()
    rarity: float = 1.0  # what finding it is worth (inverse document frequency), worked out from the catalogue's words
    entries: int = 0  # how many entries hold it, at most


@dataclass(frozen=True)
class Text:
    """The text of a query once read: every group must match, no excluded one may."""

    groups: tuple[Group, ...] = ()
    excluded: tuple[Group, ...] = ()

    @property
    def is_places(self) -> bool:
        """Whether it is nothing but places."""
        return bool(self.groups) and all(group.places for group in self.groups)


@dataclass(frozen=True)
class Request:
    """What is asked: AND between facets, OR inside one. Days are those of the entry's period, both ends included.

    `listed` is the reader's language: each thing once, in that language if it exists, else in French; None where the
    query chooses languages itself (every version). The counts of languages, and whether there are any, leave it out, as
    they do their own choice.
    """

    listed: str | None = "fr"
    text: Text | None = None
    fixed: Choice = ()
    chosen: Choice = ()
    since: date | None = None
    until: date | None = None
    before: date | None = None  # entries that ended before this day (the past of an agenda)
    around: tuple[float, float, float] | None = None  # latitude, longitude (degrees), radius (km)
    sort: str = DATE
    start: int = 0
    size: int = 20
    facets: tuple[str, ...] = ()  # names of the facets to count
    present: tuple[str, ...] = ()  # of these, nothing of which is chosen, whether any count is not zero
    most: int = 0  # values of a tree to count, the most frequent and those chosen; 0 for all. An engine may count more
    fewer_than: int = 3  # with fewer results than this, `nearly` holds what matches most of the groups


@dataclass
class Found:
    """What an engine answers: identifiers of entries in order; `counts` leave out each facet's own selection.

    `counts` is None where the engine gives results without counts (too many for the fallback).
    """

    ids: list[int]
    total: int
    counts: Mapping[str, Mapping[str, int]] | None = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    nearly: list[int] = field(default_factory=list)
    number: int = 0  # of the catalogue's counter when it answered
    exact: bool = True  # the answer is of that number; a cluster may be some changes behind


class Engine(Protocol):
    """Stores, matches, ranks and counts entries."""

    name: str

    def index(self, ids: Iterable[int]) -> None:
        """Take these entries from the catalogue (their tokens, terms, dates, place) as they are now."""

    def remove(self, ids: Iterable[int]) -> None:
        """Forget these entries."""

    def search(self, requests: Sequence[Request]) -> list[Found]:
        """Answer requests, all of one state; EngineAway when it cannot."""

    def suggest(self, words: Sequence[QueryWord], language: str, size: int) -> list[int]:
        """Entries whose title holds these words, maybe unfinished: those that begin by the first one, then the best."""

    def rebuild(self) -> int:
        """Take every entry again from the catalogue, without a gap for readers; returns how many."""

    def health(self) -> str:
        """Empty when all is well, else the reason, without host name or secret."""
