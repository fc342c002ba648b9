"""Synonyms and acronyms as queries use them: held in memory, followed by the `search` counter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from portal.models import Counter
from portal.state import Followed
from search.analysis import Clause, QueryWord, analyse, query_words
from search.equivalents import LANGUAGE, are
from search.models import Synonym
from search.models.text import MOST

Said = tuple[str, ...]  # the tokens of an expression, without its small words


@dataclass
class Synonyms:
    """What else each expression is called; `longest` is the number of words of the longest one."""

    others: dict[Said, dict[str, tuple[QueryWord, ...]]] = field(default_factory=dict)
    longest: int = 0

    def add(self, one: str, other: str) -> None:
        """Whoever searches `one`, in whichever language of the portal, finds `other` too."""
        words = tuple(QueryWord(other[t.start : t.end], t.exact, (t.token,)) for t in analyse(other, LANGUAGE))
        for language, _ in settings.LANGUAGES:
            key = tuple(word.tokens[0] for clause in query_words(one, language).required for word in clause.words)
            if key and words:
                self.others.setdefault(key, {})[" ".join(word.tokens[0] for word in words)] = words
                self.longest = max(self.longest, len(key))

    def at(self, clauses: Sequence[Clause]) -> tuple[int, list[tuple[QueryWord, ...]]]:
        """(number of clauses that make the longest expression known at their beginning, what else it is called)."""
        words: list[QueryWord] = []
        for clause in clauses[: self.longest]:
            if clause.quoted or clause.is_phrase:
                break
            words += clause.words
        for length in range(len(words), 0, -1):
            found = self._called(words[:length])
            if found:
                return length, found
        return 0, []

    def _called(self, words: Sequence[QueryWord]) -> list[tuple[QueryWord, ...]]:
        """By the first token of each word, or by another one where the word may be several."""
        found = self.others.get(tuple(word.tokens[0] for word in words))
        if found is None and len(words) == 1:
            found = next((self.others[key] for token in words[0].tokens if (key := (token,)) in self.others), None)
        return [other for other in found.values() if not are(words, [word.tokens for word in other])] if found else []


def load() -> Synonyms:
    """Everything that editors wrote: one query."""
    synonyms = Synonyms()
    for row in Synonym.objects.order_by("pk"):
        said = [row.term, *row.expressions[:MOST]]
        for number, one in enumerate(said):
            if number and row.one_way:
                break
            for other in said:
                if other != one:
                    synonyms.add(one, other)
    return synonyms


_held: Followed[Synonyms] = Followed(Counter.SEARCH, load)


def held_synonyms(counters: Mapping[str, int]) -> Synonyms:
    """The synonyms that hold for these counters."""
    return _held.get(counters)
