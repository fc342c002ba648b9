"""From a text to its tokens: exactly one per word, at the word's position, with its place in the author's own text."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from heapq import merge
from typing import NamedTuple

from search.analysis import acronyms, elision, english, inclusive, lemma
from search.analysis.normalise import LETTER, MARKS, WORD, fold, plain

CHUNKS = 2**16  # cached, per process: runs of text between spaces, as they are written
WORDS = 2**15
LONGEST_CACHED = 64  # characters
ALIKE = 4  # letters by which the forms of a word begin alike, mostly

# From a letter to the last letter before a space or a mark that ends a word; with the parenthesis of "élu(e)".
_CHUNK = re.compile(
    rf'{LETTER}(?:[^\s,;:!?…"“”„«»<>|\[\]{{}}=*&#~^+%€$§°]*{LETTER})?[{MARKS}]*\)?',
)
_ADDRESS = re.compile(
    rf"\Awww\.|@|\.(?:fr|org|com|net|eu|info|io|be|ch|gouv|asso|html?|pdf|php|docx?|odt)(?!{LETTER})", re.IGNORECASE
)
_FRENCH = re.compile(
    f"(?P<acronym>{acronyms.ACRONYM})|(?P<whole>{elision.WHOLE})|(?P<elided>{elision.ELISION})"
    f"|(?P<prefix>co-(?={LETTER}{{3}}))|(?P<inclusive>{inclusive.INCLUSIVE})|{WORD}",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?P<acronym>{acronyms.ACRONYM})|(?P<elided>[ld]{elision.APOSTROPHE}(?={LETTER}))"
    rf"|{WORD}(?:(?P<possessive>{elision.APOSTROPHE}s(?!{LETTER}))"
    rf"|(?P<whole>{elision.APOSTROPHE}(?:t|ll|re|ve|d|m)(?!{LETTER})))?",
    re.IGNORECASE,
)
_ACCENTED = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ"}
_WORD = re.compile(WORD)
_APOSTROPHE = re.compile(elision.APOSTROPHE)


class Token(NamedTuple):
    """A word of a text: what it is found by, its exact form, and where it stands (`text[start:end]`)."""

    token: str
    exact: str
    start: int
    end: int


Part = tuple[
    str, int, int
]  # a word as its language writes it (lower case, NFC, inclusive spelling reduced), start, end


def analyse(text: str, language: str) -> list[Token]:
    """The tokens of any text, in order, offsets increasing; English rules for "en", French for all other languages."""
    parts = _english_chunk if language[:2] == "en" else _french_chunk
    uncached = parts.__wrapped__
    found: list[Token] = []
    for match in _CHUNK.finditer(text):
        chunk, base = match.group(), match.start()
        for token, exact, start, end in (parts if len(chunk) <= LONGEST_CACHED else uncached)(chunk):
            found.append(Token(token, exact, base + start, base + end))
    return found


class Occurrences:
    """Where texts of one language hold some tokens: far faster than all their tokens, where few are wanted."""

    def __init__(self, language: str, wanted: Collection[str]) -> None:
        self.parts = _english_chunk if language[:2] == "en" else _french_chunk
        self.wanted = wanted
        self.likely = [_likely(start) for start in sorted({token[:ALIKE] for token in wanted})]

    def within(self, text: str, most: int) -> list[Token]:
        """The first tokens of a text that are wanted, about `most` of them."""
        return self._among(text, _CHUNK.finditer(text), most)

    def likely_within(self, text: str, most: int) -> list[Token]:
        """The same among the words that begin like the tokens: forms that begin otherwise are missed."""
        starts = merge(*(map(re.Match.start, likely.finditer(text)) for likely in self.likely))
        return self._among(text, (chunk for start in starts if (chunk := _CHUNK.match(text, start))), most)

    def _among(self, text: str, chunks: Iterable[re.Match[str]], most: int) -> list[Token]:
        parts, uncached, wanted = self.parts, self.parts.__wrapped__, self.wanted
        found: list[Token] = []
        for match in chunks:
            chunk = match[0]
            for token, exact, start, end in (parts if len(chunk) <= LONGEST_CACHED else uncached)(chunk):
                if token in wanted:
                    base = match.start()
                    found.append(Token(token, exact, base + start, base + end))
            if len(found) >= most:
                break
        return found


@lru_cache(maxsize=WORDS // 8)
def _likely(token: str) -> re.Pattern[str]:
    """A pattern of words that begin with these letters (`[a-z0-9]`), with any accent, in capitals or not.

    It says so letter by letter and looks back after the first one: twice as fast as a flag and looking back first.
    """
    first, *others = [f"[{letters}{letters.upper()}]" for letters in (_ACCENTED.get(each, each) for each in token)]
    return re.compile(rf"{first}(?<!{LETTER}.){''.join(others)}")


def words(text: str, language: str) -> Iterator[tuple[Part, bool]]:
    """The words of a text before their forms are looked up, and whether each continues an address (URL, e-mail)."""
    pieces = _english_parts if language[:2] == "en" else _french_parts
    for match in _CHUNK.finditer(text):
        base, address = match.start(), is_address(match.group())
        for number, (word, start, end) in enumerate(pieces(match.group())):
            yield (word, base + start, base + end), address and number > 0


def is_address(chunk: str) -> bool:
    """Whether a run of text without spaces is a web address or an e-mail: no inclusive spelling in it."""
    return _ADDRESS.search(chunk) is not None


def _french_parts(chunk: str) -> Iterator[Part]:
    if is_address(chunk):
        yield from _plain_parts(chunk, 0)
        return
    prefix = -1  # where "co-" stands: it is found as the whole word, "co-construction" as coconstruction
    for match in _FRENCH.finditer(chunk):
        kind, text = match.lastgroup, match.group()
        if kind == "elided":
            continue
        if kind == "inclusive":
            base = inclusive.reduce(text)
            if base is None:
                yield from _plain_parts(text, match.start())
                continue
            text = base
        elif kind == "acronym":
            text = acronyms.reduce(text)
        elif kind == "whole":
            text = _APOSTROPHE.sub("'" if text.lower().startswith("prud") else "", text)
        elif kind == "prefix":
            prefix = match.start()
            continue
        word = plain(text)
        if prefix >= 0:
            yield "co" + word, prefix, prefix + 2
            prefix = -1
        yield word, match.start(), match.end()


def _english_parts(chunk: str) -> Iterator[Part]:
    if is_address(chunk):
        yield from _plain_parts(chunk, 0)
        return
    for match in _ENGLISH.finditer(chunk):
        kind, text = match.lastgroup, match.group()
        if kind == "elided":
            continue
        if kind == "possessive":
            text = text[:-2]
        elif kind == "acronym":
            text = acronyms.reduce(text)
        elif kind == "whole":
            text = _APOSTROPHE.sub("", text)
        yield plain(text), match.start(), match.end()


def _plain_parts(text: str, base: int) -> Iterator[Part]:
    for match in _WORD.finditer(text):
        yield plain(match.group()), base + match.start(), base + match.end()


Cached = tuple[tuple[str, str, int, int], ...]


def _forms(parts: Iterator[Part], form: Callable[[str], str]) -> Cached:
    return tuple((form(word), fold(word), start, end) for word, start, end in parts)


@lru_cache(maxsize=WORDS)
def _french_token(word: str) -> str:
    return lemma.token(word)


@lru_cache(maxsize=WORDS)
def _english_token(word: str) -> str:
    return english.token(word)


@lru_cache(maxsize=CHUNKS)
def _french_chunk(chunk: str) -> Cached:
    return _forms(_french_parts(chunk), _french_token)


@lru_cache(maxsize=CHUNKS // 4)
def _english_chunk(chunk: str) -> Cached:
    return _forms(_english_parts(chunk), _english_token)
