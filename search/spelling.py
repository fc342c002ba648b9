"""Typing errors: the form nearest to a word that no entry holds, among the words of the catalogue."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from portal.statements import ask, marks
from search.analysis import QueryWord

SHORTEST = 4  # letters: a shorter word has too many neighbours
# First letters that are taken for one another, by ear or by finger.
_LIKE = {"c": "kqs", "k": "cq", "q": "ck", "s": "cz", "z": "s", "f": "p", "h": "aeiou", "i": "y", "y": "i", "j": "g"}
_LIKE |= {"g": "j", "o": "h", "a": "h", "e": "h", "u": "h"}


def nearest(word: QueryWord) -> str:
    """The form nearest to what was typed, as it is written; empty if none is near enough. One query."""
    return nearest_form(word)[0]


def nearest_form(word: QueryWord) -> tuple[str, int]:
    """(the form nearest to what was typed, in how many entries it stands); ("", 0) if none is near enough."""
    typed = word.exact
    if len(typed) < SHORTEST or not typed.isalpha():
        return "", 0
    allowed = 1 if len(typed) < 6 else 2
    best: tuple[float, int, str] | None = None
    for exact, text, entries in _candidates(typed, allowed):
        distance: float = OSA.distance(typed, exact, score_cutoff=allowed)
        if distance > allowed:
            continue
        distance += 0.5 if exact[0] != typed[0] else 0
        rank = (distance, -entries, text)
        if best is None or rank < best:
            best = rank
    return (best[2], -best[1]) if best else ("", 0)


def _candidates(typed: str, allowed: int) -> Iterable[tuple[str, str, int]]:
    letters = sorted({typed[0], typed[1], *_LIKE.get(typed[0], "")})
    starts = " OR ".join(["(exact >= %s AND exact < %s)"] * len(letters))
    bounds = [bound for letter in letters for bound in (letter, _after(letter))]
    sql = f"SELECT exact, text, entries FROM search_word WHERE entries > 0 AND length(exact) BETWEEN %s AND %s AND ({starts})"  # noqa: E501, S608 - placeholders
    return ask(sql, len(typed) - allowed, len(typed) + allowed, *bounds)


def _after(letter: str) -> str:
    return chr(ord(letter) + 1)


def known(tokens: Iterable[str]) -> tuple[dict[str, int], int]:
    """(in how many entries each token stands, if any; about how many entries there are): one query."""
    wanted = sorted(set(tokens)) or [""]
    sql = f"""
    SELECT token, SUM(entries) FROM search_word WHERE token IN ({marks(wanted)}) AND entries > 0 GROUP BY token
    UNION ALL SELECT '', MAX(entries) FROM search_word WHERE token IN ('de', 'le')
    """  # noqa: S608 - placeholders
    rows = {token: int(count or 0) for token, count in ask(sql, *wanted)}
    return rows, rows.pop("", 0)
