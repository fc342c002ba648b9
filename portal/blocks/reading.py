"""What a text or a stream says, read from its stored form: plain words and the documents it offers, without a query."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.rich_text import get_text_for_indexing

_DOCUMENT_TAG = re.compile(r"<a\b[^>]*\blinktype=\"document\"[^>]*>")
_ID = re.compile(r"\bid=\"(\d+)\"")


def plain_text(*values: Any) -> str:
    """The words of texts (HTML or not) and streams, one paragraph each."""
    return "\n".join(text for value in values if (text := _words(value).strip()))


def linked_documents(*values: Any) -> set[int]:
    """Identifiers of the documents that texts and streams offer to download."""
    return {pk for value in values for pk in _documents(value)}


def _words(value: Any) -> str:
    if not isinstance(value, blocks.StreamValue):
        return _strip(str(value or ""))
    return "\n".join(_leaf_words(block, raw) for block, raw in _leaves(value))


def _documents(value: Any) -> Iterator[int]:
    if not isinstance(value, blocks.StreamValue):
        yield from _links(str(value or ""))
        return
    for block, raw in _leaves(value):
        if isinstance(block, DocumentChooserBlock) and isinstance(raw, int):
            yield raw
        elif isinstance(block, blocks.RichTextBlock):
            yield from _links(raw)


def _leaf_words(block: blocks.Block, raw: Any) -> str:
    if isinstance(block, blocks.RichTextBlock):
        return _strip(raw or "")
    return str(raw or "") if isinstance(block, blocks.CharBlock | blocks.TextBlock) else ""


def _strip(text: str) -> str:
    return get_text_for_indexing(text) if "<" in text else text


def _links(html: str) -> Iterator[int]:
    for tag in _DOCUMENT_TAG.findall(html or ""):
        if found := _ID.search(tag):
            yield int(found[1])


def _leaves(value: blocks.StreamValue) -> Iterator[tuple[blocks.Block, Any]]:
    """Every block without children in a stream, with its stored value."""
    for raw in value.raw_data:
        block = value.stream_block.child_blocks.get(raw["type"])
        if block is not None:
            yield from _descend(block, raw["value"])


def _descend(block: blocks.Block, raw: Any) -> Iterator[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _descend(child, (raw or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in _items(raw):
            yield from _descend(block.child_block, item)
    elif isinstance(block, blocks.StreamBlock):
        for item in raw or []:
            if item["type"] in block.child_blocks:
                yield from _descend(block.child_blocks[item["type"]], item["value"])
    else:
        yield block, raw


def _items(raw: Any) -> Iterable[Any]:
    """A list is stored as `{"type": "item", "value": …}`; older rows hold bare values."""
    for item in raw or []:
        yield item["value"] if isinstance(item, dict) and item.get("type") == "item" and "value" in item else item
