"""Reading the text of a query: words, synonyms, places, spelling. What comes out is the same for every engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

from search.analysis import Clause, QueryWord, QueryWords, query_words
from search.engines.base import Alternative, Group, Here, Text
from search.namedplaces import PlaceName, named_places
from search.places import Place
from search.spelling import known, nearest
from search.synonyms import Synonyms

OTHER_WORDS = 0.8  # what an expression is worth that was not typed
CORRECTED = 3  # words at most: a text in another language is not to be rewritten


@dataclass(frozen=True)
class Reading:
    """The text as engines take it, and what the page says of it; `marked` are the tokens that extracts mark."""

    text: Text
    corrections: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    marked: frozenset[str] = field(default_factory=frozenset)


def read(q: str, language: str, synonyms: Synonyms, languages: Sequence[str] = (), *, exactly: bool = False) -> Reading:
    """Read a query in the reader's language; `languages` are those of texts. At most five queries.

    Words that no entry holds are read by the rules of the other languages, then (unless `exactly`) corrected.
    """
    asked = query_words(q, language)
    others = [code for code in languages if code != language]
    foreign = query_words(q, others[0], others[1:]) if others else QueryWords()
    foreign_words = {word.exact: word for clause in foreign.required for word in clause.words}
    clauses = list(asked.required)
    candidates = synonyms_in(clauses, synonyms)
    tokens = {token for clause in clauses for word in clause.words for token in word.tokens}
    tokens |= {token for word in foreign_words.values() for token in word.tokens}
    tokens |= {word.tokens[0] for _, said in candidates.values() for other in said for word in other}
    counts, size = known(tokens)
    places = named_places(q, clauses, language)
    clauses = [_in_other_language(clause, counts, foreign_words) for clause in clauses]
    corrections: list[tuple[str, str]] = []
    if not exactly:
        clauses, corrections = _corrected(clauses, counts, places, candidates, language)
        if corrections:
            for typed, used in corrections:
                q = q.replace(typed, used)
            candidates = synonyms_in(clauses, synonyms)
            counts, size = known(_all_tokens(clauses, candidates))
            places = named_places(q, clauses, language)
    groups = _groups(clauses, candidates, places, counts, size)
    excluded = tuple(Group((Alternative(clause.words, clause.is_phrase),)) for clause in asked.excluded)
    found = [place for name in places.values() for place in name.places]
    return Reading(
        Text(groups, excluded),
        tuple(corrections),
        asked.dropped,
        tuple(found),
        frozenset(t for g in groups for a in g.alternatives for w in a.words for t in w.tokens),
    )


Said = Mapping[int, tuple[int, list[tuple[QueryWord, ...]]]]


def synonyms_in(clauses: Sequence[Clause], synonyms: Synonyms) -> dict[int, tuple[int, list[tuple[QueryWord, ...]]]]:
    """Where known expressions begin: position -> (number of clauses, what else they are called)."""
    found = {}
    position = 0
    while position < len(clauses):
        length, others = synonyms.at(clauses[position:])
        if length:
            found[position] = (length, others)
        position += max(length, 1)
    return found


def _all_tokens(clauses: Sequence[Clause], candidates: Said) -> set[str]:
    tokens = {token for clause in clauses for word in clause.words for token in word.tokens}
    return tokens | {word.tokens[0] for _, said in candidates.values() for other in said for word in other}


def _in_other_language(clause: Clause, counts: Mapping[str, int], foreign: Mapping[str, QueryWord]) -> Clause:
    """A word that nothing holds under the rules of the reader's language is read by those of the other ones too."""
    changed = []
    for word in clause.words:
        other = foreign.get(word.exact)
        if other and not _is_known(word, counts):
            word = replace(word, tokens=tuple(dict.fromkeys([*word.tokens, *other.tokens])))
        changed.append(word)
    return replace(clause, words=tuple(changed))


def _is_known(word: QueryWord, counts: Mapping[str, int]) -> bool:
    return any(token in counts for token in word.tokens)


def _corrected(
    clauses: Sequence[Clause],
    counts: Mapping[str, int],
    places: Mapping[int, PlaceName],
    candidates: Said,
    language: str,
) -> tuple[list[Clause], list[tuple[str, str]]]:
    """The clauses with the unknown words replaced by their nearest forms, and what was replaced."""
    spared = {position for start, name in places.items() for position in range(start, start + name.length)}
    spared |= {position for start, (length, _) in candidates.items() for position in range(start, start + length)}
    changed, corrections = [], []
    for position, clause in enumerate(clauses):
        word = clause.words[0]
        spelled = ""
        if not (clause.quoted or clause.is_phrase or position in spared or _is_known(word, counts)):
            spelled = nearest(word) if len(corrections) < CORRECTED else ""
        if spelled and (read_again := query_words(spelled, language).required):
            corrections.append((word.text, spelled))
            clause = read_again[0]
        changed.append(clause)
    return changed, corrections


def _groups(
    clauses: Sequence[Clause], candidates: Said, places: Mapping[int, PlaceName], counts: Mapping[str, int], size: int
) -> tuple[Group, ...]:
    """One group for each expression, place or word."""
    groups = []
    position = 0
    while position < len(clauses):
        place, said = places.get(position), candidates.get(position)
        length = max(place.length if place else 0, said[0] if said else 0, 1)
        part = clauses[position : position + length]
        own = Alternative(tuple(word for clause in part for word in clause.words), len(part) == 1 and part[0].is_phrase)
        alternatives = [own]
        if said and said[0] == length:
            alternatives += [Alternative(words, len(words) > 1, OTHER_WORDS) for words in said[1]]
        here: tuple[Here, ...] = ()
        if place and place.length == length:
            here = tuple(Here(each.slug, each.around) for each in place.places)
        entries = sum(min((_held(word, counts) for word in a.words), default=0) for a in alternatives)
        rarity = log(1 + max(size, 1) / (1 + entries))
        groups.append(Group(tuple(alternatives), here, max(rarity, 0.1), entries))
        position += length
    return tuple(groups)


def _held(word: QueryWord, counts: Mapping[str, int]) -> int:
    return sum(counts.get(token, 0) for token in word.tokens)
