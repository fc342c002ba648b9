"""Extracts: the words found, marked in the author's own text, as safe HTML."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

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
MARKED = 2  # words marked in a passage or, where none holds any, in the title
MOST_MARKED = 4  # where so many different words are found
SPARE_MARKS = 20  # beyond MARKED for each result, for all those of a page: it stays light (quality.md, V8)
KEYWORDS_SHOWN = 2
_KEYWORD_ENDS = re.compile(rf"({BETWEEN}|[\r\n]+)")  # as the projection joins them; a name may have several lines


@dataclass(frozen=True, slots=True)
class Extract:
    """The title and a passage of a result. The words found are in <mark>: in the passage or, where none holds them and
    `passage` is empty, in the title; `keywords` (safe too) are those that hold what neither shows.
    """

    title: SafeString
    passage: SafeString
    keywords: str = ""

    @property
    def marks(self) -> int:
        """HTML elements that the marks take."""
        return marks_in(self.title, self.passage, self.keywords)


def marks_in(*texts: str) -> int:
    """How many words are marked in these texts: each is an HTML element."""
    return sum(text.count("<mark>") for text in texts)


def extracts(rows: Iterable[Entry], tokens: Collection[str]) -> dict[str, Extract]:
    """The extract of each entry, by its key; the first ones may have more marks than the last."""
    rows = list(rows)
    wanted = {language: Occurrences(language, tokens) for language in {row.language for row in rows}}
    spare = SPARE_MARKS - sum(row.type == "document" for row in rows)  # a link to its page takes an element too
    found = {}
    for row in rows:
        found[row.key] = extract(
            row.title,
            row.summary,
            row.text,
            wanted[row.language],
            keywords=row.keywords,
            in_blocks=row.type != "document",
            most=min(MOST_MARKED, MARKED + max(spare, 0)),
        )
        spare -= max(0, found[row.key].marks - MARKED)
    return found


def extract(
    title: str,
    summary: str,
    text: str,
    wanted: Occurrences,
    *,
    keywords: str = "",
    in_blocks: bool = False,
    most: int = MOST_MARKED,
) -> Extract:
    """The title, and the passage of the summary or of the text that holds most of the tokens wanted; where these don't
    hold all of them, the keywords that do.

    `in_blocks`: each line of the text is a block of its own, which a sign sets apart; lines of a file end anywhere.
    `most` marks in all.
    """
    for look in (wanted.likely_within, wanted.within):
        best = (0, "", 0, 0)
        words: list[Token] = []
        for source in (summary, text):
            found = look(source, LOOKED_AT) if best[0] < len(wanted.wanted) else []
            start, end, score = _best_window(found) if found else (0, 0, 0)
            if score > best[0]:
                best, words = (score, source, start, end), found
        in_title, in_keywords = look(title, LOOKED_AT), look(keywords, LOOKED_AT)
        if not (words or in_title or in_keywords):
            continue
        shown = Extract(escape(title), SafeString())
        if words:
            shown = replace(shown, passage=passage(*best[1:], words, BETWEEN if in_blocks else " ", most))
        elif in_title:
            shown = replace(shown, title=marked_text(title, in_title, most=most))
        besides = {token.token for token in in_keywords}
        besides -= {token.token for token in (*words, *in_title)}
        if besides and shown.marks < most:
            missing = [token for token in in_keywords if token.token in besides]
            shown = replace(shown, keywords=_keywords(keywords, missing, most - shown.marks))
        return shown
    return Extract(escape(title), SafeString())


def _keywords(keywords: str, found: Sequence[Token], most: int) -> SafeString:
    """The keywords that hold most of the words found, none that adds no word; at most `most` marks."""
    holding: list[tuple[int, str, list[Token]]] = []
    start = 0
    for keyword in _KEYWORD_ENDS.split(keywords):
        if inside := [token for token in found if start <= token.start < start + len(keyword)]:
            holding.append((start, keyword, inside))
        start += len(keyword)
    holding.sort(key=lambda each: -len({token.token for token in each[2]}))
    shown: list[str] = []
    seen: set[str] = set()
    for start, keyword, inside in holding:
        words = {token.token for token in inside}
        if most > 0 and len(shown) < KEYWORDS_SHOWN and not words <= seen:
            shown.append(marked_text(keyword, inside, start, most=most))
            most -= marks_in(shown[-1])
            seen |= words
    return SafeString(BETWEEN.join(shown))


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


def passage(
    text: str, start: int, end: int, found: Sequence[Token], between: str = " ", most: int = MOST_MARKED
) -> SafeString:
    """The text around `start:end`, cut between words, with ellipses where something is left out; `found` are the words
    to mark, at most `most` of them.

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
    return SafeString(f"{before}{marked_text(shown, inside, left, between, most)}{after}")


def _first(found: Sequence[Token], most: int) -> list[Token]:
    """The first words, in their order: each different one once, at most `most`; a second time where that makes fewer
    than MARKED.
    """
    seen: set[str] = set()
    ranked = []
    for rank, token in enumerate(found):
        ranked.append((token.token in seen, rank))
        seen.add(token.token)
    size = max(min(len(seen), most), min(MARKED, most))
    return [found[rank] for rank in sorted(rank for _again, rank in sorted(ranked)[:size])]


def marked_text(
    text: str, found: Sequence[Token], offset: int = 0, between: str = "", most: int = MOST_MARKED
) -> SafeString:
    """The text escaped, with <mark> around the first words of `found`, whose places are those in a text that begins
    `offset` characters before this one. With `between`, what is put at the ends of blocks.
    """
    parts: list[str] = []
    at = 0
    for token in _first(found, most):
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
