"""English word forms: the lexicon's lemma, one spelling of -ise and -ize, plural rules for what the lexicon misses."""

import re
from collections.abc import Iterator

from search.analysis import guards
from search.analysis.lexicon import lexicon
from search.analysis.normalise import fold

_IZE = re.compile(r"(?<=[a-z]{3})iz(e|es|ed|er|ers|ing|ation|ations|ational)\Z")
_ISE = re.compile(r"(?<=[a-z]{3})is(e|es|ed|er|ers|ing|ation|ations|ational)\Z")


def lemma(word: str) -> str:
    """The form under which an English word (lower case) and its inflections are all found."""
    form = guards.ENGLISH_FORMS.get(word)
    if form is not None:
        return form
    words = lexicon("en")
    found = words.get(word) or words.get(_ISE.sub(r"iz\1", word)) or words.get(_IZE.sub(r"is\1", word))
    if found is None:
        found = next((known for singular in _singulars(word) if (known := words.get(singular))), None)
    if found is None:
        found = next(_singulars(word), word)
    found = guards.ENGLISH_FORMS.get(found, found)
    return _IZE.sub(r"is\1", found)


def token(word: str) -> str:
    """`[a-z0-9]+` for an English word (lower case, NFC)."""
    return fold(lemma(word))


def tokens(word: str) -> tuple[str, ...]:
    """Every token that a word of a query may mean."""
    return (token(word),)


def _singulars(word: str) -> Iterator[str]:
    if len(word) > 4 and word.endswith("ies"):
        yield word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        yield word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
