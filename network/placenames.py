"""The names of all places, which each process holds: the beginnings of their words are looked for there.

A suggestion is asked for at each key struck. No index that both databases have finds the beginning of any word of a
name, and reading the table takes 6 to 12 ms (36,000 places); this takes a hundredth of it, and 2 MB.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import chain

from network.models import Territory
from network.territories.names import fold, short_form
from portal.models import Counter
from portal.state import Followed

LETTERS = 60  # of a name and of what follows, by which beginnings of words are put in order
LAST = "\x7f"  # after every letter of a folded name
Row = tuple[int, str, str]  # primary key, search_name, short_name


class PlaceNames:
    """Names in one text, and where each of their words begins, in alphabetical order of what follows."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.pks, self.starts, self.shorts = array("q"), array("l"), array("B")
        names: list[str] = []
        begins: list[tuple[int, int]] = []  # where a word begins, the number of its name
        length = 0
        for number, (pk, name, short) in enumerate(rows):
            self.pks.append(pk)
            self.starts.append(length)
            self.shorts.append(len(name) - len(short))
            begins += [(length + place, number) for place in range(len(name)) if not place or name[place - 1] == " "]
            names.append(name)
            length += len(name) + 1
        self.starts.append(length)
        self.text = "\t".join([*names, ""])
        begins.sort(key=lambda begin: self.text[begin[0] : begin[0] + LETTERS])
        self.begins = array("l", (place for place, _ in begins))
        self.numbers = array("l", (number for _, number in begins))

    def beginning(self, text: str, limit: int) -> list[int]:
        """Primary keys of what `text`, which has no digit, names or begins to name, as `TerritoryQuerySet.ranked`."""
        full, short = fold(text), short_form(text)
        words = full.split()
        if not words:
            return []

        def has_words(name: str) -> bool:
            return all(f" {word}" in f" {name}" for word in words)

        tiers = (
            self._those(f"{full}\t", lambda name, _: name == full),
            self._those(f"{short}\t", lambda _, said: said == short),
            merge(
                self._those(full, lambda name, _: name.startswith(full)),
                self._those(short, lambda name, said: said.startswith(short) and has_words(name)),
            ),
            self._those(min(words, key=self._held_by), lambda name, _: has_words(name)),
        )
        found: dict[int, None] = {}
        for number in chain(*tiers):
            found[self.pks[number]] = None
            if len(found) == limit:
                break
        return list(found)

    def _those(self, beginning: str, hold: Callable[[str, str], bool]) -> Iterator[int]:
        """The numbers of the names with a word that begins so, of which `hold(name, its short form)` is true."""
        for number in sorted(set(self.numbers[self._between(beginning)])):
            name = self.text[self.starts[number] : self.starts[number + 1] - 1]
            if hold(name, name[self.shorts[number] :]):
                yield number

    def _held_by(self, beginning: str) -> int:
        """How many words begin so."""
        found = self._between(beginning)
        return found.stop - found.start

    def _between(self, beginning: str) -> slice:
        """Where the words stand that begin so."""
        beginning = beginning[:LETTERS]
        return slice(self._place_of(beginning), self._place_of(beginning + LAST))

    def _place_of(self, text: str) -> int:
        return bisect_left(self.begins, text, key=lambda place: self.text[place : place + LETTERS])


def load() -> PlaceNames:
    """Read them, in the order in which places are proposed: one query."""
    places = Territory.objects.current().widest_first()
    return PlaceNames(places.values_list("pk", "search_name", "short_name").iterator(chunk_size=5_000))


_held = Followed(Counter.PLACES, load)


def place_names() -> PlaceNames:
    """The names as they are now: one query, two after a change."""
    return _held.get(Counter.read())


def places_changed() -> None:
    """Have every process read them again; within the transaction of the change, at its end."""
    Counter.advance(Counter.PLACES)
