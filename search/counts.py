"""Counting facet values: AND between facets, OR inside one, each facet's own selection left out of its counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from search.index import Index
from search.query import Query
from search.registry import Facet, facet


@dataclass(frozen=True)
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


def count_facets(
    index: Index, query: Query, base: BitMap, names: Sequence[str], language: str
) -> tuple[BitMap, list[FacetCounts]]:
    """(entries of `base` that match every chosen facet, counts of the facets named)."""
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
        counts.append(FacetCounts(declared, _values(index, declared, others, query.facets.get(name, ()), language)))
    return found, counts


def _values(index: Index, declared: Facet, entries: BitMap, chosen: Sequence[str], language: str) -> list[ValueCount]:
    labels = index.names(declared.name, language)
    held = index.values.get(declared.name, {})
    counted = {slug: entries.intersection_cardinality(with_value) for slug, with_value in held.items()}
    # A chosen value stays, even at zero, so that it can be removed; a value without a public name is not offered.
    shown = [slug for slug, count in counted.items() if labels[slug].text and (count or slug in chosen)]

    def rank(slug: str) -> tuple[int, int, str]:
        position = labels[slug].position
        return (position if position is not None else 10_000, -counted[slug], labels[slug].text.casefold())

    return [
        ValueCount(slug, labels[slug].text, counted[slug], slug in chosen, labels[slug].parent)
        for slug in sorted(shown, key=rank)
    ]
