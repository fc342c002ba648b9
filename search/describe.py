"""The words in which a page type describes itself to the catalogue."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from wagtail.models import Page

if TYPE_CHECKING:
    from django.db.models import QuerySet

MAX_TEXT = 200_000


@dataclass(frozen=True)
class EntryData:
    """What one public thing says of itself.

    `text` is plain text; `keywords` (names of its themes) are shown where nothing else holds a word found; `terms` maps
    a facet's name to slugs (ancestors included for trees); `date` and `date_end` are the dates of the thing itself (an
    event's days, a publication's day); `point` is (latitude, longitude) in degrees; `image` is what
    `portal.media.renditions.picture` returns; `place` is a short label for cards; `links` holds translation keys of the
    pages it concerns; `documents` ids of the documents it offers; `extra` is kept in the card.
    """

    title: str
    summary: str = ""
    text: str = ""
    keywords: Iterable[str] = ()
    terms: Mapping[str, Iterable[str]] = field(default_factory=dict)
    date: dt.date | None = None
    date_end: dt.date | None = None
    point: tuple[float, float] | None = None
    place: str = ""
    image: Mapping[str, Any] | None = None
    links: Iterable[str] = ()
    documents: Iterable[int] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


class Catalogued(Page):
    """Abstract mixin: a page type that the catalogue knows.

    Use: `class InitiativePage(Catalogued, BasePage)` with `catalogue_type = "initiative"` and `catalogue_entry`.
    """

    catalogue_type: ClassVar[str]

    class Meta:
        abstract = True

    @classmethod
    def catalogue_queryset(cls) -> "QuerySet[Any]":
        """Pages of this type with all that `catalogue_entry` reads prefetched: a rebuild asks it by portions."""
        return cls._default_manager.all()

    def catalogue_entry(self) -> EntryData:
        """How this page stands in the catalogue."""
        raise NotImplementedError
