"""One spelling for every way of writing the same letters: case, accents, ligatures, composed or not, hidden marks."""

import re
import unicodedata

MAX_TOKEN = 64  # characters: longer words are cut, so no engine's limit is met

# Combining accents, soft hyphen, joiners and writing direction marks: they part no word.
MARKS = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
LETTER = r"[^\W_]"
WORD = rf"(?>{LETTER}+(?:[{MARKS}]+{LETTER}+)*[{MARKS}]*)"  # atomic: a word is never given back letter by letter

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PLAIN = re.compile(r"[a-z0-9]+\Z")
# What Unicode does not decompose.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ʼ": ""}
)


def plain(word: str) -> str:
    """The word in lower case, composed (NFC), without marks that do not show; accents stay."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", word).casefold())


def fold(word: str) -> str:
    """The word as `[a-z0-9]+`, at most MAX_TOKEN characters: no accents; letters of other scripts as numbers."""
    if not _PLAIN.match(word):
        letters = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS)).casefold().translate(_LETTERS)
        word = "".join(
            c if "a" <= c <= "z" or "0" <= c <= "9" else f"u{ord(c):x}" if c.isalnum() else "" for c in letters
        )
    return word[:MAX_TOKEN] or "u0"
