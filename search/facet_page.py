"""The page of a facet: every value of it, a hundred at a time, found by a few letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.analysis.normalise import fold
from search.counts import ValueCount

PAGE_VALUES = 100  # so that the page stays small; the others are a page or a few letters away
MAX_LETTERS = 60


@dataclass(frozen=True)
class ValueRow:
    """A value as the page lists it: `level` in the tree, or what it stands `under` where the tree is not shown."""

    value: str
    label: str
    count: int
    chosen: bool
    level: int = 0
    under: str = ""


@dataclass(frozen=True)
class ValuesPage:
    """The rows of a page of values, and the chosen ones that are not among them; `total` counts those that match."""

    elsewhere: list[ValueRow]
    rows: list[ValueRow]
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """Rank of the first value shown, from 1."""
        return (self.page - 1) * PAGE_VALUES + 1

    @property
    def last(self) -> int:
        """Rank of the last value shown."""
        return self.first + len(self.rows) - 1


def values_page(values: Sequence[ValueCount], is_tree: bool, letters: str, page: int) -> ValuesPage:
    """One page of the values whose names hold the words of `letters`; the tree is shown where nothing is sought."""
    found = list(_found(values, letters) if letters or not is_tree else _in_tree(values))
    pages = max(1, -(-len(found) // PAGE_VALUES))
    page = min(page, pages)
    rows = found[(page - 1) * PAGE_VALUES : page * PAGE_VALUES]
    shown = {row.value for row in rows}
    elsewhere = [_row(value) for value in values if value.chosen and value.value not in shown]
    return ValuesPage(elsewhere, rows, len(found), page, pages)


def _row(value: ValueCount, level: int = 0, under: str = "") -> ValueRow:
    return ValueRow(value.value, value.label, value.count, value.chosen, level, under)


def _found(values: Sequence[ValueCount], letters: str) -> Iterator[ValueRow]:
    names = {value.value: value.label for value in values}
    wanted = [fold(word) for word in letters.split()]
    for value in values:
        name = "".join(fold(word) + " " for word in value.label.split())
        if all(word in name for word in wanted):
            yield _row(value, under=names.get(value.parent, ""))


def _in_tree(values: Sequence[ValueCount]) -> Iterator[ValueRow]:
    """Each value under its parent, in the order of its siblings."""
    known = {value.value for value in values}
    under: dict[str, list[ValueCount]] = {}
    for value in values:
        under.setdefault(value.parent if value.parent in known else "", []).append(value)
    pending = [(value, 0) for value in reversed(under.get("", []))]
    while pending:
        value, level = pending.pop()
        yield _row(value, level)
        pending += [(child, level + 1) for child in reversed(under.get(value.value, []))]
