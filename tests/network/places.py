"""Territory pages and their parts for tests, in the small portal of `tests.network.activity`."""

from typing import Any

from network.models import Territory, TerritoryContainment, TerritoryIndexPage, TerritoryPage
from tests.network import activity


def territory_index() -> TerritoryIndexPage:
    """The list of territories, made once."""
    found = TerritoryIndexPage.objects.first()
    return found or activity.home().add_child(instance=TerritoryIndexPage(title="Territoires", slug="territoires"))


def hauts_de_france() -> Territory:
    """The région, made once."""
    found = Territory.objects.filter(slug="hauts-de-france").first()
    return found or activity.territory("Hauts-de-France", slug="hauts-de-france", kind="region", population=6_000_000)


def somme() -> Territory:
    """A département of the région, made once."""
    if found := Territory.objects.filter(slug="somme").first():
        return found
    region = hauts_de_france()
    place = activity.territory("Somme", parent=region, population=570_000)
    TerritoryContainment.objects.create(ancestor=region, descendant=place)
    return place


def territory_page(place: Territory | None = None, parent: Any = None, **values: Any) -> TerritoryPage:
    """The page of a territory, published unless `live=False`."""
    place = place or hauts_de_france()
    page = TerritoryPage(**{"title": place.name, "slug": place.slug, "territory": place, **values})
    (parent or territory_index()).add_child(instance=page)
    return page
