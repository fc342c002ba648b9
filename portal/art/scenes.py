"""What each kind of picture shows: hills and paths, voices, crowds, sheets, a stage, a portrait by initials."""

import math
from collections.abc import Callable
from typing import Final

from portal.art.canvas import CORAL, DEEP, INK, LEAF, PLUM, ROSE, SAND, SEA, SKY, SUN, TEAL, Canvas, Point, wave

DARK: Final = {INK, DEEP, TEAL, SEA, PLUM, LEAF, SKY, ROSE, CORAL}


def _on(tone: str) -> str:
    """What is drawn on a shape of this tone, so that it shows."""
    return SAND if tone in DARK else DEEP


def _hills(c: Canvas, *, horizon: float, rows: int = 3) -> None:
    w, h = c.width, c.height
    for row in range(rows):
        base = h * (horizon + row * 0.15)
        phase, swing = c.chance.uniform(0, math.tau), h * c.chance.uniform(0.04, 0.08)
        steps = 48
        edge: list[Point] = [
            (w * i / steps, base + math.sin(phase + i / steps * math.tau * (0.8 + row * 0.3)) * swing)
            for i in range(steps + 1)
        ]
        c.area([(0, h), *edge, (w, h)], c.tone(row))


def _crowd(c: Canvas, *, foot: float, size: float, count: int) -> None:
    spacing = c.width / count
    for row, scale in ((0, 0.86), (1, 1.0)):
        shift = spacing / 2 if row else 0
        for i in range(count + 1):
            x = i * spacing + shift + c.chance.uniform(-0.12, 0.12) * spacing
            tone = c.tone(i + row + c.chance.randrange(2))
            c.person(
                x,
                foot + row * size * 0.42,
                size * scale * c.chance.uniform(0.9, 1.12),
                SAND if tone == c.ground else tone,
            )


def territory(c: Canvas) -> None:
    """A landscape with places joined by a dotted path."""
    w, h, u = c.width, c.height, c.unit
    c.disc(w * c.chance.uniform(0.62, 0.82), h * 0.27, 17 * u, c.tone(3))
    _hills(c, horizon=0.46)
    c.dots(wave((w * 0.06, h * 0.8), (w * 0.95, h * 0.62), 9 * u, 30), 1 * u, SAND)
    for i, at in enumerate((0.16, 0.44, 0.74)):
        x, y = w * (at + c.chance.uniform(-0.04, 0.04)), h * (0.48 + 0.1 * ((i + 1) % 2))
        radius = (11 - i) * u
        fill = SAND if i % 2 else SUN
        c.area(
            [(x - radius * 0.92, y + radius * 0.4), (x + radius * 0.92, y + radius * 0.4), (x, y + radius * 1.75)], fill
        )
        c.disc(x, y, radius, fill)
        c.disc(x, y, radius * 0.42, INK)


def initiative(c: Canvas) -> None:
    """Overlapping voices out of which a path leaves."""
    w, h, u = c.width, c.height, c.unit
    side = c.chance.choice((-1, 1))

    def at(x: float) -> float:
        return w * (0.5 + side * x)

    c.dots(wave((0, h * 0.9), (w, h * 0.72), 8 * u, 34), 1 * u, c.tone(2))
    c.bubble(at(-0.17), h * 0.46, 33 * u, c.tone(0))
    c.bubble(at(0.15), h * 0.57, 27 * u, c.tone(1), tail="right")
    c.bubble(at(0.06), h * 0.25, 17 * u, c.tone(2))
    c.disc(at(0.36), h * 0.22, 5 * u, c.tone(3))
    c.disc(at(-0.4), h * 0.78, 6.5 * u, c.tone(3))
    ink = _on(c.tone(1))
    for i in range(3):
        c.disc(at(0.15) + (i - 1) * 11 * u, h * 0.57, (3.1 + i * 0.6) * u, ink)
    x = at(-0.17)
    c.person(x - 13 * u, h * 0.62, 11 * u, _on(c.tone(0)))
    c.person(x + 13 * u, h * 0.62, 11 * u, _on(c.tone(0)))
    c.person(x, h * 0.65, 14 * u, SUN if c.tone(0) != SUN else DEEP)


def event(c: Canvas) -> None:
    """A crowd under bunting, facing a big voice."""
    w, h, u = c.width, c.height, c.unit
    c.bubble(w * 0.5, h * 0.34, 24 * u, c.tone(0), tail=c.chance.choice(("left", "right")))
    ink = _on(c.tone(0))
    for i, length in enumerate((26, 20, 13)):
        y = h * 0.34 + (i - 1) * 9.5 * u
        c.ribbon([(w * 0.5 - 13 * u, y), (w * 0.5 - 13 * u + length * u, y)], 3.2 * u, ink)
    rope = [(w * i / 40, h * 0.05 + math.sin(i / 40 * math.tau) ** 2 * 7 * u) for i in range(41)]
    c.ribbon(rope, 0.7 * u, _on(c.ground))
    for i, (x, y) in enumerate(rope[1:40:2]):
        c.area([(x - 2.6 * u, y), (x + 2.6 * u, y), (x, y + 6.5 * u)], c.tone(i))
    _crowd(c, foot=h * 0.95, size=17 * u, count=9)


