"""French word forms: the lexicon's lemma, light gender and number rules for what it misses, the family of a verb."""

import re
from collections.abc import Iterator
from functools import cache

from search.analysis import guards, irregular
from search.analysis.lexicon import Lexicon, lexicon
from search.analysis.normalise import fold

_FEMININE_ENDINGS = (  # ending of a feminine -> endings that its masculine may have
    ("trice", ("teur",)),
    ("rice", ("eur",)),
    ("euse", ("eur", "eux")),
    ("ère", ("er",)),
    ("ere", ("er",)),
    ("ive", ("if",)),
    ("ale", ("al",)),
    ("enne", ("en",)),
    ("onne", ("on",)),
    ("elle", ("el",)),
    ("ette", ("et",)),
    ("ète", ("et",)),
    ("sse", ("",)),
    ("e", ("",)),
)
# Endings safe on a lemma that the lexicon knows as feminine.
_SAFE_ENDINGS = (
    ("trice", ("teur",)),
    ("euse", ("eur", "eux")),
    ("ive", ("if",)),
    ("ale", ("al",)),
    ("ienne", ("ien",)),
)
# Endings of a word that the lexicon does not hold: in such words they are nearly always a feminine's.
_UNKNOWN_ENDINGS = (
    ("trice", "teur"),
    ("ienne", "ien"),
    ("éenne", "éen"),
    ("euse", "eur"),
    ("ée", "é"),
    ("onnelle", "onnel"),
    ("ative", "atif"),
    ("utive", "utif"),
    ("iale", "ial"),
    ("unale", "unal"),
    ("oise", "ois"),
    ("aise", "ais"),
)
_PARTICIPLES = (("é", "er"), ("ée", "er"), ("i", "ir"), ("u", "re"), ("ert", "rir"))
_FROM_VERB = (  # ending of a noun -> ending of the verb it comes from
    ("ification", "ifier"),
    ("ication", "iquer"),
    ("ication", "ier"),
    ("cation", "quer"),
    ("ation", "er"),
    ("issement", "ir"),
    ("èlement", "eler"),
    ("èvement", "ever"),
    ("oiement", "oyer"),
    ("aiement", "ayer"),
    ("ement", "er"),
    ("uction", "uire"),
    ("position", "poser"),
    ("scription", "scrire"),
    ("pression", "primer"),
    ("cussion", "cuter"),
    ("clusion", "clure"),
    ("nition", "nir"),
    ("lition", "lir"),
    ("ution", "uer"),
    ("age", "er"),
    ("issage", "ir"),
)


# What an unknown word may begin with: the rest is inflected as it is alone (télécharger, coconstruit).
_PREFIXES = (
    *("agro", "auto", "cyber", "co", "éco", "eco", "inter", "micro", "multi", "néo", "neo", "péri", "peri", "pluri"),
    *("pré", "pre", "ré", "re", "socio", "supra", "télé", "tele"),
)
# A verb that the lexicon does not hold: nearly all end in -iser (mutualiser, prioriser). Not a gentilé (lilloise).
_VERB_IN_ISER = re.compile(
    r"(.{2,}[^aeiouyéèêîôû]is)(?:e[rsz]?|ée?s?|ees?|ent|ons|ante?s?|ations?|ages?|era|eront|erait|ait|aient)"
)
_CONJUGATED = re.compile(r"(.{3,}?)e?(?:ons|ez|ent|ait|aient|era|eront|erait)")
_FORMS = {**irregular.FORMS, **guards.FRENCH_FORMS}
# One test where nothing matches, as for most words, instead of one for each ending.
_PARTICIPLE_ENDINGS = tuple(ending for ending, _ in _PARTICIPLES)
_NOUN_ENDINGS = tuple(ending for ending, _ in _FROM_VERB)


def lemma(word: str) -> str:
    """The form under which a French word (lower case, NFC) and its inflections are all found, accents kept."""
    words = lexicon("fr")
    if len(word) == 1 or fold(word) in guards.FRENCH_NAMES:
        return word
    for candidate in (word, *_candidates(word)):
        form = _FORMS.get(candidate)
        if form is not None:
            return form
        known = _known(words, candidate)
        if known is not None:
            return _family(words, known)
    if word.startswith(_PREFIXES):
        prefix = next(each for each in _PREFIXES if word.startswith(each))
        if len(word) >= len(prefix) + 5 and _known(words, rest := word[len(prefix) :]) is not None:
            return prefix + lemma(rest)
    return _unknown_verb(words, word) or _unknown_family(words, _singular(word))


def token(word: str) -> str:
    """`[a-z0-9]+` for a French word (lower case, NFC). A digit parts what only an accent parts: marche, marché."""
    return _token(lemma(word))


def tokens(word: str) -> tuple[str, ...]:
    """Every token that a word of a query may mean, the likeliest first: without accents it may stand for several."""
    words = lexicon("fr")
    others = list(guards.TYPED_WITHOUT_ACCENT.get(word) or words.accented(word))
    if word.isascii() and word.endswith("es") and _is_participle(words, participle := word[:-2] + "é"):
        others.append(participle)  # "jardins partages"
    found = [token(word), *map(token, others)]
    return tuple(dict.fromkeys([*found, *(_related()[each] for each in found if each in _related())]))


@cache
def _related() -> dict[str, str]:
    """Token -> that of the word that says the same in another part of speech."""
    pairs = [(token(one), token(other)) for one, other in irregular.RELATED]
    return {**dict(pairs), **{other: one for one, other in pairs}}


def _is_participle(words: Lexicon, word: str) -> bool:
    return len(word) > 4 and word not in guards.NOT_PARTICIPLES and words.is_lemma(word[:-1] + "er")


