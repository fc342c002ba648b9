"""The words of a query: phrases in quotes, -word excluded, question words dropped. Nothing can be a syntax error."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from search.analysis import english, lemma, stopwords
from search.analysis.normalise import fold, plain
from search.analysis.tokens import words

MAX_LENGTH = 1_000  # characters read
MAX_WORDS = 40

_FIRST_PERSON = re.compile(r"(?<!\w)j['’]\w", re.IGNORECASE)  # "j'habite ..."
_BEFORE_HOST = re.compile(r"\A(?:https?://)?(?:www\.)?(?=\w)", re.IGNORECASE)  # www.ville.fr is ville.fr
_PIECE = re.compile(
    r'(?P<minus>(?<!\S)[-−](?=[\w"«“„]))?'
    r'(?:"(?P<straight>[^"]*)"|«(?P<guillemets>[^»]*)»|[“„](?P<curly>[^”“]*)[”“]|(?P<bare>[^\s"«»“”„]+))'
)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query: any of `tokens` finds it; `prefix` is not empty for a word still being typed."""

    text: str
    exact: str
    tokens: tuple[str, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What must be found, or must not: one word, or several that stand one after the other."""

    words: tuple[QueryWord, ...]
    quoted: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether positions count."""
        return len(self.words) > 1


@dataclass(frozen=True, slots=True)
class QueryWords:
    """All of `required`, none of `excluded`; `dropped` are the words left out, as typed."""

    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    dropped: tuple[str, ...] = ()

    def tokens(self) -> frozenset[str]:
        """Every token that an extract of a result marks."""
        return frozenset(token for clause in self.required for word in clause.words for token in word.tokens)


def query_words(q: str, language: str, others: Sequence[str] = (), *, unfinished: bool = False) -> QueryWords:
    """Reads a query in its language; `others` are languages of texts to be found as well, each word by their rules too.

    With `unfinished` (suggestions), the last word may be the start of one, unless a space or a quote ends the query.
    """
    q = q[:MAX_LENGTH]
    clauses: list[tuple[Clause, bool]] = []
    count = 0
    for clause, minus in _clauses(q, (language, *others)):
        count += len(clause.words)
        if count > MAX_WORDS:
            break
        clauses.append((clause, minus))
    typing = None
    if unfinished and clauses and _ends_in_word(q) and not clauses[-1][0].quoted and not clauses[-1][1]:
        *before, word = clauses[-1][0].words
        typing = Clause((*before, replace(word, prefix=word.exact)))
        clauses[-1] = (typing, False)
    wanted = [clause for clause, minus in clauses if not minus]
    asks = q.rstrip().endswith("?") or _FIRST_PERSON.search(q) is not None
    required, dropped = _without_stop_words(wanted, language, typing, asks=asks)
    stop = _stop_words(language)
    excluded = (clause for clause, minus in clauses if minus and (clause.quoted or not _is_in(clause, stop)))
    return QueryWords(tuple(required), tuple(excluded), tuple(dropped))


def _ends_in_word(q: str) -> bool:
    return bool(q) and not q[-1].isspace() and q[-1] not in '"»”'


def _clauses(q: str, languages: Sequence[str]) -> Iterator[tuple[Clause, bool]]:
    """The clauses of a query in order, each with whether it is excluded."""
    for match in _PIECE.finditer(q):
        minus = match["minus"] is not None
        bare = match["bare"]
        group: tuple[QueryWord, ...] = ()
        if bare is None:
            quoted = match["straight"] or match["guillemets"] or match["curly"] or ""
            group = tuple(word for word, _ in _read(quoted, languages))
            if group:
                yield Clause(group, quoted=True), minus
            continue
        for word, continues in _read(_BEFORE_HOST.sub("", bare, count=1), languages):
            if group and _is_whole(group[-1]):
                continue
            if group and not continues and not minus:
                yield Clause(group), False
                group = ()
            group = (*group, word)
        if group:
            yield Clause(group), minus


def _read(text: str, languages: Sequence[str]) -> Iterator[tuple[QueryWord, bool]]:
    for (word, start, end), continues in words(text, languages[0]):
        found = [token for language in languages for token in _tokens(language)(word)]
        yield QueryWord(text[start:end], fold(word), tuple(dict.fromkeys(found))), continues


def _is_whole(word: QueryWord) -> bool:
    """Whether the word is a "co-" that stands for the whole of "co-construction"."""
    return word.text.lower() == "co" and word.exact != "co"


def _tokens(language: str) -> Callable[[str], tuple[str, ...]]:
    return english.tokens if language[:2] == "en" else lemma.tokens


def _stop_words(language: str) -> frozenset[str]:
    return stopwords.ENGLISH if language[:2] == "en" else stopwords.FRENCH


def _is_in(clause: Clause, stop: frozenset[str]) -> bool:
    """Whether every word of the clause is one of these; "sûr" is not "sur", "un·e" is "un"."""
    return all(
        (typed := plain(word.text)) in stop or (word.exact in stop and not typed.isalpha()) for word in clause.words
    )


def _own_age(clauses: Sequence[Clause]) -> frozenset[int]:
    """Where people say how old they are: "j'ai 16 ans"."""
    said = ["" if clause.quoted or clause.is_phrase else plain(clause.words[0].text) for clause in clauses]
    return frozenset(
        position
        for first, second, third in zip(range(len(said)), range(1, len(said)), range(2, len(said)), strict=False)
        if said[first] in {"ai", "jai"} and said[second].isdecimal() and said[third] == "ans"
        for position in (second, third)
    )


def _without_stop_words(
    clauses: list[Clause], language: str, typing: Clause | None, *, asks: bool
) -> tuple[list[Clause], list[str]]:
    """The clauses that ask for something, and the words dropped, more of them where a question is asked; all are kept
    if none would stay.
    """
    is_english = language[:2] == "en"
    questions = stopwords.ENGLISH_QUESTION if is_english else stopwords.FRENCH_QUESTION
    asking = questions if is_english else questions | stopwords.FRENCH_ASKING
    stop = _stop_words(language) | questions
    if asks or any(_is_in(clause, asking) for clause in clauses if not clause.quoted):
        stop |= asking | (stopwords.ENGLISH_WEAK if is_english else stopwords.FRENCH_WEAK)
    kept, dropped = [], []
    own_age = _own_age(clauses)
    for position, clause in enumerate(clauses):
        if clause.quoted or clause is typing or not (position in own_age or _is_in(clause, stop)):
            kept.append(clause)
        else:
            dropped += [word.text for word in clause.words]
    return (kept, dropped) if kept else (clauses, [])
