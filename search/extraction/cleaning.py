"""Raw text to what can be stored, matched and shown."""

import re
import unicodedata

# Controls, lone surrogates, private use (glyphs of symbol fonts), noncharacters, marks without width.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]"
)
_LINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r" ?\n[ \n]*")
_CUT_WORD = re.compile(r"([^\W\d_]+)[-\u2010]\n[^\S\n]*([a-zß-öø-ÿœ]+)")
# Second halves that French joins with a hyphen for good: allez-vous, celui-ci, soi-même, bien-être.
_HYPHENATED = frozenset(
    {"ce", "ci", "elle", "elles", "ils", "là", "lui", "moi", "même", "mêmes", "nous", "toi", "vous", "être"}
)
_SHORTEST = 3  # typographers leave no fewer letters on the next line: "élu-es" is an inclusive spelling


def clean(text: str) -> str:
    """Text in NFKC (ligatures undone), without what nobody sees, in trimmed lines."""
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", _LINES.sub("\n", text))).replace("\u00ad", "")
    return _EMPTY_LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def join_cut_words(text: str) -> str:
    """Undo the hyphens that end lines, but for words which the text also writes with one."""
    text = re.sub(r"\u00ad\n[^\S\n]*", "", text)
    written = text.lower()

    def join(found: re.Match[str]) -> str:
        start, end = found.groups()
        compound = f"{start}-{end}"
        if end in _HYPHENATED or len(end) < _SHORTEST or compound.lower() in written:
            return compound
        return start + end

    return _CUT_WORD.sub(join, text)