def _token(found: str) -> str:
    own = guards.FRENCH_TOKENS.get(found)
    if own is not None:
        return own
    folded = fold(found)
    if folded == found or "œ" in found or folded in guards.NO_WORDS:
        return folded
    return folded + "0" if lexicon("fr").is_lemma(folded) and lemma(folded) == folded else folded


def _known(words: Lexicon, word: str) -> str | None:
    """The lexicon's lemma of a form, typed with or without its accents and ligatures."""
    if "oe" in word and (ligature := word.replace("oe", "œ")) in words:
        word = ligature
    if word not in words:
        plain = fold(word)
        accented = words.accented(plain)
        if not accented and plain not in words:
            return None
        word = accented[0] if accented else plain
    form = _FORMS.get(word)
    if form is not None:
        return form
    found = words.get(word)
    if found is not None and found.endswith("er") and (noun := _not_a_verb(words, word)):
        return noun
    for _ in range(3):
        following = words.get(found) if found else None
        if following is None or following == found:
            break
        found = following
    return found


def _not_a_verb(words: Lexicon, word: str) -> str | None:
    """The adjective or noun of a form that the lexicon takes for a verb's: "active" of actif, "votes" of vote."""
    singular = word.removesuffix("s")
    if singular not in guards.NOT_FEMININE:
        if singular.endswith("ive") and words.is_lemma(singular[:-2] + "f"):
            return singular[:-2] + "f"
        if singular.endswith("ale") and words.is_lemma(singular[:-1]):
            return singular[:-1]
    if singular != word:
        other = words.get(singular) if word.endswith("es") and not word.endswith("ées") else None
        return other if other is not None and not other.endswith("er") else None
    other = words.get(word + "s") if word.endswith("e") and not word.endswith("ée") else None
    return other if other is not None and other != word and not other.endswith("er") else None


def _masculine(words: Lexicon, found: str) -> str:
    if found in guards.NOT_FEMININE:
        return found
    for ending, masculines in _SAFE_ENDINGS:
        if found.endswith(ending):
            stem = found[: -len(ending)]
            return next((stem + masculine for masculine in masculines if words.is_lemma(stem + masculine)), found)
    return found


def _family(words: Lexicon, found: str) -> str:
    """The masculine of a feminine, the verb of its participle and of the noun of its action."""
    found = _masculine(words, found)
    if found in guards.NOT_FROM_VERB:
        return found
    noun = found[:-2] + "ion" if found.endswith("atif") and words.is_lemma(found[:-2] + "ion") else found
    if noun in guards.VERBS:
        return guards.VERBS[noun]
    if found.endswith("ant"):
        return _of_participle(words, found) or found
    if found.endswith(_PARTICIPLE_ENDINGS) and found not in guards.NOT_PARTICIPLES:
        for ending, infinitive in _PARTICIPLES:
            if found.endswith(ending) and words.is_lemma(verb := found[: -len(ending)] + infinitive):
                return verb
    if noun in guards.NOT_FROM_VERB:
        return found
    for ending, infinitive in _FROM_VERB if noun.endswith(_NOUN_ENDINGS) else ():
        if noun.endswith(ending) and words.is_lemma(verb := noun[: -len(ending)] + infinitive):
            return verb
    return noun


def _unknown_verb(words: Lexicon, word: str) -> str | None:
    """The infinitive of a form that the lexicon does not hold, of a verb that it holds or of one in -iser."""
    if match := _VERB_IN_ISER.fullmatch(word):
        return match[1] + "er"
    if match := _CONJUGATED.fullmatch(word):
        verb = match[1] + "er"
        return verb if words.is_lemma(verb) else None
    return None


def _of_participle(words: Lexicon, found: str) -> str | None:
    """The verb of a present participle, None for a noun or an adjective of its own: favorisant, not habitant."""
    if len(found) < 6 or found in irregular.NOT_FROM_PARTICIPLE:
        return None
    stem = found[:-3]
    stems = (stem[:-1] + "c",) if stem[-1] == "ç" else (stem[:-1], stem) if stem.endswith("ge") else (stem,)
    verbs = [stem[:-2] + "r"] if stem.endswith("iss") else []
    verbs += [stem + "er" for stem in stems]
    return next((verb for verb in verbs if words.is_lemma(verb)), None)


def _unknown_family(words: Lexicon, found: str) -> str:
    """As `_family`, for a word that the lexicon does not hold: only endings that have no accent and are no adverb's."""
    noun = found[:-2] + "ion" if found.endswith("atif") else found
    if noun != found and words.is_lemma(noun):
        return _family(words, noun)
    if found.endswith("ant"):
        return _of_participle(words, found) or found
    for ending in ("ation", "age"):
        if noun.endswith(ending) and len(noun) > len(ending) + 3:
            verb = _known(words, noun[: -len(ending)] + "er")
            return verb if verb is not None and verb.endswith("er") else found
    return found


def _candidates(word: str) -> Iterator[str]:
    """Forms that an unknown word may be an inflection of, the likeliest first."""
    if len(word) < 4:
        return
    if word.endswith("aux"):
        yield word[:-3] + "al"
    singular = word[:-1] if word.endswith(("s", "ux")) else word
    if singular != word:
        yield singular
    for ending, masculines in _FEMININE_ENDINGS if singular.endswith("e") else ():
        if singular.endswith(ending) and len(singular) - len(ending) >= 2:
            yield from (singular[: -len(ending)] + masculine for masculine in masculines)


def _singular(word: str) -> str:
    """The masculine singular of a word that no lexicon knows, by its ending."""
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("aux") and len(word) > 5:
        return word[:-3] + "al"
    if word[-1] == "s" and word[-2] != "s" and not word.endswith(("ois", "ais")):
        word = word[:-1]
    for ending, masculine in _UNKNOWN_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + masculine
    return word
