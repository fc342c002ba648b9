"""Acronyms written with dots: C.M.J. is CMJ."""

from search.analysis.normalise import LETTER

# Single letters, each followed by a dot; the last dot may be gone. "M. Durand" and "élu.e.s" are none.
ACRONYM = rf"(?:(?![\d])(?:{LETTER}\.)){{2,}}{LETTER}?(?!{LETTER})|(?![\d]){LETTER}\.(?![\d]){LETTER}(?!\.?{LETTER})"


def reduce(word: str) -> str:
    """The acronym without its dots."""
    return word.replace(".", "")
