"""Inclusive spellings ("acteur∙ices", "élu.e.s", "citoyen(ne)s", "auteur-trices"), reduced to the masculine in them."""

import re

from search.analysis.normalise import WORD

DOTS = "·∙•‧⋅・⸱"

_E_GRAVE = "(?:è|e\u0300|e)"
_END = r"(?![^\W_]|[\u0300-\u036f])"

# What may follow the separator: feminine endings, plural marks. The rarer ones follow their own letters only: a piece
# like "ce" or "UE" is a word as often.
_FEMININE = (
    rf"[td]?rices?|ices?|euses?|i?{_E_GRAVE}res?|ales?|elles?|i?ennes?|onnes?|ettes?|{_E_GRAVE}tes?|eures?|esses?"
    "|ées?|sses?|lles?|nnes?|ines?|aines?|ives?|ques?|ches?|hes?|[vnlts]es?|es?|s|x"
    rf"|(?<=f.)(?:fes?|{_E_GRAVE}ves?)|(?<=fs.)(?:fes|{_E_GRAVE}ves)|(?<=x.)ces?|(?<=oux.)ouses?|(?<=ieux.)eilles?"
    rf"|(?<=g.)ues?|(?<=gs.)ues|(?<=c.)(?:{_E_GRAVE}ches?|hesses?)|(?<=cs.)(?:{_E_GRAVE}ches|hesses)"
    "|(?<=s.)(?:(?:î|i\u0302|i)ches?|(?:ï|i\u0308|i)nes?)|(?<=n.)i?gnes?|(?<=u.)(?:ë|e\u0308)s?"
    "|(?<=veau.)velles?|(?<=veaux.)velles|(?<=eur.)e?resses?|(?<=beau.)belles?|(?<=beaux.)belles"
    "|(?<=fou.)folles?|(?<=fous.)folles|(?<=mou.)molles?|(?<=vieux.)vieilles?"
)
# After a hyphen, which joins whole words too, a feminine repeats the end of its masculine.
_REPEATED = (
    rf"(?<=n)-nn?es?|(?<=ns)-nes|(?<=l)-ll?es?|(?<=ls)-les|(?<=t)-tt?es?|(?<=ts)-tes|(?<=s)-ss?es?|(?<=x)-s?ses?"
    rf"|(?<=oux)-ces?|(?<=f)-(?:ves?|ives?|fes?|{_E_GRAVE}ves?)|(?<=fs)-(?:ves|ives|fes)|(?<=g)-ues?|(?<=gs)-ues"
    rf"|(?<=c)-(?:ques?|c?hes?|hesses?|{_E_GRAVE}ches?)|(?<=cs)-(?:ques|hes)|(?<=s)-(?:î|i\u0302|i)?ches?"
    rf"|(?<=et)-{_E_GRAVE}tes?|(?<=ets)-{_E_GRAVE}tes|(?<=e)-e?sses?|(?<=eur)-(?:eures?|e?r?esses?)|(?<=en)-ennes?"
    "|(?<=on)-onnes?|(?<=in)-(?:ines?|gnes?)|(?<=al)-ales?|(?<=aux)-ales?|(?<=el)-elles?|(?<=eau)-v?elles?"
    "|(?<=ens)-ennes|(?<=tous)-tes|(?<=eaux)-v?elles|(?<=u)-ës?|(?<=eur)-ses?|(?<=s)-ïnes?|(?<=né)-es?|(?<=nés)-es"
    "|(?<=beau)-belles?|(?<=fou)-folles?|(?<=ieux)-(?:v?i)?eilles?"
)
# A stem cut before its masculine ending: "ambassad·eur·rice".
_MASCULINE = "teurs?|eurs?|eux|ifs?|iers?|ers?|iens?|ens?|els?|aux|al|ons?|ains?"

_PLURAL = rf"(?:[{DOTS}.-]s)?"  # after another separator: "adjoint.e·s"
_dots = rf"{WORD}(?:[{DOTS}](?:{_MASCULINE}|{_FEMININE})){{1,4}}{_PLURAL}{_END}"
_full_stop = rf"{WORD}(?:\.(?:{_FEMININE})){{1,4}}{_PLURAL}(?![^\W_]|@|\.[^\W_])"
_parentheses = rf"{WORD}(?:\((?:{_FEMININE})(?:\)|\Z)){{1,3}}(?:[sx]{_END}|{_END})"
_slash = rf"{WORD}(?:/(?:{_FEMININE})){{1,4}}(?![^\W_/])"
_hyphens = (
    rf"{WORD}(?:-(?:ne|le|te|se|ve|e|t?rice|ice|euse|i?{_E_GRAVE}re|ale|elle|enne)-s"
    rf"|(?:{_REPEATED})(?:-s)?"
    rf"|(?<=[^\W_]{{3}})-(?:es?|[td]?rices?|ices?|euses?|i?{_E_GRAVE}res?)"
    rf"|(?<=[^\W_]{{4}})(?<!s)-s){_PLURAL}(?![^\W_'’]|-[^\W_])"
)
INCLUSIVE = "|".join((_dots, _full_stop, _parentheses, _slash, _hyphens))

# Pairs of whole words, not endings: "ceux·elles".
_PRONOUNS = frozenset({"il", "ils", "ceux", "eux", "celui", "lui", "le", "un"})
_WHOLE_WORDS = frozenset({"elle", "elles", "les"})
_SEPARATOR = re.compile(rf"[{DOTS}.()/-]+")
_CUT = re.compile(rf"(?:{_MASCULINE})\Z", re.IGNORECASE)


def reduce(spelling: str) -> str | None:
    """The masculine of a spelling matched by INCLUSIVE, None if it is two words or two sentences after all."""
    base, *endings = [part for part in _SEPARATOR.split(spelling) if part]
    first = endings[0]
    if base.lower() in _PRONOUNS and first.lower() in _WHOLE_WORDS:
        return None
    if "." in spelling and (len(base) < 2 or (first[0].isupper() and not base[-1].isupper())):
        return None
    if "/" in spelling and len(base) < 3 and base.lower() not in {"un", "né"}:
        return None
    if any(dot in spelling for dot in DOTS) and _CUT.match(first) and len(endings) > 1:
        return base + first
    return base
