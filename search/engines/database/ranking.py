"""Putting what was found in order: the database's rank of the words, and how near the places are."""

from collections.abc import Mapping

from pyroaring import BitMap

from search.engines.base import Alternative, Group
from search.engines.database.dialect import dialect
from search.engines.database.matching import Matching, circles, pages
from search.engines.weights import ALONE, NEAR, PAGE, SAID
from search.index import Index

RANKED = 1_000  # entries ranked at most: beyond, the newest, and those whose title holds every frequent word
TITLED = 500


def candidates(index: Index, matching: Matching | None, found: BitMap) -> BitMap:
    """The entries to rank: all of them or, where they are too many, the newest and those that say it in their title.
    Of a place, circle after circle.
    """
    if len(found) <= RANKED or matching is None:
        return found
    if matching.text.is_places:
        pool = BitMap()
        for part in _in_circles(index, matching, found):
            if left := RANKED - len(pool):
                pool |= BitMap(index.ordered(part - pool, "date", 0, left))
        return pool
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
    near = _nearness(index, matching, pool)
    worth = [(scores.get(pk, 0.0) / best + near.get(pk, 0.0), index.days.get(pk, (0, 0))[0], pk) for pk in pool]
    first = [pk for _, _, pk in sorted(worth, reverse=True)]
    rest = found - pool if size > len(first) else BitMap()
    return (first + index.ordered(rest, "date", 0, size - len(first)))[:size] if rest else first[:size]


def _expression(alternatives: tuple[Alternative, ...]) -> str:
    return dialect().expression(Group(alternatives)) if alternatives else ""


def _in_circles(index: Index, matching: Matching, found: BitMap) -> list[BitMap]:
    """What was found in each circle, nearest first, and the rest."""
    ranks = [pair for group in matching.text.groups for here in group.places for pair in circles(index, here)]
    ordered = [found & entries for entries, rank in sorted(ranks, key=lambda pair: pair[1])]
    here = BitMap.union(BitMap(), *(pages(index, place) for group in matching.text.groups for place in group.places))
    return [found & here, *ordered, found]


def _nearness(index: Index, matching: Matching, pool: BitMap) -> dict[int, float]:
    """What each entry gains from the places named: for each name, that of its nearest circle."""
    alone = matching.text.is_places
    gained: dict[int, float] = {}
    for group, named in zip(matching.text.groups, matching.groups, strict=True):
        if not group.places:
            continue
        of_group: dict[int, float] = dict.fromkeys(named & pool, SAID) if alone else {}
        for here in group.places:
            own = pages(index, here) if alone else BitMap()
            for entries, rank in circles(index, here):
                worth = NEAR[min(rank, len(NEAR) - 1)]
                for pk in entries & pool:
                    of_group[pk] = max(of_group.get(pk, 0.0), worth + (PAGE if pk in own else 0.0))
        for pk, worth in of_group.items():
            gained[pk] = gained.get(pk, 0.0) + worth * (ALONE if alone else 1.0)
    return gained
