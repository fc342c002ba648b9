"""Putting what was found in order: the database's rank of the words, and how near the places are."""

from collections.abc import Iterable, Sequence

from pyroaring import BitMap

from search.engines.base import Alternative, Group
from search.engines.database.dialect import dialect
from search.engines.database.matching import Matching, circles
from search.index import Index, held

RANKED = 2_000  # entries ranked at most: beyond, those whose title holds every word and the newest
TITLED = 1_000
NEAR = (0.6, 0.4, 0.3, 0.15, 0.1)  # by circle around a place, beside 1 for the best text


def candidates(index: Index, found: BitMap) -> list[int]:
    """The entries to rank: all of them, or the newest where they are too many."""
    return list(found) if len(found) <= RANKED else index.ordered(found, "date", 0, RANKED)


def ranked(index: Index, matching: Matching, found: BitMap, pool: Iterable[int]) -> list[int]:
    """Every entry found, best first; those that were not ranked follow, newest first. One query, two if very many."""
    groups = matching.text.groups
    pool = BitMap(pool)
    if len(found) > RANKED:
        in_title = dialect().together([dialect().expression(group, title=True) for group in groups])
        pool |= BitMap(dialect().titled(in_title, TITLED)) & found
    typed = [(_expression(group.alternatives[:1]), group.rarity) for group in groups]
    others = [(_expression(group.alternatives[1:]), group.rarity) for group in groups]
    scores = dialect().scores(typed, others, pool)
    best = max(scores.values(), default=0.0) or 1.0
    with held.lock:
        near = _nearness(index, groups, pool)
        worth = {pk: scores.get(pk, 0.0) / best + near.get(pk, 0.0) for pk in pool}
        first = sorted(pool, key=lambda pk: (-worth[pk], -index.days.get(pk, (0, 0))[0], -pk))
        rest = found - pool
        return first + index.ordered(rest, "date", 0, len(rest)) if rest else first


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
