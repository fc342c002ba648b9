"""Flat shapes of the portal's palette on a picture twice as large as asked, then reduced: smooth edges at low cost."""

import math
import random
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

INK: Final = "#10303a"
DEEP: Final = "#083f49"
TEAL: Final = "#0b5a66"
SEA: Final = "#1f8a86"
CORAL: Final = "#e8562e"
SUN: Final = "#ffc53d"
SAND: Final = "#f8f1e7"
PLUM: Final = "#6f3590"
LEAF: Final = "#2f8a58"
SKY: Final = "#2f74c0"
ROSE: Final = "#c23a6b"
BLUSH: Final = "#f7d9c9"
MINT: Final = "#cfe6df"
LILAC: Final = "#e3d6ee"
BUTTER: Final = "#ffe7ae"

GROUNDS: Final = (
    (SAND, (TEAL, CORAL, SUN, SEA)),
    (DEEP, (CORAL, SUN, SEA, SAND)),
    (MINT, (TEAL, CORAL, SUN, LEAF)),
    (BLUSH, (CORAL, TEAL, SUN, PLUM)),
    (LILAC, (PLUM, CORAL, SUN, TEAL)),
    (BUTTER, (TEAL, CORAL, SEA, ROSE)),
    (TEAL, (SUN, CORAL, SAND, SEA)),
)
SCALE: Final = 2
Point = tuple[float, float]


class Canvas:
    """A drawing in units of the final picture, with a palette and a source of chance that follow its seed."""

    def __init__(self, seed: str, width: int, height: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (pictures, not secrets)
        self.width, self.height = width, height
        self.unit = min(width, height) / 100
        ground, tones = self.chance.choice(GROUNDS)
        self.ground = ground
        self.tones = self.chance.sample(tones, len(tones))
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def tone(self, index: int) -> str:
        """One of the four tones of this picture."""
        return self.tones[index % len(self.tones)]

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self.pen.ellipse(self._box(x - radius, y - radius, x + radius, y + radius), fill=fill)

    def bubble(self, x: float, y: float, radius: float, fill: str, *, tail: str = "left") -> None:
        """The portal's motif: a disc with one square corner at the bottom, as a speech bubble."""
        self.disc(x, y, radius, fill)
        left, right = (x - radius, x) if tail == "left" else (x, x + radius)
        self.pen.rectangle(self._box(left, y, right, y + radius), fill=fill)

    def block(self, left: float, top: float, right: float, bottom: float, fill: str, *, radius: float = 0) -> None:
        """A rectangle, rounded or not."""
        self.pen.rounded_rectangle(self._box(left, top, right, bottom), radius=radius * SCALE, fill=fill)

    def area(self, points: list[Point], fill: str) -> None:
        """A filled polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def dots(self, points: list[Point], radius: float, fill: str) -> None:
        """A dotted path."""
        for x, y in points:
            self.disc(x, y, radius, fill)

    def ribbon(self, points: list[Point], thickness: float, fill: str) -> None:
        """A thick line with round ends and joints."""
        self.pen.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(thickness * SCALE), joint="curve"
        )
        for x, y in (points[0], points[-1]):
            self.disc(x, y, thickness / 2, fill)

    def person(self, x: float, foot: float, size: float, fill: str) -> None:
        """An abstract figure without a face: a head and shoulders standing on `foot`."""
        self.disc(x, foot - size * 1.28, size * 0.3, fill)
        self.pen.pieslice(
            self._box(x - size * 0.52, foot - size * 0.9, x + size * 0.52, foot + size * 0.9), 180, 360, fill=fill
        )

    def text(self, x: float, y: float, words: str, size: float, fill: str) -> None:
        """Words centred on a point (initials only: pictures carry no information in words)."""
        font = ImageFont.load_default(size=size * SCALE)
        self.pen.text(
            (x * SCALE, y * SCALE),
            words,
            font=font,
            fill=fill,
            anchor="mm",
            stroke_width=round(size / 28),
            stroke_fill=fill,
        )

    def png(self) -> bytes:
        """The finished picture, in a small palette: a flat drawing needs no more."""
        picture = self.image.resize((self.width, self.height), Image.Resampling.BOX)
        buffer = BytesIO()
        picture.quantize(96, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            buffer, "PNG", optimize=False
        )
        return buffer.getvalue()

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return left * SCALE, top * SCALE, right * SCALE, bottom * SCALE


def wave(start: Point, end: Point, bend: float, count: int) -> list[Point]:
    """`count` points of a path that swings by `bend` on its way."""
    (x0, y0), (x1, y1) = start, end
    return [
        (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + math.sin(t * math.tau) * bend)
        for t in (i / (count - 1) for i in range(count))
    ]
