"""The blocks that a body is made of: each renders its preview value."""

import pytest
from wagtail import blocks

from portal.blocks.body import BodyBlock

pytestmark = pytest.mark.once

BLOCKS = {
    name: block
    for name, block in BodyBlock().child_blocks.items()
    if getattr(block.meta, "preview_value", None) is not None and block.meta.preview_value
}


@pytest.mark.parametrize("name", BLOCKS)
def test_block_renders_its_preview_value(name: str) -> None:
    block: blocks.Block = BLOCKS[name]
    html = block.render(block.get_preview_value())
    assert html.strip()
    assert "style=" not in html


def test_rich_text_of_a_block_keeps_its_tags() -> None:
    block = BLOCKS["text"]
    assert "<p>" in block.render(block.get_preview_value())


def test_film_to_come_says_so_and_asks_nothing_from_elsewhere() -> None:
    block = BodyBlock().child_blocks["video"]
    html = block.render(
        block.to_python({"title": "Le Crajep", "url": "", "poster": None, "transcript": "<p>Bonjour</p>"})
    )
    assert "video-soon" in html
    assert "<p>Bonjour</p>" in html
    assert "iframe" not in html


def test_film_kept_elsewhere_is_a_link_only() -> None:
    block = BodyBlock().child_blocks["video"]
    html = block.render(block.to_python({"title": "Atelier", "url": "https://example.org/v", "poster": None}))
    assert 'href="https://example.org/v"' in html
    assert "data-video" not in html


def test_picture_block_without_picture_shows_nothing_broken() -> None:
    block = BodyBlock().child_blocks["picture"]
    assert "<img" not in block.render(block.to_python({"image": None, "alt": "", "caption": "Une légende"}))