def testimonial(c: Canvas) -> None:
    """One person and what they say."""
    w, h, u = c.width, c.height, c.unit
    side = c.chance.choice((-1, 1))
    x = w * (0.5 - side * 0.2)
    c.disc(x, h * 0.56, 36 * u, c.tone(3))
    c.person(x, h * 1.02, 44 * u, c.tone(1))
    big = w * (0.5 + side * 0.16)
    c.bubble(big, h * 0.34, 23 * u, c.tone(0), tail="left" if side > 0 else "right")
    ink = _on(c.tone(0))
    for dx in (-7.5, 7.5):
        qx, qy = big + dx * u, h * 0.36
        c.disc(qx, qy, 5 * u, ink)
        c.area([(qx - 5 * u, qy), (qx - 5 * u, qy - 5 * u), (qx + 1 * u, qy - 12 * u), (qx + 1.5 * u, qy - 3 * u)], ink)
    c.bubble(w * (0.5 + side * 0.36), h * 0.68, 9 * u, c.tone(2), tail="right")
    c.disc(w * (0.5 + side * 0.22), h * 0.86, 4 * u, c.tone(1))


def resource(c: Canvas) -> None:
    """Sheets fanned out, as a kit on a table."""
    w, h, u = c.width, c.height, c.unit
    c.disc(w * 0.2, h * 0.2, 12 * u, c.tone(2))
    c.bubble(w * 0.85, h * 0.72, 13 * u, c.tone(1), tail="right")
    for i in range(3):
        left, top = w * 0.5 - 44 * u + i * 23 * u, h * 0.2 + (2 - i) * 5 * u
        c.block(left, top, left + 42 * u, top + 58 * u, c.tone(i), radius=3 * u)
        paper = _on(c.tone(i))
        c.bubble(left + 11 * u, top + 12 * u, 5.5 * u, paper)
        for line in range(4):
            end = c.chance.uniform(24, 36)
            y = top + (26 + line * 7.5) * u
            c.ribbon([(left + 7 * u, y), (left + end * u, y)], 1.9 * u, paper)


def news(c: Canvas) -> None:
    """Rays going out from a voice."""
    w, h, u = c.width, c.height, c.unit
    x, y = w * c.chance.uniform(0.3, 0.42), h * 0.56
    for i in range(11):
        angle = -1.15 + i * 0.23
        tone = c.tone(1 + i % 3)
        reach = max(w, h) * 1.3
        spread = 0.06
        c.area(
            [
                (x, y),
                (x + math.cos(angle - spread) * reach, y + math.sin(angle - spread) * reach),
                (x + math.cos(angle + spread) * reach, y + math.sin(angle + spread) * reach),
            ],
            tone,
        )
    c.bubble(x, y, 30 * u, c.tone(0))
    ink = _on(c.tone(0))
    for dx in (-12, 0, 12):
        c.disc(x + dx * u, y, 3.6 * u, ink)


def crowd(c: Canvas) -> None:
    """An assembly: people, and small voices above them."""
    w, h, u = c.width, c.height, c.unit
    for i in range(6):
        x = w * (0.1 + i * 0.16 + c.chance.uniform(-0.03, 0.03))
        c.bubble(
            x,
            h * c.chance.uniform(0.14, 0.38),
            c.chance.uniform(5, 11) * u,
            c.tone(i),
            tail=c.chance.choice(("left", "right")),
        )
    _crowd(c, foot=h * 0.93, size=22 * u, count=7)


def poster(c: Canvas) -> None:
    """The poster of a film: a screen, an audience, room for the button at the bottom left."""
    w, h, u = c.width, c.height, c.unit
    c.block(w * 0.14, h * 0.1, w * 0.86, h * 0.68, c.tone(0), radius=5 * u)
    ink = _on(c.tone(0))
    c.bubble(w * 0.42, h * 0.36, 16 * u, c.tone(1) if c.tone(1) != c.tone(0) else ink)
    c.bubble(w * 0.6, h * 0.44, 12 * u, ink, tail="right")
    _crowd(c, foot=h * 1.02, size=15 * u, count=10)


def portrait(c: Canvas, letters: str = "") -> None:
    """A sign for an organisation or a person who shows no face: a bubble, with initials when given."""
    w, h, u = c.width, c.height, c.unit
    c.disc(w * 0.84, h * 0.2, 7 * u, c.tone(2))
    c.disc(w * 0.16, h * 0.8, 5 * u, c.tone(3))
    c.bubble(w / 2, h / 2, 34 * u, c.tone(0), tail=c.chance.choice(("left", "right")))
    ink = _on(c.tone(0))
    if letters:
        c.text(w / 2, h / 2, letters[:3], 27 * u, ink)
    else:
        c.person(w / 2, h / 2 + 20 * u, 23 * u, ink)


KINDS: Final[dict[str, Callable[[Canvas], None]]] = {
    "territory": territory,
    "initiative": initiative,
    "event": event,
    "testimonial": testimonial,
    "resource": resource,
    "news": news,
    "crowd": crowd,
    "poster": poster,
    "portrait": portrait,
}


def draw(kind: str, seed: str, width: int = 1200, height: int = 675, letters: str = "") -> bytes:
    """A PNG of the kind asked (KINDS), always the same for the same arguments; `letters` for a portrait's initials.

    Raises KeyError for an unknown kind.
    """
    scene = KINDS[kind]
    canvas = Canvas(f"{kind}:{seed}", width, height)
    if kind == "portrait":
        portrait(canvas, letters)
    else:
        scene(canvas)
    return canvas.png()
