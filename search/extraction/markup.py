"""The text of an office document's XML, read as a stream: one element in memory, no entity, no document type."""

import xml.sax
from dataclasses import dataclass, field
from typing import IO, Any
from xml.sax.handler import feature_namespaces

import defusedxml.sax

from search.extraction.result import Text


@dataclass(frozen=True)
class Vocabulary:
    """Local names of elements: those that hold text, end a line, stand for a space, and are not read.

    Local names, because the strict and the transitional forms of Office differ by their namespaces only.
    """

    text: frozenset[str]
    lines: frozenset[str]
    spaces: frozenset[str]
    skipped: frozenset[str] = field(default_factory=frozenset)


# Not read: the copy of a text box for older programs, what was moved away, comments.
OFFICE = Vocabulary(
    text=frozenset({"t"}),
    lines=frozenset({"p", "br", "cr"}),
    spaces=frozenset({"tab", "noBreakHyphen"}),
    skipped=frozenset({"Fallback", "moveFrom"}),
)
# Not read: what was deleted with changes recorded, comments.
OPEN_DOCUMENT = Vocabulary(
    text=frozenset({"p", "h"}),
    lines=frozenset({"p", "h", "line-break"}),
    spaces=frozenset({"s", "tab"}),
    skipped=frozenset({"tracked-changes", "annotation"}),
)


class _Reader(xml.sax.ContentHandler):
    def __init__(self, words: Vocabulary, text: Text) -> None:
        super().__init__()
        self.words, self.text = words, text
        self.inside = self.skipping = 0

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:  # noqa: N802
        local = name[1]
        if local in self.words.skipped:
            self.skipping += 1
        elif local in self.words.text:
            self.inside += 1
        elif local in self.words.spaces and not self.skipping:
            self.text.add("-" if local == "noBreakHyphen" else " ")

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802
        local = name[1]
        if local in self.words.skipped:
            self.skipping -= 1
        elif local in self.words.text:
            self.inside -= 1
        if local in self.words.lines and not self.skipping:
            self.text.add("\n")

    def characters(self, content: str) -> None:
        if self.inside and not self.skipping:
            self.text.add(content)


def read_markup(file: IO[bytes], words: Vocabulary, text: Text) -> None:
    """Add what an XML file says to `text`."""
    parser = defusedxml.sax.make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(_Reader(words, text))
    parser.setErrorHandler(xml.sax.ErrorHandler())
    parser.parse(file)
