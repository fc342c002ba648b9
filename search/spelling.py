"""Typing errors, unfinished words: the form nearest to a word that no entry holds, among those of the catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from portal.statements import ask, marks
from search.analysis import QueryWord
from search.analysis.lexicon import lexicon
from search.analysis.normalise import plain

SHORTEST = 4  # letters: a shorter word has too many neighbours
BEGUN = 5  # letters of a word that may be the beginning of another one
COMPLETIONS = 20  # looked at: those in most entries
COMPLETED = 1.5  # errors that a word left unfinished is worth: less than two
# First letters that are taken for one another, by ear or by finger.
_LIKE = {"c": "kqs", "k": "cq", "q": "ck", "s": "cz", "z": "s", "f": "p", "h": "aeiou", "i": "y", "y": "i", "j": "g"}
_LIKE |= {"g": "j", "o": "h", "a": "h", "e": "h", "u": "h"}


@dataclass(frozen=True)
class Lookup:
    """What the catalogue knows of words: in how many entries each token stands, about how many entries there are, and
    by typed form what is written nearest to a word that nothing holds, with its number of entries.
    """

    counts: Mapping[str, int]
    size: int
    nearest: Mapping[str, tuple[str, int]]


def look_up(tokens: Iterable[str], words: Sequence[tuple[QueryWord, Sequence[str]]] = ()) -> Lookup:
    """Count `tokens`, and find the nearest form of each of `words` (with the tokens that make it known): one query."""
    wanted = sorted(set(tokens)) or [""]
    sql = f"""
    SELECT '', token, '', SUM(entries) FROM search_word WHERE token IN ({marks(wanted)}) AND entries > 0 GROUP BY token
    UNION ALL SELECT '', '', '', MAX(entries) FROM search_word WHERE token IN ('de', 'le')
    """  # noqa: S608 - placeholders
    params: list[Any] = list(wanted)
    typed = {word.exact: held for word, held in words if _can_be_misspelt(word)}
    for exact, held in typed.items():
        part, values = _neighbours(exact, held)
        sql += part
        params += values
    counts: dict[str, int] = {}
    best: dict[str, tuple[float, int, str]] = {}
    for of, token_or_form, text, entries in ask(sql, *params):
        if not of:
            counts[token_or_form] = int(entries or 0)
        elif (rank := _rank(of, token_or_form, text, entries)) and (of not in best or rank < best[of]):
            best[of] = rank
    size = counts.pop("", 0)
    return Lookup(counts, size, {of: (text, -minus) for of, (_, minus, text) in best.items()})


def _can_be_misspelt(word: QueryWord) -> bool:
    """Not a word that is French as it stands: "police" is neither "policy" nor the beginning of "policier"."""
    return len(word.exact) >= SHORTEST and word.exact.isalpha() and plain(word.text) not in lexicon("fr")


@lru_cache(maxsize=1_000)  # asked again for each of thousands of forms
def _allowed(typed: str) -> int:
    """Errors at most: one in a short word, which has many neighbours, and in one that may only lack its accents."""
    return 1 if len(typed) < 6 or lexicon("fr").accented(typed) else 2


def _rank(typed: str, exact: str, text: str, entries: int) -> tuple[float, int, str] | None:
    """How near a form is: fewer errors, then the same first letter, then the more frequent one."""
    allowed = _allowed(typed)
    distance: float = OSA.distance(typed, exact, score_cutoff=allowed)
    if len(typed) >= BEGUN and exact.startswith(typed):
        distance = min(distance, COMPLETED)
    elif distance > allowed:
        return None
    return (distance + (0.5 if exact[0] != typed[0] else 0), -int(entries), text)


def _neighbours(typed: str, held: Sequence[str]) -> tuple[str, list[Any]]:
    """The forms of about its length and beginning, and those that it begins; none where some entry holds the word."""
    allowed = _allowed(typed)
    letters = sorted({typed[0], typed[1], *_LIKE.get(typed[0], "")})
    starts = " OR ".join(["(exact >= %s AND exact < %s)"] * len(letters))
    # Joined in this order, so that no form is looked at for a word that is known.
    known = f"SELECT 1 FROM search_word WHERE token IN ({marks(held)}) AND entries > 0"  # noqa: S608 - placeholders
    unknown = f"(SELECT 1 WHERE NOT EXISTS ({known})) AS unknown"
    sql = f"""
    UNION ALL SELECT %s, exact, text, entries FROM {unknown} CROSS JOIN search_word
    WHERE entries > 0 AND length(exact) BETWEEN %s AND %s AND ({starts})
    """  # noqa: S608 - placeholders
    bounds = [bound for letter in letters for bound in (letter, chr(ord(letter) + 1))]
    params = [typed, *held, len(typed) - allowed, len(typed) + allowed, *bounds]
    if len(typed) < BEGUN:
        return sql, params
    sql += f"""
    UNION ALL SELECT * FROM (
        SELECT %s, exact, text, entries FROM {unknown} CROSS JOIN search_word
        WHERE entries > 0 AND exact >= %s AND exact < %s
        ORDER BY entries DESC, exact LIMIT {COMPLETIONS}
    ) AS begun
    """  # noqa: S608 - placeholders
    return sql, [*params, typed, *held, typed, typed[:-1] + chr(ord(typed[-1]) + 1)]
