"""Extracts: the words found, marked in the author's own text, as safe HTML."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from search.analysis import Occurrences, Token
from search.models import Entry

AROUND = 110  # characters on each side of the words of an extract
LONGEST = 260
LOOKED_AT = 16  # words found in a text, among which the best passage is chosen
LONG_TEXT = 20_000  # characters that are looked through, the first ones of a longer text
ELLIPSIS = "…"
BETWEEN = " · "  # blocks of a page that no punctuation ends: titles, items, facts
_BLOCK_ENDS = re.compile(r"(?<![\n.!?…:;,])(?<![.!?…][»)”])\n+")
MARKED = 2  # words marked in a passage, in the title where none holds any: a page stays light (quality.md, V8)


@dataclass(frozen=True, slots=True)
class Extract:
    """The title and a passage of a result. The words found are in <mark>: in the passage or, where none holds them and
    `passage` is empty, in the title.
    """

    title: SafeString
    passage: SafeString


def extracts(rows: Iterable[Entry], tokens: Collection[str]) -> dict[str, Extract]:
    """The extract of each entry, by its key."""
    rows = list(rows)
    wanted = {language: Occurrences(language, tokens) for language in {row.language for row in rows}}
    return {
        row.key: extract(row.title, row.summary, row.text, wanted[row.language], in_blocks=row.type != "document")
        for row in rows
    }


def extract(title: str, summary: str, text: str, wanted: Occurrences, *, in_blocks: bool = False) -> Extract:
    """The title, and the passage of the summary or of the text that holds most of the tokens wanted.

    `in_blocks`: each line of the text is a block of its own, which a sign sets apart; lines of a file end anywhere.
    """
    for look in (wanted.likely_within, wanted.within):
        best = (0, "", 0, 0)
        words: list[Token] = []
        for source in (summary, text):
            found = look(source, LOOKED_AT) if best[0] < len(wanted.wanted) else []
            start, end, score = _best_window(found) if found else (0, 0, 0)
            if score > best[0]:
                best, words = (score, source, start, end), found
        if best[0]:
            return Extract(escape(title), passage(*best[1:], words, BETWEEN if in_blocks else " "))
        if found := look(title, LOOKED_AT):
            return Extract(marked_text(title, found), SafeString())
    return Extract(escape(title), SafeString())


def _best_window(found: list[Token]) -> tuple[int, int, int]:
    """(start, end, number of different words) of the window that holds most different words, the first such one."""
    best = (found[0].start, found[0].end, 0)
    first = 0
    for last, token in enumerate(found):
        while token.end - found[first].start > LONGEST - AROUND:
            first += 1
        score = len({t.token for t in found[first : last + 1]})
        if score > best[2]:
            best = (found[first].start, token.end, score)
    return best


def passage(text: str, start: int, end: int, found: Sequence[Token], between: str = " ") -> SafeString:
    """The text around `start:end`, cut between words, with ellipses where something is left out; `found` are the words
    to mark.

    `between` is put where a line ends without a sign of its own.
    """
    room = max(0, LONGEST - (end - start)) // 2
    left = max(0, start - min(AROUND, room))
    right = min(len(text), end + LONGEST - (end - left))
    if left > 0 and (space := text.find(" ", left, start)) >= 0:
        left = space + 1
    if right < len(text) and (space := text.rfind(" ", end, right)) > 0:
        right = space
    before = ELLIPSIS if left > 0 else ""
    after = ELLIPSIS if right < len(text) else ""
    left += len(text[left:right]) - len(text[left:right].lstrip("\n"))
    shown = text[left:right].rstrip("\n.…" if after else "\n")
    inside = [token for token in found if left <= token.start and token.end <= right]
    return SafeString(f"{before}{marked_text(shown, inside, left, between)}{after}")


def _first(found: Sequence[Token]) -> list[Token]:
    """The first words, different ones before a second time the same, in their order."""
    seen: set[str] = set()
    ranked = []
    for rank, token in enumerate(found):
        ranked.append((token.token in seen, rank))
        seen.add(token.token)
    return [found[rank] for rank in sorted(rank for _again, rank in sorted(ranked)[:MARKED])]


def marked_text(text: str, found: Sequence[Token], offset: int = 0, between: str = "") -> SafeString:
    """The text escaped, with <mark> around the first words of `found`, whose places are those in a text that begins
    `offset` characters before this one. With `between`, what is put at the ends of blocks.
    """
    parts: list[str] = []
    at = 0
    for token in _first(found):
        start, end = token.start - offset, token.end - offset
        if start < at:
            continue
        before = text[at:start]
        if parts and before.isspace():  # words that follow each other are one
            parts[-1:] = [_escaped(before, between)]
        else:
            parts += [_escaped(before, between), "<mark>"]
        parts += [escape(text[start:end]), "</mark>"]
        at = end
    parts.append(_escaped(text[at:], between))
    return SafeString("".join(parts))


def _escaped(text: str, between: str) -> str:
    """Safe text, with `between` at the ends of its blocks."""
    return escape(_BLOCK_ENDS.sub(between, text) if between and "\n" in text else text)
