"""What search needs to know of places: the `network` app registers who knows it (DESIGN.md, section 2)."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from django.utils.text import slugify

LOOKED_AT = 150  # places that begin alike, of which the nearest spellings are kept
SURE = 2  # first letters taken as they are written


@dataclass(frozen=True, slots=True)
class Place:
    """A territory as search needs it: `point` is (latitude, longitude) in degrees; `around` are the slugs of what
    contains it, nearest first, and `around_names` their names; `wide` from an intercommunality upwards; `detail` tells
    apart those of one name.
    """

    slug: str
    name: str
    kind: str
    point: tuple[float, float] | None = None
    around: tuple[str, ...] = ()
    around_names: tuple[str, ...] = ()
    wide: bool = False
    detail: str = ""

    @property
    def label(self) -> str:
        """The name with what tells it apart, as people write it: « Saint-Denis (93) »; `meant` reads it."""
        return f"{self.name} ({self.detail})" if self.detail else self.name


class Gazetteer(Protocol):
    """Names and postcodes of places."""

    def named(self, texts: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """For each text that is the name or the postcode of places, those, likeliest first; few queries."""

    def called(self, slugs: Collection[str]) -> Mapping[str, Place]:
        """The places of these slugs; a fixed number of queries."""

    def beginning(self, text: str, limit: int, among: Container[str] | None = None) -> Sequence[Place]:
        """The places (slugs of which are `among`) that `text` begins to name, likeliest first."""


class NoPlaces:
    """A catalogue without territories."""

    def named(self, texts: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """See Gazetteer."""
        return {}

    def called(self, slugs: Collection[str]) -> Mapping[str, Place]:
        """See Gazetteer."""
        return {}

    def beginning(self, text: str, limit: int, among: Container[str] | None = None) -> Sequence[Place]:
        """See Gazetteer."""
        return ()


_gazetteer: Gazetteer = NoPlaces()


def register_gazetteer(gazetteer: Gazetteer) -> None:
    """Say who knows the places (in `AppConfig.ready`)."""
    global _gazetteer
    _gazetteer = gazetteer


def gazetteer() -> Gazetteer:
    """Who knows the places."""
    return _gazetteer


def parts_of(label: str) -> tuple[str, str]:
    """(name, what tells it apart) of a label, as « Saint-Denis (93) »; no name where nothing stands in brackets."""
    name, _, detail = label.rstrip(") ").rpartition("(")
    return name.strip(), detail


def meant(text: str) -> Sequence[Place]:
    """The places that a person means by a slug, a name, a postcode or a label, likeliest first."""
    if slugify(text) == text and (place := gazetteer().called([text]).get(text)):
        return [place]
    name, detail = parts_of(text)
    known = gazetteer().named([each for each in (text, name) if each])
    of_name = known.get(name, ())
    return known.get(text) or [place for place in of_name if place.detail == detail] or of_name


def resembling(text: str, limit: int) -> list[Place]:
    """Places whose names begin so or are spelled nearly so: what to offer where `text` means none."""
    found = list(gazetteer().beginning(text, limit))
    if not found:
        alike = {slugify(place.name): place for place in reversed(gazetteer().beginning(text[:SURE], LOOKED_AT))}
        names = get_close_matches(slugify(text), alike, limit, cutoff=0.7)
        found = [place for name, place in reversed(alike.items()) if name in names]
    return found
