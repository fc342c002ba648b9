"""Cards: how an entry is shown in a list."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language_from_path, override

from search.index import DEFAULT_LANGUAGE
from search.models import Entry
from search.names import Named
from search.registry import TYPES, Label

Labels = Mapping[str, Label]

THEMES_SHOWN = 2
WITHIN = " › "


@dataclass(frozen=True)
class Card:
    """What a list shows of a thing. `language` is empty where the text is in the language of the list.

    `path` is the place with what contains it, nearest first, where `place` is short; `carrier` {title, url, language}
    is a page that offers a document, if any does.
    """

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
    path: str = ""
    themes: tuple[str, ...] = ()
    image: Mapping[str, Any] | None = None
    language: str = ""
    carrier: Mapping[str, str] | None = None
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
        path=_path(entry, places),
        themes=tuple(names[slug].text for slug in leaves[:THEMES_SHOWN] if names[slug].text),
        image=entry.card.get("image"),
        language=entry.language if entry.language != language else "",
        carrier=_carrier(entry, language) if entry.type == "document" else None,
        extra=entry.card,
    )


def _place(entry: Entry, places: Labels) -> str:
    """Where it is; of a commune, in which département: « Laon (Aisne) »."""
    said: str = entry.card.get("place") or ""
    slug = _named(said, entry, places)
    if slug and places[slug].within not in ("", said):
        return f"{places[slug].text} ({places[slug].within})"
    return said


def _path(entry: Entry, places: Labels) -> str:
    """Where it is, and in what: « Laon › Aisne › Hauts-de-France »; of a room, in which territory if only one is meant.

    The page of a territory says after what it is in which other one it stands: « commune, Aisne › Hauts-de-France ».
    """
    said: str = entry.card.get("place") or ""
    if slug := _named(said, entry, places):
        return WITHIN.join(_names_from(slug, places))
    here = [slug for slug in entry.terms.get("ici", ()) if slug in places and places[slug].text]
    if not said or len(here) != 1:
        return said
    names = _names_from(here[0], places)
    if "lieu" not in entry.terms:
        return f"{said}, {WITHIN.join(names)}"
    parent = places.get(places[here[0]].parent)
    above = _names_from(places[here[0]].parent, places) if parent and said.endswith(f", {parent.text}") else []
    return WITHIN.join([said, *above[1:]])


def _named(said: str, entry: Entry, places: Labels) -> str:
    """The slug of the territory that the card names, among those that it concerns."""
    name = said.casefold()
    here = entry.terms.get("ici", ()) if said else ()
    return next((slug for slug in here if slug in places and places[slug].text.casefold() == name), "")


def _names_from(slug: str, places: Labels) -> list[str]:
    """The name of a territory and of those that contain it; of a commune its département, not its intercommunality,
    which may lie across several.
    """
    names = [places[slug].text]
    above = places[slug].parent
    if within := places[slug].within:
        holder = places[slug].holder
        names += [within] if within != names[0] else []
        above = places[holder].parent if holder in places else ""
    while above in places and (name := places[above].text):
        if name in names:  # a département and a region may have one name
            break
        names.append(name)
        above = places[above].parent
    return names


def _carrier(entry: Entry, language: str) -> Mapping[str, str] | None:
    """A page that offers this document, in the reader's language if one is; none that has expired since."""
    now = timezone.now().isoformat()
    pages = []
    for page in entry.card.get("pages", ()):
        if page.get("until", now) >= now:
            spoken = get_language_from_path(page["url"]) or DEFAULT_LANGUAGE
            pages.append({**page, "language": spoken if spoken != language else ""})
    return min(pages, key=lambda page: bool(page["language"]), default=None)
