"""Every palette keeps the contrasts of WCAG 2.2 AA: 4.5 for text, 3 for what is drawn to be used."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

CSS = (Path(__file__).resolve().parents[2] / "portal/static/portal/css/base.css").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(:root|\[data-palette=\"(\w+)\"\]) \{([^}]*)\}", CSS)


def colours(body: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", body))


ROOT = colours(next(body for selector, _, body in BLOCKS if selector == ":root"))
PALETTES = {"default": ROOT} | {name: ROOT | colours(body) for _, name, body in BLOCKS if name}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    ("ink", "paper"),
    ("ink", "sand"),
    ("ink", "sun"),
    ("ink-soft", "paper"),
    ("ink-soft", "sand"),
    ("brand", "paper"),
    ("brand", "sand"),
    ("surface", "brand"),
    ("surface", "brand-deep"),
    ("sun", "brand-deep"),
    ("accent-ink", "paper"),
    ("error", "paper"),
    ("success", "paper"),
    *((tone, ground) for tone in ROOT if tone.startswith("tone-") for ground in ("surface", "sand")),
]
DRAWN = [("accent", "paper"), ("line-strong", "surface"), ("line-strong", "paper"), ("line-strong", "sand")]


@pytest.mark.parametrize("palette", PALETTES)
def test_contrasts_of_palette(palette: str) -> None:
    shades = PALETTES[palette]
    weak = [(a, b) for a, b in TEXT if contrast(shades[a], shades[b]) < 4.5]
    weak += [(a, b) for a, b in DRAWN if contrast(shades[a], shades[b]) < 3]
    assert not weak


def test_there_are_palettes_to_choose_from() -> None:
    assert set(PALETTES) == {"default", "foret", "prune", "mer"}
