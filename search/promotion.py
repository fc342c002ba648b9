"""Results that editors put first: held in memory, shown as the catalogue has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from portal.models import Counter
from portal.state import Followed
from search.analysis import query_words
from search.cards import Card
from search.catalogue import cards_of
from search.models import Promoted
from search.state import read_rows
from search.versions import shown_to, versions

SHOWN = 3  # for one search

Words = frozenset[frozenset[str]]  # the tokens of each word, in any order


@dataclass(frozen=True)
class Promotion:
    """A promoted page by its translation key, with the searches it answers in each language."""

    key: str
    searches: Mapping[str, frozenset[Words]]
    sentence: str
    language: str  # of the sentence
    starts_on: date | None
    ends_on: date | None

    def answers(self, words: Words, language: str, today: date) -> bool:
        """Whether it is shown today for these words, read by the rules of this language."""
        started = self.starts_on is None or self.starts_on <= today
        ended = self.ends_on is not None and self.ends_on < today
        return started and not ended and any(_same(words, said) for said in self.searches[language])


@dataclass(frozen=True)
class PromotedCard:
    """The card of a promoted page, and why it answers the search (empty unless in the card's language)."""

    card: Card
    sentence: str = ""


def words_of(text: str, language: str) -> Words:
    """The words of a search after analysis; none if it excludes some."""
    read = query_words(text, language)
    if read.excluded:
        return frozenset()
    return frozenset(frozenset(word.tokens) for clause in read.required for word in clause.words)


def _same(one: Words, other: Words) -> bool:
    """Whether each word of one is a word of the other; a form that may be several words is any of them."""
    if len(one) != len(other):
        return False
    return one == other or (all(any(a & b for b in other) for a in one) and all(any(a & b for a in one) for b in other))


def load() -> tuple[Promotion, ...]:
    """Everything that editors promoted, in order: one query."""
    rows = Promoted.objects.select_related("page__locale")
    return tuple(_promotion(row) for row in rows)


def _promotion(row: Promoted) -> Promotion:
    searches = {
        code: frozenset(words for line in row.searches if (words := words_of(line, code)))
        for code, _ in settings.LANGUAGES
    }
    language = row.page.locale.language_code
    return Promotion(str(row.page.translation_key), searches, row.sentence, language, row.starts_on, row.ends_on)


_held: Followed[tuple[Promotion, ...]] = Followed(Counter.SEARCH, load)


def promotions(text: str, language: str, counters: Mapping[str, int], today: date | None = None) -> list[Promotion]:
    """What is promoted for a search, in order; no query while the `search` counter stands still."""
    everything = _held.get(counters)
    words = words_of(text, language) if everything else frozenset()
    if not words:
        return []
    today = today or timezone.localdate()
    return [each for each in everything if each.answers(words, language, today)]


def promoted_cards(
    text: str, language: str, counters: Mapping[str, int], today: date | None = None
) -> list[PromotedCard]:
    """At most SHOWN promoted pages that the public may see, each in the reader's language if it exists.

    `counters` are those of the request (`portal.state.counters_of`). Two queries, none when nothing is promoted.
    """
    wanted: dict[str, Promotion] = {}
    for each in promotions(text, language, counters, today):
        wanted.setdefault(each.key, each)
    if not wanted:
        return []

    found = versions(wanted)
    ids = [shown_to(language, found[key]) for key in wanted if found[key]]
    cards = cards_of(ids, read_rows(ids), language)[:SHOWN]
    return [_shown(card, wanted[card.translation_key], language) for card in cards]


def _shown(card: Card, promotion: Promotion, language: str) -> PromotedCard:
    """In lists a card says its language only where it is not the reader's."""
    same = (card.language or language) == promotion.language
    return PromotedCard(card, promotion.sentence if same else "")
