"""From what a person types (a name, a postcode, a code) to places: the gazetteer of forms, imports and search."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from network.models.containment import TerritoryContainment
from network.models.territory import Territory
from network.models.territory_query import Tier, width
from network.territories.names import fold, short_form


@dataclass(frozen=True, slots=True)
class Place:
    """A territory as search needs it: `lat`, `lon` in degrees; `ancestors` are slugs, nearest first.

    `exact` is false where only the beginning of words matched.
    """

    slug: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    ancestors: tuple[str, ...] = ()
    exact: bool = True


def candidates(text: str, limit: int = 10) -> list[Territory]:
    """What `text` may mean: one place when it names one, several (widest, then most populous first) when ambiguous.

    One query where a place has that name, code or postcode; else a second one gives the places that `text` begins.
    """
    called = list(Territory.objects.current().called(text)[:limit])
    if called:
        return [territory for territory in called if _tier(territory) == _tier(called[0])]
    return list(Territory.objects.current().ranked(text)[:limit])


def find_places(text: str, limit: int = 10) -> list[Place]:
    """Places for `text`, best match first (`exact` ones, then those it begins), then widest kind, then population.

    Two queries.
    """
    return _places(list(Territory.objects.current().ranked(text)[:limit]))


def exact_places(texts: Collection[str]) -> dict[str, list[Place]]:
    """For each text that is the name of a place (spelling as in `find_places`), the places so called, widest first.

    Two queries for any number of texts; a text that names nothing is left out.
    """
    full, short = {text: fold(text) for text in texts}, {text: short_form(text) for text in texts}
    named = Q(search_name__in=set(full.values())) | Q(short_name__in=set(short.values()))
    territories = list(Territory.objects.current().filter(named).widest_first())
    places = dict(zip((territory.pk for territory in territories), _places(territories), strict=True))
    found: dict[str, list[Place]] = {}
    for text in texts:
        whole = [places[t.pk] for t in territories if t.search_name == full[text]]
        known = whole or [places[t.pk] for t in territories if t.short_name == short[text]]
        if known:
            found[text] = known
    return found


def _places(territories: Iterable[Territory]) -> list[Place]:
    territories = list(territories)
    links = TerritoryContainment.objects.filter(descendant__in=[territory.pk for territory in territories])
    rows = links.annotate(width=width("ancestor__kind")).order_by("-width", "ancestor__population")
    ancestors: dict[int, list[str]] = defaultdict(list)
    for descendant, slug in rows.values_list("descendant", "ancestor__slug"):
        ancestors[descendant].append(slug)
    return [
        Place(
            territory.slug,
            territory.name,
            territory.kind,
            territory.latitude,
            territory.longitude,
            tuple(ancestors[territory.pk]),
            _tier(territory) <= Tier.NEARLY,
        )
        for territory in territories
    ]


def _tier(territory: Territory) -> int:
    """What `ranked` noted; a place looked up by its exact name has nothing noted."""
    return getattr(territory, "tier", Tier.EXACT)
