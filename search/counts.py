"""Counting facet values: AND between facets, OR inside one, each facet's own selection left out of its counts."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from pyroaring import BitMap

from search.index import Index
from search.names import Named
from search.query import Choice
from search.registry import Facet, Label


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
    """A facet and its values, most frequent first, then by name; `above` is what contains all those chosen of a tree,
    nearest first.
    """

    facet: Facet
    values: list[ValueCount]
    total: int = 0  # how many values there are, where only the first are listed; 1 where none is listed
    above: tuple[ValueCount, ...] = ()


class Counted(Mapping[str, int]):
    """How many of some entries have each value: counted when asked for, since a folded list shows few of thousands."""

    def __init__(self, values: Mapping[str, BitMap], entries: BitMap) -> None:
        self.values_held, self.entries = values, entries

    def __getitem__(self, slug: str) -> int:
        return self.entries.intersection_cardinality(self.values_held[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_held)

    def __len__(self) -> int:
        return len(self.values_held)


def narrow(
    index: Index, chosen: Choice, base: BitMap, names: Sequence[str], default: Mapping[str, BitMap] | None = None
) -> tuple[BitMap, dict[str, Counted]]:
    """(entries of `base` that match every chosen facet, for each facet named the counts of its values).

    `default`: the entries shown of a facet of which nothing is chosen. Its counts leave that out as they do a choice.
    """
    selected = {**(default or {}), **{name: index.entries(name, values) for name, values in chosen}}
    found = base
    for entries in selected.values():
        found = found & entries
    counts = {}
    for name in names:
        others = found
        if name in selected:
            others = base
            for other, entries in selected.items():
                if other != name:
                    others = others & entries
        counts[name] = Counted(index.values.get(name, {}), others)
    return found, counts


def arrange(
    named: Named,
    declared: Facet,
    counts: Mapping[str, int],
    chosen: Sequence[str],
    language: str,
    limit: int | None,
    besides: Mapping[str, Label],
) -> FacetCounts:
    """The values of a facet in order. With `limit` the first ones and the chosen ones; of a tree, its open branches.

    `besides` are the names of chosen values that nothing has.
    """
    labels: Mapping[str, Label] = named.names(declared.name, language)
    labels = ChainMap(dict(besides), dict(labels)) if besides else labels
    folded = declared.tree and limit is not None
    children = named.children(declared.name, language) if folded else {}
    slugs = _open(children, labels, counts, chosen) if folded else list(counts)
    # A chosen value stays, even at zero, so that it can be removed; a value without a public name is not offered.
    slugs = [slug for slug in {*slugs, *chosen} if slug in labels and labels[slug].text]
    shown = []
    for slug in slugs:
        count = counts.get(slug, 0)
        if count or slug in chosen:
            _position, name = labels[slug].rank
            shown.append((-count, name, slug, labels[slug]))
    shown.sort(key=itemgetter(0, 1, 2))
    if folded:
        limit = len(shown)
    listed = shown if limit is None else [*shown[:limit], *(item for item in shown[limit:] if item[2] in chosen)]
    values = [ValueCount(slug, label.text, -minus, slug in chosen, label.parent) for minus, _, slug, label in listed]
    open_slugs = set(slugs)  # what is not among them stands under one of them
    more = any(counts.get(each, 0) for slug in slugs for each in children.get(slug, ()) if each not in open_slugs)
    leading = _above(chosen, labels) if declared.tree and chosen else []
    above = [ValueCount(slug, labels[slug].text, counts.get(slug, 0), False, labels[slug].parent) for slug in leading]
    return FacetCounts(declared, values, len(shown) + more, tuple(above))


def _above(chosen: Sequence[str], labels: Mapping[str, Label]) -> list[str]:
    """What contains every one of these values, nearest first."""
    first, *others = [_leading(slug, labels) for slug in chosen]
    return [slug for slug in first if all(slug in each for each in others)]


def _leading(slug: str, labels: Mapping[str, Label]) -> list[str]:
    """What contains a value, nearest first; a commune is in its own département, wherever its intercommunality is."""
    found = []
    if slug in labels and (holder := labels[slug].holder) in labels:
        found = [each for each in (labels[slug].parent, holder) if each in labels and labels[each].text]
        slug = holder
    while slug in labels and (slug := labels[slug].parent) in labels and labels[slug].text and slug not in found:
        found.append(slug)
    return list(dict.fromkeys(found))


def _open(
    children: Mapping[str, Sequence[str]],
    labels: Mapping[str, Label],
    counts: Mapping[str, int],
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
        here = [s for s in children.get(branches.pop(), ()) if s in chosen or counts.get(s, 0)]
        found += here
        branches += [slug for slug in here if slug in leading or len(here) == 1]
    return found
