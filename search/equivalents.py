"""What an editor writes as saying the same: where each expression ends, and which of them would do nothing."""

import re
from collections.abc import Sequence

from search.analysis import QueryWord, analyse, query_words
from search.analysis.stopwords import FRENCH

LANGUAGE = "fr"  # of the expressions found: most texts are French
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_END = re.compile(rf";|{_COMMA.pattern}")
# What follows a comma inside one name: "la jeunesse, de l’éducation populaire et du sport".
_GOES_ON = re.compile(r"(?:d['’]|(?:à|au|aux|de|du|des|en|et|ou|par|pour|sur)\s)", re.IGNORECASE)
_AND = re.compile(r"\s(?:et|ou)\s", re.IGNORECASE)


def is_several(text: str) -> bool:
    """Whether a comma or a semicolon ends an expression in it."""
    return _END.search(text) is not None


def is_unclear(line: str) -> bool:
    """Whether its commas may be those of one name as well as those between several expressions."""
    _, *others = (part.strip() for part in _COMMA.split(line))
    return bool(others) and (any(_GOES_ON.match(part) for part in others) or _AND.search(others[-1]) is not None)


def parted(line: str) -> list[str]:
    """The expressions of a line, in order."""
    return [expression for part in _END.split(line) if (expression := " ".join(part.split()))]


def is_small(text: str) -> bool:
    """Whether it holds small words only, which searches leave out; letters in capitals are an acronym (SES)."""
    words = _asked(text)
    return bool(words) and not text.isupper() and all(word.exact in FRENCH for word in words)


def says_no_more(term: str, expression: str) -> bool:
    """Whether a search of the term finds the expression already: the same words in other forms."""
    return are(_asked(term), [(token.token,) for token in analyse(expression, LANGUAGE)])


def are(typed: Sequence[QueryWord], other: Sequence[Sequence[str]]) -> bool:
    """Whether the words typed find another expression, given as the tokens of each word, without being told."""
    return len(typed) == len(other) and all(tokens[0] in word.tokens for tokens, word in zip(other, typed, strict=True))


def _asked(text: str) -> list[QueryWord]:
    return [word for clause in query_words(text, LANGUAGE).required for word in clause.words]
