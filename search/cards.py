"""Cards: how an entry is shown in a list."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from search.models import Entry
from search.names import Named
from search.registry import TYPES, Label

Labels = Mapping[str, Label]

THEMES_SHOWN = 2


@dataclass(frozen=True)
class Card:
    """What a list shows of a thing. `language` is empty where the text is in the language of the list."""

    key: str
    translation_key: str
    title: str
    url: str
    type: str
    type_label: str
    summary: str = ""
    date: datetime.date | None = None
    date_end: datetime.date | None = None
    place: str = ""
    themes: tuple[str, ...] = ()
    image: Mapping[str, Any] | None = None
    language: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


DATED = frozenset(
    {"actualite", "evenement", "veille", "capitalisation", "rapport", "initiative", "temoignage", "document"}
)


def type_names() -> dict[str, str]:
    """The singular names of the types in the active language."""
    return {slug: str(kind.label) for slug, kind in TYPES.items()}


def make_cards(entries: Iterable[Entry], named: Named, language: str) -> list[Card]:
    """Cards of entries, in their order; names of themes and places come from memory."""
    names, places = named.names("theme", language), named.names("territoire", language)
    with override(language):
        types = type_names()
    return [_card(entry, names, places, types, language) for entry in entries]


def _card(entry: Entry, names: Labels, places: Labels, types: Mapping[str, str], language: str) -> Card:
    slugs = entry.terms.get("theme", [])
    leaves = [
        slug
        for slug in slugs
        if slug in names and not any(names[other].parent == slug for other in slugs if other in names)
    ]
    dated = entry.type in DATED
    return Card(
        key=entry.key,
        translation_key=entry.translation_key,
        title=entry.title,
        url=entry.url,
        type=entry.type,
        type_label=types.get(entry.type, entry.type),
        summary=entry.summary,
        date=entry.date if dated else None,
        date_end=entry.date_end if dated and entry.date_end != entry.date else None,
        place=_place(entry, places),
        themes=tuple(names[slug].text for slug in leaves[:THEMES_SHOWN] if names[slug].text),
        image=entry.card.get("image"),
        language=entry.language if entry.language != language else "",
        extra=entry.card,
    )


def _place(entry: Entry, places: Labels) -> str:
    """Where it is; of a commune, in which département: « Laon (Aisne) »."""
    said: str = entry.card.get("place") or ""
    if not said:
        return ""
    name = said.casefold()
    for slug in entry.terms.get("ici", ()):
        if slug in places and places[slug].within not in ("", said) and places[slug].text.casefold() == name:
            return f"{places[slug].text} ({places[slug].within})"
    return said
