"""The word forms of `simplemma`, read once per process and language."""

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from search.analysis.irregular import INVARIABLE
from search.analysis.normalise import fold

_factory = DefaultDictionaryFactory()


class Lexicon:
    """Word form -> lemma, and the accented forms behind a word typed without accents."""

    def __init__(self, language: str) -> None:
        invariable = INVARIABLE if language == "fr" else ()
        self._others = {*invariable, *map(fold, invariable)}
        self._lemmas: Mapping[str, str] = _factory.get_dictionary(language)
        self._accented: list[str] = sorted(
            (word for word in self._lemmas if not word.isascii() and fold(word) not in self._lemmas), key=fold
        )

    def __contains__(self, word: str) -> bool:
        return word in self._lemmas or word in self._others

    def get(self, word: str) -> str | None:
        """The lemma of a form, None if the lexicon does not hold it."""
        return self._lemmas.get(word)

    def is_lemma(self, word: str) -> bool:
        """Whether the word is its own lemma."""
        return self._lemmas.get(word) == word

    def accented(self, word: str) -> list[str]:
        """The forms that give this plain word once their accents are off, lemmas first; none if it is a form itself."""
        if not word.isascii():
            return []
        found = []
        for index in range(bisect_left(self._accented, word, key=fold), len(self._accented)):
            if fold(self._accented[index]) != word:
                break
            found.append(self._accented[index])
        return sorted(found, key=lambda form: (not self.is_lemma(form), form))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, loaded at its first use (a second, about 30 MB for French)."""
    return Lexicon(language)
