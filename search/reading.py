"""Reading the text of a query: words, synonyms, places, spelling. What comes out is the same for every engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

from search.analysis import Clause, QueryWord, QueryWords, query_words
from search.analysis.stopwords import ENGLISH, FRENCH
from search.compounds import Said, compounds, tokens_of, written
from search.engines.base import Alternative, Group, Here, Text
from search.namedplaces import MEANT, Elsewhere, PlaceName, is_number, is_own_name, named, sentence
from search.places import Place
from search.spelling import Lookup, look_up
from search.synonyms import Synonyms

OTHER_WORDS = 0.8  # what an expression is worth that was not typed
SMALL_WORDS = FRENCH | ENGLISH
CORRECTED = 3  # words at most: a text in another language is not to be rewritten


@dataclass(frozen=True)
class Reading:
    """The text as engines take it, and what the page says of it; `marked` are the tokens that extracts mark.

    `elsewhere` is the text without the first of its `places`.
    """

    text: Text
    corrections: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    elsewhere: Elsewhere | None = None
    marked: frozenset[str] = field(default_factory=frozenset)


def read(q: str, language: str, synonyms: Synonyms, languages: Sequence[str] = (), *, exactly: bool = False) -> Reading:
    """Read a query in the reader's language; `languages` are those of texts. At most three queries.

    Words that no entry holds are read by the rules of the other languages, then (unless `exactly`) corrected.
    """
    asked = query_words(q, language)
    others = [code for code in languages if code != language]
    foreign = query_words(q, others[0], others[1:]) if others else QueryWords()
    foreign_words = {word.exact: word for clause in foreign.required for word in clause.words}
    clauses = list(asked.required)
    known = synonyms_in(clauses, synonyms)
    joined = compounds(clauses, language)
    tokens = {token for clause in clauses for word in clause.words for token in word.tokens}
    tokens |= {token for word in foreign_words.values() for token in word.tokens}
    tokens |= {word.tokens[0] for _, said in known.values() for other in said for word in other}
    tokens |= tokens_of(joined)
    alone = [clause.words[0] for clause in clauses if not (clause.quoted or clause.is_phrase or exactly)]
    looked = look_up(tokens, [(word, _every_token(word, foreign_words)) for word in alone])
    counts, size = looked.counts, looked.size
    candidates = _with_compounds(known, written(joined, counts))
    clauses = [_in_other_language(clause, counts, foreign_words) for clause in clauses]
    typed = sentence(q, clauses, language)
    refused = [_expression(clause.words) for clause in asked.excluded]
    spelled = _spelled(clauses, looked, known)
    corrections: list[tuple[str, str]] = []
    if spelled:
        corrected = _with(clauses, spelled, language)
        again = sentence(_replaced(q, clauses, spelled), corrected, language)
        places_known = named([*typed.spans, *again.spans, *_said_places(candidates), *refused])
        spared = {p for start, name in typed.places(places_known).items() for p in range(start, start + name.length)}
        spelled = {position: form for position, form in spelled.items() if position not in spared}
        corrections = [(clauses[position].words[0].text, form) for position, (form, _) in spelled.items()]
        clauses = _with(clauses, spelled, language)
        typed = sentence(_replaced(q, list(asked.required), spelled), clauses, language)
        counts = {**counts, **{clauses[p].words[0].tokens[0]: entries for p, (_, entries) in spelled.items()}}
        left = {position: way for position, way in joined.items() if position not in spelled}
        candidates = _with_compounds(synonyms_in(clauses, synonyms), written(left, counts))
    else:
        places_known = named([*typed.spans, *_said_places(candidates), *refused])
    places = typed.places(places_known)
    for position, (length, said) in candidates.items():
        called = next((text for text in map(_expression, said) if text in places_known), None)
        inside = [start for start in range(position, position + length) if start in places]
        if called and all(places[start].length < length for start in inside):
            places = {start: name for start, name in places.items() if start not in inside}
            places[position] = PlaceName(length, tuple(places_known[called][:1]))
    groups = _groups(clauses, candidates, places, counts, size)
    excluded = tuple(_excluded(clause, places_known) for clause in asked.excluded)
    found = [place for name in places.values() for place in name.places]
    return Reading(
        Text(groups, excluded),
        tuple(corrections),
        asked.dropped,
        tuple(found),
        typed.without(*next(iter(places.items()))) if places else None,
        _marked(groups, asked.required),
    )


def _excluded(clause: Clause, known: Mapping[str, Sequence[Place]]) -> Group:
    """What must not be found: the words and, of a place, what concerns it and what it contains."""
    text = _expression(clause.words)
    places = known.get(text, ())
    is_place = places and not is_number(text) and is_own_name(text, places)  # "-25 ans" is no département
    here = tuple(Here(place.slug) for place in places[:MEANT]) if is_place else ()
    return Group((Alternative(clause.words, clause.is_phrase),), here)


def _marked(groups: Sequence[Group], asked: Sequence[Clause]) -> frozenset[str]:
    """The tokens to mark: all that was asked for and, of what else it is called, all but the small words."""
    typed = {word.exact for clause in asked for word in clause.words}
    words = (word for group in groups for alternative in group.alternatives for word in alternative.words)
    return frozenset(
        token for word in words if word.exact in typed or word.exact not in SMALL_WORDS for token in word.tokens
    )


def synonyms_in(clauses: Sequence[Clause], synonyms: Synonyms) -> Said:
    """Where known expressions begin: position -> (number of clauses, what else they are called)."""
    found = {}
    position = 0
    while position < len(clauses):
        length, others = synonyms.at(clauses[position:])
        if length:
            found[position] = (length, others)
        position += max(length, 1)
    return found


def _with_compounds(synonyms: Said, joined: Said) -> Said:
    """Known expressions and words written in another way: where they overlap, the longer; of two as long, the first."""
    found: Said = {}
    taken: set[int] = set()
    ways = [(start, *said) for known in (synonyms, joined) for start, said in known.items()]
    for start, length, others in sorted(ways, key=lambda way: -way[1]):
        if taken.isdisjoint(places := range(start, start + length)):
            found[start] = (length, others)
            taken.update(places)
    return found


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


def _expression(words: Sequence[QueryWord]) -> str:
    return " ".join(word.text for word in words)


def _said_places(candidates: Said) -> list[str]:
    """The expressions that are not typed and may name a place: HdF is Hauts-de-France."""
    return [_expression(words) for _, said in candidates.values() for words in said]


def _every_token(word: QueryWord, foreign: Mapping[str, QueryWord]) -> list[str]:
    """The tokens of a word by the rules of every language."""
    other = foreign.get(word.exact)
    return list(dict.fromkeys([*word.tokens, *(other.tokens if other else ())]))


def _spelled(clauses: Sequence[Clause], looked: Lookup, candidates: Said) -> dict[int, tuple[str, int]]:
    """Position of each word that nothing holds -> (its nearest form, in how many entries that stands)."""
    spared = {position for start, (length, _) in candidates.items() for position in range(start, start + length)}
    found = {
        position: looked.nearest[clause.words[0].exact]
        for position, clause in enumerate(clauses)
        if not (clause.quoted or clause.is_phrase or position in spared) and clause.words[0].exact in looked.nearest
    }
    return dict(list(found.items())[:CORRECTED])


def _with(clauses: Sequence[Clause], spelled: Mapping[int, tuple[str, int]], language: str) -> list[Clause]:
    """The clauses with these words replaced."""
    changed = list(clauses)
    for position, (form, _) in spelled.items():
        if required := query_words(form, language).required:
            changed[position] = required[0]
    return changed


def _replaced(q: str, clauses: Sequence[Clause], spelled: Mapping[int, tuple[str, int]]) -> str:
    """The query with these words replaced."""
    for position, (form, _) in spelled.items():
        q = q.replace(clauses[position].words[0].text, form, 1)
    return q


def _groups(
    clauses: Sequence[Clause], candidates: Said, places: Mapping[int, PlaceName], counts: Mapping[str, int], size: int
) -> tuple[Group, ...]:
    """One group for each expression, place or word."""
    groups = []
    position = 0
    while position < len(clauses):
        place = places.get(position)
        before = place.before if place else 0
        said = candidates.get(position + before)
        length = max(place.length if place else 0, before + said[0] if said else 0, 1)
        part = clauses[position + before : position + length]
        own = Alternative(tuple(word for clause in part for word in clause.words), len(part) == 1 and part[0].is_phrase)
        alternatives = [own]
        if said and before + said[0] == length:
            alternatives += [Alternative(words, len(words) > 1, OTHER_WORDS) for words in said[1]]
        here: tuple[Here, ...] = ()
        if place and place.length == length:
            here = tuple(Here(each.slug, each.around) for each in place.places)
        entries = sum(min((_held(word, counts) for word in a.words), default=0) for a in alternatives)
        rarity = log(1 + max(size, 1) / (1 + entries))
        groups.append(Group(tuple(alternatives), here, max(rarity, 0.1), entries))
        position += length
    return _without_unknown_worth(groups)


def _without_unknown_worth(groups: Sequence[Group]) -> tuple[Group, ...]:
    """What no entry holds is worth no more than the commonest of the rest: it tells no entry from another."""
    least = min((group.rarity for group in groups if group.entries or group.places), default=0.0)
    return tuple(
        group if group.entries or group.places or not least else replace(group, rarity=least) for group in groups
    )


def _held(word: QueryWord, counts: Mapping[str, int]) -> int:
    return sum(counts.get(token, 0) for token in word.tokens)
