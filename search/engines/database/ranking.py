"""Putting what was found in order: the database's rank of the words, and how near the places are."""

from collections.abc import Mapping, Sequence

from pyroaring import BitMap

from search.engines.base import Alternative, Group
from search.engines.database.dialect import dialect
from search.engines.database.matching import Matching, circles
from search.engines.weights import NEAR
from search.index import Index

RANKED = 1_000  # entries ranked at most: beyond, the newest, and those whose title holds every frequent word
TITLED = 500


def candidates(index: Index, matching: Matching | None, found: BitMap) -> BitMap:
    """The entries to rank: all of them or, where they are too many, the newest and those that say it in their title."""
    if len(found) <= RANKED or matching is None:
        return found
    titled = index.ordered(matching.titled(index, found), "date", 0, TITLED)
    return BitMap(index.ordered(found, "date", 0, RANKED)) | BitMap(titled)


def scored(matching: Matching, pool: BitMap) -> Mapping[int, float]:
    """What the database gives each entry of the pool for the words. One query."""
    groups = matching.text.groups
    typed = [(_expression(group.alternatives[:1]), group.rarity) for group in groups]
    others = [(_expression(group.alternatives[1:]), group.rarity) for group in groups]
    return dialect().scores(typed, others, pool)


def ranked(
    index: Index, matching: Matching, found: BitMap, pool: BitMap, scores: Mapping[int, float], size: int
) -> list[int]:
    """The first `size` entries found, best first; those out of the pool, which are not ranked, follow, newest first."""
    best = max((score for pk, score in scores.items() if pk in pool), default=0.0) or 1.0
    near = _nearness(index, matching.text.groups, pool)
    worth = [(scores.get(pk, 0.0) / best + near.get(pk, 0.0), index.days.get(pk, (0, 0))[0], pk) for pk in pool]
    first = [pk for _, _, pk in sorted(worth, reverse=True)]
    rest = found - pool if size > len(first) else BitMap()
    return (first + index.ordered(rest, "date", 0, size - len(first)))[:size] if rest else first[:size]


def _expression(alternatives: tuple[Alternative, ...]) -> str:
    return dialect().expression(Group(alternatives)) if alternatives else ""


def _nearness(index: Index, groups: Sequence[Group], pool: BitMap) -> dict[int, float]:
    """What each entry gains from the places named: for each name, that of its nearest circle."""
    gained: dict[int, float] = {}
    for group in groups:
        of_group: dict[int, float] = {}
        for here in group.places:
            for entries, rank in circles(index, here):
                worth = NEAR[min(rank, len(NEAR) - 1)]
                for pk in entries & pool:
                    of_group[pk] = max(of_group.get(pk, 0.0), worth)
        for pk, worth in of_group.items():
            gained[pk] = gained.get(pk, 0.0) + worth
    return gained
