"""What generated pages are made of: the territories, terms and pages that the portal already has."""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from wagtail.models import Locale, Page, Site

from network.models import Term, Territory, TerritoryContainment, TerritoryKind

KINDS = {
    TerritoryKind.COMMUNE: 50,
    TerritoryKind.EPCI: 25,
    TerritoryKind.DEPARTEMENT: 15,
    TerritoryKind.REGION: 10,
    TerritoryKind.OUTRE_MER: 1,
}


@dataclass(frozen=True)
class Place:
    """A territory: `above` holds the slugs of what contains it."""

    pk: int
    kind: str
    name: str
    slug: str
    point: tuple[float, float] | None
    postcode: str
    parent: int | None
    population: int


@dataclass(frozen=True)
class TermRef:
    """A term and the slug of the wider one."""

    pk: int
    slug: str
    parent: str


@dataclass(frozen=True)
class PageRef:
    """A page that others may point to."""

    pk: int
    slug: str
    title: str
    translation_key: str


@dataclass
class Places:
    """Territories by kind, drawn by population."""

    by_pk: dict[int, Place]
    above: dict[int, list[str]]
    by_kind: dict[str, tuple[list[Place], list[int]]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Places":
        """Every current official territory, in three columns' worth of memory; LookupError if there is none."""
        rows = Territory.objects.current().reference().order_by("kind", "code")
        columns = ("pk", "kind", "name", "slug", "latitude", "longitude", "postcodes", "parent", "population")
        by_pk = {
            pk: Place(pk, kind, name, slug, _point(lat, lon), postcodes[:5], parent, population)
            for pk, kind, name, slug, lat, lon, postcodes, parent, population in rows.values_list(*columns)
        }
        if not by_pk:
            raise LookupError
        above: dict[int, list[str]] = defaultdict(list)
        pairs = TerritoryContainment.objects.order_by("descendant", "ancestor")
        for ancestor, descendant in pairs.values_list("ancestor", "descendant"):
            if ancestor in by_pk:
                above[descendant].append(by_pk[ancestor].slug)
        places = cls(by_pk, above)
        for kind in KINDS:
            of_kind = [place for place in by_pk.values() if place.kind == kind]
            if of_kind:
                weights = list(itertools.accumulate(max(place.population, 50) for place in of_kind))
                places.by_kind[kind] = (of_kind, weights)
        return places

    def draw(self, rng: Random) -> Place:
        """A place: its kind first, then by population."""
        kinds = list(self.by_kind)
        kind = rng.choices(kinds, [KINDS[TerritoryKind(name)] for name in kinds])[0]
        places, weights = self.by_kind[kind]
        return rng.choices(places, cum_weights=weights)[0]

    def some(self, rng: Random) -> list[Place]:
        """One to three different places, the main one first."""
        drawn = (self.draw(rng) for _ in range(rng.choice((1, 1, 2, 2, 3))))
        return list({place.pk: place for place in drawn}.values())

    def slugs(self, places: Iterable[Place]) -> list[str]:
        """Values of the facet `territoire`: these places and what contains them, once each."""
        return list(dict.fromkeys(slug for place in places for slug in (place.slug, *self.above[place.pk])))


@dataclass
class Material:
    """Everything a maker of pages draws from. `known` grows as pages are written."""

    today: date
    locale: Locale
    home: Any
    places: Places
    terms: dict[str, list[TermRef]]
    known: dict[str, list[PageRef]]

    @classmethod
    def load(cls, today: date) -> "Material":
        """What the database holds; LookupError without territories."""
        site = Site.objects.select_related("root_page").get(is_default_site=True)
        home = site.root_page
        terms: dict[str, list[TermRef]] = defaultdict(list)
        rows = Term.objects.filter(locale=home.locale_id).order_by("vocabulary", "slug")
        for pk, vocabulary, slug, parent in rows.values_list("pk", "vocabulary", "slug", "parent__slug"):
            terms[vocabulary].append(TermRef(pk, slug, parent or ""))
        known: dict[str, list[PageRef]] = defaultdict(list)
        pages = Page.objects.descendant_of(home).filter(content_type__model__in=LINKED).order_by("path")
        for pk, slug, title, key, model in pages.values_list(
            "pk", "slug", "title", "translation_key", "content_type__model"
        ):
            known[model].append(PageRef(pk, slug, title, str(key)))
        return cls(today, home.locale, home, Places.load(), terms, known)

    def pick(self, rng: Random, vocabulary: str, low: int, high: int) -> list[TermRef]:
        """Between `low` and `high` different terms of a vocabulary (fewer if it has fewer)."""
        terms = self.terms.get(str(vocabulary), [])
        return rng.sample(terms, min(rng.randint(low, high), len(terms)))

    def refs(self, rng: Random, model: str, low: int, high: int) -> list[PageRef]:
        """Between `low` and `high` different known pages of a model; few are asked for often, most seldom."""
        pages = self.known.get(model, [])
        if not pages:
            return []
        drawn = (pages[int(len(pages) * rng.random() ** 2)] for _ in range(rng.randint(low, high)))
        return list({page.pk: page for page in drawn}.values())


LINKED = ("actorpage", "initiativepage", "eventpage", "toolpage", "newspage")


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)
