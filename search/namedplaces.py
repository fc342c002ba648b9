"""Places in a query: the names and postcodes of territories among its words."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from search.analysis import Clause, guards
from search.analysis.elision import APOSTROPHE
from search.analysis.lexicon import lexicon
from search.analysis.normalise import plain
from search.analysis.tokens import words
from search.places import Place, gazetteer

LONGEST = 6  # words of a name
MEANT = 3  # places that one name may mean
POSTCODE = 5
# Words after which a name is that of a place; after the others too, where they follow a kind or a nearness.
BEFORE_PLACES = frozenset({"à", "a", "près", "autour", "vers", "chez", "in", "near", "at"})
LAST_DAY = 31  # "le 18" is a day
BEFORE_NUMBERS = frozenset({"le", "du", "département", "departement"})
# Never the beginning of a name: "de Dunkerque" is Dunkerque, not what is called "CU de Dunkerque".
NOT_FIRST = frozenset({"de", "d", "du", "des"})
# What kind of place follows, and the words between: "ville de Lens" is Lens.
KINDS = frozenset({"ville", "village", "commune", "département", "departement", "région", "region", "town", "city"})
BETWEEN = frozenset({"de", "d", "du", "des", "la", "l", "le", "les", "of", "to", "the"})
# What is near it is sought: "à côté de Lens" is Lens too.
NEARBY = frozenset({"côté", "cote", "proche", "proches", "proximité", "proximite", "alentours", "environs", "secteur"})
NEARBY |= frozenset({"près", "pres", "autour", "vers", "non", "loin", "near", "around", "close", "next"})
_ELIDED = re.compile(rf"\b[ld]{APOSTROPHE}$", re.IGNORECASE)  # « festival d’Amiens »: no word of its own
SIGNS = "-−–/"  # beside a name: "Lille-Roubaix" does not leave "-Roubaix", which excludes it
# Words that lead to the name of a place and mean nothing without it.
LEADING = KINDS | BETWEEN | NEARBY | frozenset({"à", "a", "au", "aux", "dans", "en", "sur", "at", "in"})


@dataclass(frozen=True)
class PlaceName:
    """`length` clauses of a query name these places; the first `before` of them only lead to the name."""

    length: int
    places: tuple[Place, ...]
    before: int = 0


@dataclass(frozen=True)
class Elsewhere:
    """The text of a query without its place; `is_near` where its words ask for what is near that place."""

    text: str
    is_near: bool = False


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int
    clause: int  # position among the clauses; -1 for a word left out


@dataclass(frozen=True)
class Sentence:
    """A query as words, where names of places are looked for."""

    q: str
    words: tuple[_Word, ...]

    @property
    def spans(self) -> list[str]:
        """Every run of words that may be a name."""
        count = len(self.words)
        texts = (self.text(first, last) for first in range(count) for last in range(first, min(first + LONGEST, count)))
        return list(dict.fromkeys(text for text in texts if _may_name(text)))

    def text(self, first: int, last: int) -> str:
        """The query from a word to another one."""
        return self.q[self.words[first].start : self.words[last].end]

    def places(self, known: Mapping[str, Sequence[Place]]) -> dict[int, PlaceName]:
        """Position of a clause -> the places that it and those after it name: the longest names, left to right."""
        found: dict[int, PlaceName] = {}
        first = 0
        while first < len(self.words):
            if plain(self.words[first].text) in NOT_FIRST:
                first += 1
                continue
            for last in range(min(first + LONGEST, len(self.words)) - 1, first - 1, -1):
                text = self.text(first, last)
                inside = [word.clause for word in self.words[first : last + 1] if word.clause >= 0]
                if inside and text in known and self._is_meant(first, last, known[text]):
                    start = self._led_to(first, inside[0])
                    before = inside[0] - start
                    found[start] = PlaceName(before + len(set(inside)), tuple(known[text][:MEANT]), before)
                    first = last
                    break
            first += 1
        return found

    def without(self, position: int, name: PlaceName) -> Elsewhere | None:
        """The text less the name at this position and the words that lead to it: « autour de la ville de ».

        None where it stands in quotes.
        """
        clauses = range(position + name.before, position + name.length)
        inside = [number for number, word in enumerate(self.words) if word.clause in clauses]
        if not inside:
            return None
        first = inside[0]
        while first and plain(self.words[first - 1].text) in LEADING:
            first -= 1
        before = _ELIDED.sub("", self.q[: self.words[first].start])
        after = self.q[self.words[inside[-1]].end :]
        left = f"{before.rstrip(SIGNS)} {after.lstrip(SIGNS)}"
        is_near = any(plain(word.text) in NEARBY for word in self.words[first : inside[0]])
        return Elsewhere(" ".join(left.split()), is_near)

    def _led_to(self, first: int, clause: int) -> int:
        """The clause where the name begins, with the words before it that only say what kind of place it is, or that
        one looks near it.
        """
        before = first - 1
        while before >= 0:
            word, position = plain(self.words[before].text), self.words[before].clause
            if position == clause - 1 and position >= 0 and word in KINDS | NEARBY:
                clause = position
            elif position >= 0 or word not in BETWEEN | NEARBY:
                break
            before -= 1
        return clause

    def _is_meant(self, first: int, last: int, places: Sequence[Place]) -> bool:
        """Whether the name is not rather a word like another: "bus", "la mer" and "ville" are communes too (Villé).

        A capital tells nothing at the beginning: phones write it by themselves.
        """
        text = self.text(first, last)
        if is_number(text):  # "le 62", and not "18 ans"
            is_day = text.isdigit() and int(text) <= LAST_DAY
            told = first > 0 and not is_day and plain(self.words[first - 1].text) in BEFORE_NUMBERS
            return last == len(self.words) - 1 and (told or first == 0)
        if is_own_name(text, places):
            return True
        if first > 0 and self.words[last].text[:1].isupper():
            return True
        if not any(plain(text) == plain(place.name) for place in places):
            return False
        if last - first == len(self.words) - 1 > 0:  # "la garde", and nothing else, is La Garde
            return True
        before = [plain(word.text) for word in self.words[:first]]
        while before and before[-1] in BETWEEN:
            before.pop()
            if not before or before[-1] not in KINDS | NEARBY:
                return False
        return bool(before) and before[-1] in BEFORE_PLACES | KINDS | NEARBY


def is_number(text: str) -> bool:
    """Whether a text may be the number of a département, and is any other number as often."""
    return text[:1].isdigit() and len(text) < POSTCODE


def is_own_name(text: str, places: Sequence[Place]) -> bool:
    """Whether a text is the name or the postcode of a place and nothing else."""
    if len(text) == POSTCODE and text.isdigit():
        return True
    proper = [word for word in re.findall(r"\w+", plain(text)) if word not in BETWEEN]
    if len(proper) != 1 or proper[0] in guards.FRENCH_NAMES:
        return True
    if not (proper[0] in lexicon("fr") or lexicon("fr").accented(proper[0])):
        return True
    return places[0].wide and proper[0] not in guards.NOT_REGIONS


def sentence(q: str, clauses: Sequence[Clause], language: str) -> Sentence:
    """The words of a query where they stand, each with the clause that it is in; those in quotes name no place."""
    pending = [
        (word.text, position)
        for position, clause in enumerate(clauses)
        if not clause.quoted and not clause.is_phrase
        for word in clause.words
    ]
    found = []
    for (_, start, end), _continues in words(q, language):
        text = q[start:end]
        clause = pending.pop(0)[1] if pending and pending[0][0] == text else -1
        found.append(_Word(text, start, end, clause))
    return Sentence(q, tuple(found))


def named(texts: Collection[str]) -> Mapping[str, Sequence[Place]]:
    """The places that these texts name: two queries at most."""
    return gazetteer().named(list(dict.fromkeys(texts))) if texts else {}


def _may_name(text: str) -> bool:
    return len(text) > 1 and len(text) <= 80 and '"' not in text
