"""What search needs to know of places: the `network` app registers who knows it (DESIGN.md, section 2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """A territory as search needs it: `point` is (latitude, longitude) in degrees; `around` are the slugs of what
    contains it, nearest first; `wide` from an intercommunality upwards.
    """

    slug: str
    name: str
    kind: str
    point: tuple[float, float] | None = None
    around: tuple[str, ...] = ()
    wide: bool = False


class Gazetteer(Protocol):
    """Names and postcodes of places."""

    def named(self, texts: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """For each text that is the name or the postcode of places, those, likeliest first; few queries."""

    def called(self, slugs: Collection[str]) -> Mapping[str, Place]:
        """The places of these slugs; a fixed number of queries."""

    def beginning(self, text: str, limit: int) -> Sequence[Place]:
        """The places that `text` begins to name, likeliest first."""


class NoPlaces:
    """A catalogue without territories."""

    def named(self, texts: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """See Gazetteer."""
        return {}

    def called(self, slugs: Collection[str]) -> Mapping[str, Place]:
        """See Gazetteer."""
        return {}

    def beginning(self, text: str, limit: int) -> Sequence[Place]:
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
