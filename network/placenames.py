"""The names of all places, which each process holds: the beginnings of their words are looked for there.

A suggestion is asked for at each key struck. No index that both databases have finds the beginning of any word of a
name, and reading the table takes 6 to 12 ms (36,000 places); this takes a hundredth of it, and 6 MB.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain

from network.models import Territory
from network.models.territory_query import POSTCODE
from network.territories.names import fold, short_form
from portal.models import Counter
from portal.state import Followed

LETTERS = 60  # of a line and of what follows, by which beginnings of words are put in order
LAST = "\x7f"  # after every letter of a line
NOTHING = "\x00"  # begins no word
Row = tuple[str, str, str, str, str]  # slug, search_name, short_name, postcodes, code


class Lines:
    """Lines in one text, and where each of their words begins, in alphabetical order of what follows."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = "\t".join([*lines, ""])
        self.starts = array("l")
        begins: list[tuple[int, int]] = []  # where a word begins, the number of its line
        length = 0
        for number, line in enumerate(lines):
            self.starts.append(length)
            begins += [(length + place, number) for place in range(len(line)) if not place or line[place - 1] == " "]
            length += len(line) + 1
        self.starts.append(length)
        begins.sort(key=lambda begin: self.text[begin[0] : begin[0] + LETTERS])
        self.begins = array("l", (place for place, _ in begins))
        self.numbers = array("l", (number for _, number in begins))

    def __getitem__(self, number: int) -> str:
        """The line of this number."""
        return self.text[self.starts[number] : self.starts[number + 1] - 1]

    def those(self, beginning: str) -> list[int]:
        """The numbers, in order, of the lines with a word that begins so."""
        return sorted(set(self.numbers[self._between(beginning)]))

    def count(self, beginning: str) -> int:
        """How many words begin so."""
        found = self._between(beginning)
        return found.stop - found.start

    def _between(self, beginning: str) -> slice:
        beginning = beginning[:LETTERS]
        return slice(self._place_of(beginning), self._place_of(beginning + LAST))

    def _place_of(self, text: str) -> int:
        return bisect_left(self.begins, text, key=lambda place: self.text[place : place + LETTERS])


class PlaceNames:
    """Names, and postcodes before a code, of places in the order in which they are proposed."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.slugs: list[str] = []
        self.shorts = array("B")  # where in a name its short form begins
        names, codes = [], []
        for slug, name, short, postcodes, code in rows:
            self.slugs.append(slug)
            self.shorts.append(len(name) - len(short))
            names.append(name)
            codes.append(f"{postcodes} {code.lower()}".strip())
        self.names, self.codes = Lines(names), Lines(codes)

    def beginning(self, text: str, limit: int, among: Container[str] | None = None) -> list[str]:
        """Slugs (of those that are `among`) of what `text` names or begins to name, as `TerritoryQuerySet.ranked`.

        A postcode may be unfinished, and no code is meant where it is one.
        """
        full, short = fold(text), short_form(text)
        words = full.split()
        if not words:
            return []

        def those(lines: Lines, beginning: str, hold: Callable[[int, str], bool]) -> Iterator[int]:
            numbers = lines.those(beginning)
            if among is not None:  # first: few are, and `hold` takes longer
                numbers = [number for number in numbers if self.slugs[number] in among]
            return (number for number in numbers if hold(number, lines[number]))

        def has_words(number: int, name: str) -> bool:
            return all(f" {word}" in f" {name}" for word in words)

        def short_of(number: int, name: str) -> str:
            return name[self.shorts[number] :]

        def begins_short(number: int, name: str) -> bool:
            return short_of(number, name).startswith(short) and has_words(number, name)

        typed = text.strip().lower()
        is_number = typed.isalnum() and any(letter.isdigit() for letter in typed)
        with_postcode, with_code = (f"{typed} ", f"{typed}\t") if is_number else (NOTHING, NOTHING)
        of_postcode = list(those(self.codes, with_postcode, lambda _, line: len(typed) == POSTCODE))
        tiers = (
            merge(those(self.names, f"{full}\t", lambda _, name: name == full), of_postcode),
            merge(
                those(self.names, f"{short}\t", lambda number, name: short_of(number, name) == short),
                those(self.codes, NOTHING if of_postcode else with_code, lambda _, line: True),
            ),
            merge(
                those(self.names, full, lambda _, name: name.startswith(full)),
                those(self.names, short, begins_short),
            ),
            those(self.names, min(words, key=self.names.count), has_words),
            those(
                self.codes,
                typed if is_number else NOTHING,
                lambda _, line: f" {typed}" in f" {line.rpartition(' ')[0]}",
            ),
        )
        found: dict[str, None] = {}
        for number in chain(*tiers):
            found[self.slugs[number]] = None
            if len(found) == limit:
                break
        return list(found)


def load() -> PlaceNames:
    """Read them, in the order in which places are proposed: one query."""
    columns = ("slug", "search_name", "short_name", "postcodes", "code")
    return PlaceNames(Territory.objects.current().widest_first().values_list(*columns).iterator(chunk_size=5_000))


_held = Followed(Counter.PLACES, load)


def place_names() -> PlaceNames:
    """The names as they are now: one query, two after a change."""
    return _held.get(Counter.read())


def places_changed() -> None:
    """Have every process read them again; within the transaction of the change, at its end."""
    Counter.advance(Counter.PLACES)
