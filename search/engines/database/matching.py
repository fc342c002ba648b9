"""Which entries hold the groups of a text: sets asked of the database in one query, put together in memory."""

from collections.abc import Mapping

from pyroaring import BitMap

from search.engines.base import Group, Here, Text
from search.engines.database.dialect import dialect
from search.engines.database.weights import MOST
from search.index import Index, held
from search.postings import is_frequent


class Matching:
    """The sets of a text. `ask` is called once, then the others with the lock of the index held."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.groups: list[BitMap] = []
        self.excluded: list[BitMap] = []

    def ask(self, number: int) -> None:
        """Have the database match each group; frequent words come from memory. One query, two more at a first use."""
        everything = [*self.text.groups, *self.text.excluded]
        frequent = self._frequent(number, everything)
        expressions = ["" if group in frequent else dialect().expression(group) for group in everything]
        sets = dialect().matches(expressions)
        sets = [frequent.get(group, found) for group, found in zip(everything, sets, strict=True)]
        self.groups, self.excluded = sets[: len(self.text.groups)], sets[len(self.text.groups) :]

    def _frequent(self, number: int, groups: list[Group]) -> Mapping[Group, BitMap]:
        """The groups that are one frequent word, with the entries that hold it."""
        with held.lock:
            index = held.at(number)
            size = len(index.everything)
            plain = {group: _tokens(group) for group in groups if is_frequent(group.entries, size)}
            missing = index.postings.missing(token for tokens in plain.values() for token in tokens)
        found = dialect().holders(missing) if missing else {}
        titles = dialect().holders(missing, title=True) if missing else {}
        with held.lock:
            if held.at(number).number == number:
                index.postings.keep(found, titles)
            return {
                group: BitMap.union(BitMap(), *(index.postings.held[token] for token in tokens))
                for group, tokens in plain.items()
                if tokens and all(token in index.postings.held for token in tokens)
            }

    def titled(self, index: Index, found: BitMap) -> BitMap:
        """What of `found` holds every frequent word in its title; a rare word may stand anywhere."""
        for group, entries in zip(self.text.groups, self.groups, strict=True):
            tokens = [token for token in _tokens(group) if token in index.postings.titles]
            entries = BitMap.union(BitMap(), *(index.postings.titles[token] for token in tokens)) if tokens else entries
            found = found & entries
        return found

    def all(self, index: Index, base: BitMap) -> BitMap:
        """What of `base` every group matches, and no excluded one."""
        found = base
        for group, entries in zip(self.text.groups, self.groups, strict=True):
            found = found & (entries | _placed(index, group) if group.places else entries)
        for entries in self.excluded:
            found = found - entries
        return found

    def most(self, index: Index, base: BitMap) -> BitMap:
        """What of `base` matches groups that make most of the worth of the text, and no excluded one."""
        for entries in self.excluded:
            base = base - entries
        groups = self.text.groups
        if len(groups) < 2:
            return BitMap()
        needed = MOST * sum(group.rarity for group in groups)
        sets = [base & (entries | _placed(index, group)) for group, entries in zip(groups, self.groups, strict=True)]
        worth: dict[int, float] = {}
        for group, entries in sorted(zip(groups, sets, strict=True), key=lambda pair: len(pair[1])):
            if len(entries) > 5_000:  # a word of everything tells nothing by itself
                entries = entries & BitMap(worth)
            for pk in entries:
                worth[pk] = worth.get(pk, 0.0) + group.rarity
        return BitMap(pk for pk, held_worth in worth.items() if held_worth >= needed)


def _tokens(group: Group) -> tuple[str, ...]:
    """The tokens of a group that is one word; none for another one."""
    alternatives = group.alternatives
    one = len(alternatives) == 1 and len(alternatives[0].words) == 1 and not alternatives[0].words[0].prefix
    return alternatives[0].words[0].tokens if one else ()


def _placed(index: Index, group: Group) -> BitMap:
    """What the places of a group concern, contain or are contained in."""
    return BitMap.union(BitMap(), *(part for here in group.places for part, _ in circles(index, here)))


def circles(index: Index, here: Here) -> list[tuple[BitMap, int]]:
    """(entries, how far: 0 what concerns the place, 1 what it contains, 2 ... what contains it, nearest first)."""
    own = index.values.get("ici", {})
    found = [(index.entries("ici", [here.slug]), 0), (index.entries("territoire", [here.slug]), 1)]
    return [*found, *((own[slug], 2 + rank) for rank, slug in enumerate(here.around) if slug in own)]
