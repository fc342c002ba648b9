"""Counting facet values: AND between facets, OR inside one, each facet's own selection left out of its counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from pyroaring import BitMap

from search.index import Index
from search.query import Query
from search.registry import Facet, Label, facet


@dataclass(slots=True)
class ValueCount:
    """A facet value: its name, how many entries choosing it would give, whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool
    parent: str = ""


@dataclass(frozen=True)
class FacetCounts:
    """A facet and its values, most frequent first (then by name), or in the order that the vocabulary sets."""

    facet: Facet
    values: list[ValueCount]
    total: int = 0  # how many values there are, where only the first are listed


def count_facets(
    index: Index, query: Query, base: BitMap, names: Sequence[str], language: str, first: int | None = None
) -> tuple[BitMap, list[FacetCounts]]:
    """(entries of `base` that match every chosen facet, counts of the facets named).

    With `first`, a facet that the query does not unfold lists its first values and the chosen ones; a tree, those of
    its open branches.
    """
    selected = {name: index.entries(name, values) for name, values in query.chosen}
    found = base
    for entries in selected.values():
        found = found & entries
    counts = []
    for name in names:
        declared = facet(name)
        if declared is None:
            continue
        others = base
        for other, entries in selected.items():
            if other != name:
                others = others & entries
        if name not in selected:
            others = found
        limit = None if query.unfold == name else first
        counts.append(_count(index, declared, others, query.facets.get(name, ()), language, limit))
    return found, counts


def _count(
    index: Index, declared: Facet, entries: BitMap, chosen: Sequence[str], language: str, limit: int | None
) -> FacetCounts:
    labels = index.names(declared.name, language)
    held = index.values.get(declared.name, {})
    folded = declared.tree and limit is not None
    slugs = _open(index.children(declared.name, language), labels, held, entries, chosen) if folded else held
    shown = []
    for slug in slugs:
        count = entries.intersection_cardinality(held[slug])
        # A chosen value stays, even at zero, so that it can be removed; a value without a public name is not offered.
        if (count or slug in chosen) and (label := labels[slug]).text:
            position, name = label.rank
            shown.append((position, -count, name, slug, label))
    shown.sort(key=itemgetter(0, 1, 2))
    if folded:
        limit = len(shown)
    listed = shown if limit is None else [*shown[:limit], *(item for item in shown[limit:] if item[3] in chosen)]
    values = [ValueCount(slug, label.text, -minus, slug in chosen, label.parent) for _, minus, _, slug, label in listed]
    more = folded and any(entries.intersect(held[slug]) for slug in held.keys() - set(slugs))
    return FacetCounts(declared, values, len(shown) + more)


def _open(
    children: Mapping[str, Sequence[str]],
    labels: Mapping[str, Label],
    held: Mapping[str, BitMap],
    entries: BitMap,
    chosen: Sequence[str],
) -> list[str]:
    """The values of a tree that a folded list shows: roots, what is under a choice or under one that stands alone."""
    leading = set(chosen)
    for slug in chosen:
        while (slug := labels[slug].parent if slug in labels else "") and slug not in leading:
            leading.add(slug)
    found: list[str] = []
    branches = [""]
    while branches:
        here = [s for s in children.get(branches.pop(), ()) if s in chosen or entries.intersect(held[s])]
        found += here
        branches += [slug for slug in here if slug in leading or len(here) == 1]
    return found
