"""Which entries hold the groups of a text: sets asked of the database in one query, put together in memory."""

from collections import Counter

from pyroaring import BitMap

from search.engines.base import Group, Here, Text
from search.engines.database.dialect import dialect
from search.engines.weights import majority, most
from search.index import Index, held
from search.postings import is_frequent


class Matching:
    """The sets of a text. `ask` is called once, then the others with the lock of the index held."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.groups: list[BitMap] = []
        self.excluded: list[BitMap] = []

    def ask(self, number: int) -> None:
        """Have the database match each group, and list the entries of frequent words that are not held yet. One query.

        Those that are held come from memory.
        """
        everything = [*self.text.groups, *self.text.excluded]
        with held.lock:
            index = held.at(number)
            postings, size = index.postings, len(index.everything)
            frequent = {group: _tokens(group) for group in everything if is_frequent(group.entries, size)}
            missing = postings.missing(token for tokens in frequent.values() for token in tokens)
            known = {*postings.held, *missing}
        frequent = {group: tokens for group, tokens in frequent.items() if tokens and known.issuperset(tokens)}
        groups = ["" if group in frequent else dialect().expression(group) for group in everything]
        plain = [dialect().holding(token) for token in missing]
        titles = [dialect().holding(token, title=True) for token in missing]
        sets = dialect().matches([*groups, *plain], titles)
        found = dict(zip(everything, sets[: len(groups)], strict=True))
        titled = dict(zip(missing, sets[len(sets) - len(titles) :], strict=True))
        listed = dict(zip(missing, sets[len(groups) : len(groups) + len(plain)], strict=True))
        with held.lock:
            if held.at(number).number == number:
                index.postings.keep(listed, titled)
            listed = {**index.postings.held, **listed}
            for group, tokens in frequent.items():
                found[group] = BitMap.union(BitMap(), *(listed[token] for token in tokens))
        self.groups = [found[group] for group in self.text.groups]
        self.excluded = [found[group] for group in self.text.excluded]

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
        return found - self._refused(index)

    def _refused(self, index: Index) -> BitMap:
        """What an excluded group matches, by its words or its places."""
        placed = (_placed(index, group) for group in self.text.excluded if group.places)
        return BitMap.union(BitMap(), *self.excluded, *placed)

    def most(self, index: Index, base: BitMap) -> BitMap:
        """What of `base` matches groups that make most of the worth of the text, or most of the groups, and no
        excluded one.
        """
        groups = self.text.groups
        if len(groups) < 2:
            return BitMap()
        base = base - self._refused(index)
        needed = most(len(groups)) * sum(group.rarity for group in groups)
        sets = [base & (entries | _placed(index, group)) for group, entries in zip(groups, self.groups, strict=True)]
        worth: dict[int, float] = {}
        matched: Counter[int] = Counter()
        for group, entries in sorted(zip(groups, sets, strict=True), key=lambda pair: len(pair[1])):
            if len(entries) > 5_000:  # a word of everything tells nothing by itself
                entries = entries & BitMap(worth)
            for pk in entries:
                worth[pk] = worth.get(pk, 0.0) + group.rarity
            matched.update(entries)
        wanted = majority(len(groups))
        return BitMap(pk for pk, held_worth in worth.items() if held_worth >= needed or matched[pk] >= wanted)


def _tokens(group: Group) -> tuple[str, ...]:
    """The tokens of a group that is one word; none for another one."""
    alternatives = group.alternatives
    one = len(alternatives) == 1 and len(alternatives[0].words) == 1 and not alternatives[0].words[0].prefix
    return alternatives[0].words[0].tokens if one else ()


def _placed(index: Index, group: Group) -> BitMap:
    """What the places of a group concern, contain or are contained in."""
    return BitMap.union(BitMap(), *(part for here in group.places for part, _ in circles(index, here)))


def pages(index: Index, here: Here) -> BitMap:
    """The pages of a place and of what contains it."""
    return index.entries("lieu", [here.slug, *here.around])


def circles(index: Index, here: Here) -> list[tuple[BitMap, int]]:
    """(entries, how far: 0 what concerns the place, 1 what it contains, 2 ... what contains it, nearest first)."""
    own = index.values.get("ici", {})
    found = [(index.entries("ici", [here.slug]), 0), (index.entries("territoire", [here.slug]), 1)]
    return [*found, *((own[slug], 2 + rank) for rank, slug in enumerate(here.around) if slug in own)]
