"""Light markup of the content files, and the typography that a person should not have to type.

Markup: paragraphs apart by an empty line, `## ` subtitles, `- ` lists, `**bold**`.
"""

import re
from dataclasses import dataclass
from html import escape

NARROW = "\u202f"
FIXED = "\u00a0"
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Unit:
    """One paragraph, subtitle or list item: `tag` is p, h2 or li, `html` its content."""

    tag: str
    html: str


def french(text: str) -> str:
    """Typed with plain quotes and spaces, read with ’ and no-break spaces."""
    text = text.replace("'", "’")
    text = text.replace("« ", f"«{FIXED}").replace(" »", f"{FIXED}»")
    text = re.sub(r" (?=[;!?])", NARROW, text)
    text = text.replace(" :", f"{FIXED}:")
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", NARROW, text)
    return re.sub(r"(?<=\d) (?=(?:h|min|km|ans|jeunes|personnes|%)\b)", FIXED, text)


def english(text: str) -> str:
    """Curly quotes."""
    text = text.replace("'", "’")
    return re.sub(r'"([^"]*)"', "“\\1”", text)


def units(text: str, language: str = "fr") -> list[Unit]:
    """The paragraphs of a marked-up text, in order, with the typography of their language."""
    set_type = french if language == "fr" else english
    found: list[Unit] = []
    words: list[str] = []

    def close() -> None:
        if words:
            found.append(Unit("p", _inline(set_type(" ".join(words)))))
            words.clear()

    for line in text.strip().splitlines():
        if line.startswith("## "):
            close()
            found.append(Unit("h2", _inline(set_type(line[3:]))))
        elif line.startswith("- "):
            close()
            found.append(Unit("li", _inline(set_type(line[2:]))))
        elif line.strip():
            words.append(line.strip())
        else:
            close()
    close()
    return found


def rich(text: str, language: str = "fr") -> str:
    """HTML of a marked-up text, for a rich text field."""
    html: list[str] = []
    in_list = False
    for unit in units(text, language):
        if (unit.tag == "li") != in_list:
            in_list = not in_list
            html.append("<ul>" if in_list else "</ul>")
        html.append(f"<{unit.tag}>{unit.html}</{unit.tag}>")
    return "".join([*html, "</ul>"] if in_list else html)


def _inline(text: str) -> str:
    return _BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
