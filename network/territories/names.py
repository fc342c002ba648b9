"""How the name of a place is written in a slug and compared: no case, accent, hyphen, apostrophe, "st" or "CA du"."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_NATURES = (
    ("communaute d agglomeration", "ca"),
    ("communaute de communes", "cc"),
    ("communaute urbaine", "cu"),
)
_SHORT_WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_PREFIX = re.compile(r"^(?:(?:ca|cc|cu)\b ?)?(?:(?:de|du|des|d|la|le|les|l)\b ?)*")


def slug_of(name: str) -> str:
    """`CA d'Hénin-Carvin` -> `ca-d-henin-carvin`: an apostrophe or any other sign separates words."""
    return "-".join(_words(name))


def fold(name: str) -> str:
    """The form in which names are stored and looked up: plain lower-case words, one spelling of `St` and of natures."""
    text = " ".join(_SHORT_WORDS.get(word, word) for word in _words(name))
    for long, short in _NATURES:
        text = re.sub(rf"\b{long}\b", short, text)
    return text


def short_form(name: str) -> str:
    """Without the nature of an EPCI and leading articles: `CA de la Baie de Somme` -> `baie de somme`."""
    folded = fold(name)
    return _PREFIX.sub("", folded) or folded


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKD", name.translate(_LIGATURES))
    plain = "".join(letter for letter in text if not unicodedata.combining(letter)).lower()
    return re.findall(r"[a-z0-9]+", plain)
