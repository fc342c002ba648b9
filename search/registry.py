"""Which page types and facets there are: declared by the apps that own them, read by everything else."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from search.describe import Catalogued


@dataclass(frozen=True)
class Label:
    """The name of a facet value, the value it stands under, and its place in its vocabulary (None: it has no order).

    What one entry says of itself follows the vocabulary; lists of values are in order of count, then of name.
    `within` is what people say after the name of a place to tell where it is, the département of a commune, and
    `holder` is its value.
    """

    text: str
    parent: str = ""
    position: int | None = None
    within: str = ""
    holder: str = ""

    @cached_property
    def rank(self) -> tuple[int, str]:
        """The vocabulary's order and the name (É beside E), kept: a list sorts thousands of values at each visit."""
        name = ACCENTS.sub("", unicodedata.normalize("NFD", self.text.casefold()))
        return (self.position if self.position is not None else 10_000, name)


ACCENTS = re.compile("[\u0300-\u036f]")
Labels = Callable[[set[str], str], Mapping[str, Label]]


@dataclass(frozen=True)
class Facet:
    """A way to narrow a list: `name` is the parameter of the URL; `labels(values, language)` names values in one query.

    `public` facets are offered in lists; the others only narrow (from a link or a fixed query).
    """

    name: str
    label: str | Promise
    labels: Labels
    position: int = 50
    tree: bool = False
    public: bool = True
    entry_type: str = ""  # the values are the slugs of entries of this type, whose titles are the labels


@dataclass(frozen=True)
class EntryType:
    """A kind of thing, as the `type` facet and cards name it."""

    slug: str
    label: str | Promise
    plural: str | Promise
    position: int


TYPES: dict[str, EntryType] = {
    kind.slug: kind
    for kind in (
        EntryType("territoire", _("Territory"), _("Territories"), 1),
        EntryType("acteur", _("Actor"), _("Actors"), 2),
        EntryType("initiative", _("Initiative"), _("Initiatives"), 3),
        EntryType("temoignage", _("Testimonial"), _("Testimonials"), 4),
        EntryType("proposition", _("Proposal"), _("Proposals"), 5),
        EntryType("actualite", _("News item"), _("News"), 6),
        EntryType("evenement", _("Event"), _("Events"), 7),
        EntryType("veille", _("Monitoring note"), _("Monitoring"), 8),
        EntryType("capitalisation", _("Lessons learnt"), _("Lessons learnt"), 9),
        EntryType("outil", _("Tool or method"), _("Tools and methods"), 10),
        EntryType("formation", _("Training kit"), _("Training kits"), 11),
        EntryType("rapport", _("Report"), _("Reports"), 12),
        EntryType("dossier", _("Dossier"), _("Dossiers"), 13),
        EntryType("document", _("Document"), _("Documents"), 14),
        EntryType("page", _("Page"), _("Pages"), 15),
    )
}

_facets: dict[str, Facet] = {}


def register_facet(facet: Facet) -> None:
    """Declare a facet (in `AppConfig.ready`). Declaring a name twice is a mistake: ValueError."""
    if facet.name in _facets and _facets[facet.name] != facet:
        raise ValueError(f"The facet {facet.name} is declared twice.")
    _facets[facet.name] = facet


def facets() -> list[Facet]:
    """Every facet, in the order in which lists offer them."""
    return sorted(_facets.values(), key=lambda facet: (facet.position, facet.name))


def facet(name: str) -> Facet | None:
    """The facet of that name."""
    return _facets.get(name)


def page_types() -> list[type[Catalogued]]:
    """Every concrete page class that the catalogue knows."""
    return [model for model in apps.get_models() if issubclass(model, Catalogued)]


def type_labels(values: set[str], language: str) -> dict[str, Label]:
    """Labels of the `type` facet."""
    with override(language):
        return {slug: Label(str(TYPES[slug].plural), position=TYPES[slug].position) for slug in values if slug in TYPES}


@cache
def type_words(slug: str, language: str) -> str:
    """The names of a type, of one and of several, as visitors type them; empty for a type that is not known."""
    if slug not in TYPES:
        return ""
    with override(language):
        return f"{TYPES[slug].label}, {TYPES[slug].plural}"
