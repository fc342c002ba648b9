"""N pages of all types: who is made before whom, where each goes, and in which portions they are written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from wagtail.models import Page

from home.generating import activities, knowledge, people
from home.generating.maker import Maker
from home.generating.material import LINKED, Material, Place
from home.generating.writer import BATCH, Draft, write
from home.models import HomePage
from network.models import ActorIndexPage, TerritoryIndexPage, TerritoryPage, TestimonialIndexPage
from network.models.event import EventIndexPage
from network.models.initiative import InitiativeIndexPage
from network.models.territory import TerritoryKind
from resources.models import NewsIndexPage, ResourceIndexPage

Make = Callable[[Maker, int], Draft]


@dataclass(frozen=True)
class Share:
    """So many of a hundred pages are made by `make`, under the index page of that class."""

    name: str
    hundredth: int
    index: type[Page]
    make: Make


# In an order where what is pointed to comes first. Territory pages are made before all others.
SHARES = (
    Share("actors", 12, ActorIndexPage, people.actor),
    Share("initiatives", 24, InitiativeIndexPage, activities.initiative),
    Share("events", 13, EventIndexPage, activities.event),
    Share("testimonials", 9, TestimonialIndexPage, people.testimonial),
    Share("news", 14, NewsIndexPage, activities.news),
    Share("tools", 6, ResourceIndexPage, knowledge.tool),
    Share("monitoring notes", 7, ResourceIndexPage, knowledge.veille),
    Share("lessons learnt", 4, ResourceIndexPage, knowledge.capitalisation),
    Share("training kits", 3, ResourceIndexPage, knowledge.training),
    Share("reports", 3, ResourceIndexPage, knowledge.report),
    Share("dossiers", 1, ResourceIndexPage, knowledge.dossier),
    Share("plain pages", 1, HomePage, knowledge.plain),
)
TERRITORY_SHARE = 3
LEVELS = (TerritoryKind.REGION, TerritoryKind.DEPARTEMENT, TerritoryKind.EPCI, TerritoryKind.COMMUNE)


def generate(pages: int, seed: int, today: date) -> Iterator[tuple[str, int]]:
    """Write `pages` pages, and say (name of the type, how many) after each portion.

    LookupError without territories or without an index page. Nothing is projected: rebuild the catalogue afterwards.
    """
    material = Material.load(today)
    number = first_free_number(seed)
    territories = _territories(material, pages * TERRITORY_SHARE // 100)
    for level in LEVELS:
        places = [place for place in territories if place.kind == level]
        for portion in _portions(places):
            parents = _territory_parents(material, portion)
            makers = [Maker(material, seed, number + position) for position in range(len(portion))]
            number += len(portion)
            drafts = [people.territory_page(*row) for row in zip(makers, parents, portion, strict=True)]
            write(drafts)
            yield "territories", len(drafts)
    for share, count in counts(pages - len(territories)):
        parent = _index(material, share.index)
        for portion in _portions(range(number, number + count)):
            drafts = [share.make(Maker(material, seed, position), parent) for position in portion]
            write(drafts)
            _remember(material, drafts)
            yield share.name, len(drafts)
        number += count


def counts(pages: int) -> list[tuple[Share, int]]:
    """How many pages of each type make `pages` together; what is left over goes to the greatest shares."""
    total = sum(share.hundredth for share in SHARES)
    floor = {share.name: pages * share.hundredth // total for share in SHARES}
    left = pages - sum(floor.values())
    for share in sorted(SHARES, key=lambda share: -share.hundredth)[:left]:
        floor[share.name] += 1
    return [(share, floor[share.name]) for share in SHARES]


def first_free_number(seed: int) -> int:
    """The number after the last page generated with this seed: a second run adds others."""
    marker = f"-g{seed}-"
    slugs = Page.objects.filter(slug__contains=marker).values_list("slug", flat=True)
    taken = [int(found[1]) for slug in slugs if (found := re.search(rf"-g{seed}-(\d+)$", slug))]
    return max(taken, default=0) + 1


def _territories(material: Material, wanted: int) -> list[Place]:
    """The most populous territories without a page, a few of each level."""
    present = set(TerritoryPage.objects.filter(locale=material.locale).values_list("territory_id", flat=True))
    chosen: list[Place] = []
    for level in LEVELS:
        places = material.places.by_kind.get(level, ([], []))[0]
        free = sorted((p for p in places if p.pk not in present), key=lambda p: (-p.population, p.slug))
        chosen += free[: max(wanted // len(LEVELS), 1)]
    return chosen[:wanted]


def _territory_parents(material: Material, places: list[Place]) -> list[int]:
    """The page that each territory's page goes under: that of the nearest territory above it, else the index."""
    pages = dict(TerritoryPage.objects.filter(locale=material.locale).values_list("territory_id", "pk"))
    index = _index(material, TerritoryIndexPage)
    parents = []
    for place in places:
        above = place.parent
        while above is not None and above not in pages:
            above = material.places.by_pk[above].parent if above in material.places.by_pk else None
        parents.append(pages[above] if above is not None else index)
    return parents


def _index(material: Material, model: type[Page]) -> int:
    """The index page of the French tree."""
    if model is HomePage:
        return int(material.home.pk)
    found = model.objects.child_of(material.home).values_list("pk", flat=True).first()
    if found is None:
        raise LookupError(model.__name__)
    return int(found)


def _remember(material: Material, drafts: list[Draft]) -> None:
    for draft in drafts:
        name = draft.page._meta.model_name
        if name in LINKED and draft.page.live and not draft.private:
            material.known[name].append(draft.ref)


def _portions(items: "list[Place] | range") -> Iterator[list]:
    return (list(items[start : start + BATCH]) for start in range(0, len(items), BATCH))
