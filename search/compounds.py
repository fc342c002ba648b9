"""Words written together, apart or with a hyphen: "anti gaspi" and "anti-gaspi" are "antigaspi", and the other way."""

from collections.abc import Mapping, Sequence

from search.analysis import Clause, QueryWord, query_words
from search.analysis.lexicon import lexicon
from search.analysis.normalise import plain
from search.analysis.stopwords import words_of

PREFIXES = tuple(
    words_of(
        """
        agri anti auto bio co cyber éco euro extra hyper infra inter intra macro micro mini mono multi néo péri photo
        pluri poly post pré pro psycho radio rétro semi socio sous super télé trans ultra vélo vidéo web week
        """
    )
)
SHORTEST = 6  # letters of a whole
REST = 3  # letters of what follows a prefix
Compound = tuple[int, tuple[QueryWord, ...]]  # number of clauses, how else they are written
Said = dict[int, tuple[int, list[tuple[QueryWord, ...]]]]  # the same as synonyms are given: several ways


def compounds(clauses: Sequence[Clause], language: str) -> dict[int, Compound]:
    """Where words may be written in another way: position -> how. Whether something is written so is not known yet."""
    found: dict[int, Compound] = {}
    for position, clause in enumerate(clauses):
        if clause.quoted or not all(word.text.isalpha() for word in clause.words):
            continue
        following = clauses[position + 1] if position + 1 < len(clauses) else None
        if clause.is_phrase:
            said = _whole(clause.words, language)
            found |= {position: (1, said)} if said else {}
        elif parts := _parts(clause.words[0], language):
            found[position] = (1, parts)
        elif (
            plain(clause.words[0].text) in PREFIXES
            and following
            and _may_follow(following)
            and (said := _whole((*clause.words, *following.words), language))
        ):
            found[position] = (2, said)
    return found


def tokens_of(found: Mapping[int, Compound]) -> set[str]:
    """What must be looked up to know whether something is written so."""
    return {token for _, words in found.values() for word in words for token in word.tokens}


def written(found: Mapping[int, Compound], counts: Mapping[str, int]) -> Said:
    """Those of which some entry holds every word, as synonyms are given."""
    return {
        position: (length, [words])
        for position, (length, words) in found.items()
        if all(any(token in counts for token in word.tokens) for word in words)
    }


def _may_follow(clause: Clause) -> bool:
    return not (clause.quoted or clause.is_phrase) and clause.words[0].text.isalpha()


def _whole(words: Sequence[QueryWord], language: str) -> tuple[QueryWord, ...]:
    text = "".join(word.text for word in words)
    return _word(text, language) if len(text) >= SHORTEST and len(words) == 2 else ()


def _parts(word: QueryWord, language: str) -> tuple[QueryWord, ...]:
    """A word that is not French as it stands, after its prefix: "projet" is no "pro jet"."""
    text = plain(word.text)
    if not text.startswith(PREFIXES) or text in lexicon("fr"):
        return ()
    prefix = max((each for each in PREFIXES if text.startswith(each)), key=len)
    if len(text) < len(prefix) + REST:
        return ()
    return (*_word(prefix, language), *_word(text[len(prefix) :], language))


def _word(text: str, language: str) -> tuple[QueryWord, ...]:
    required = query_words(text, language).required
    return required[0].words if len(required) == 1 and len(required[0].words) == 1 else ()
