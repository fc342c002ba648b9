"""The drawn pictures: sound, the same each time, light."""

from io import BytesIO

import pytest
from PIL import Image

from portal.art import KINDS, draw

pytestmark = pytest.mark.once


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_is_deterministic_sound_and_light(kind: str) -> None:
    first = draw(kind, "graine", 600, 338)
    assert first == draw(kind, "graine", 600, 338)
    assert first != draw(kind, "autre", 600, 338)
    with Image.open(BytesIO(first)) as picture:
        assert picture.size == (600, 338)
        assert picture.format == "PNG"
    assert len(first) < 60_000


def test_portrait_shows_initials() -> None:
    assert draw("portrait", "x", 300, 300, letters="CH") != draw("portrait", "x", 300, 300)


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("stock-photo", "x")
