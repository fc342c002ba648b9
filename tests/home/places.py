"""A handful of territories for tests that need no more: two communes of one name, what contains them."""

from network.models import Territory, TerritoryContainment
from network.territories.names import fold, short_form, slug_of

ROWS = (
    # kind, code, name, slug, parent, population, postcodes
    ("region", "32", "Hauts-de-France", "", "", 6_000_000, ""),
    ("departement", "80", "Somme", "", "32", 570_000, ""),
    ("departement", "02", "Aisne", "", "32", 530_000, ""),
    ("epci", "248000531", "CA Amiens Métropole", "", "80", 180_000, ""),
    ("commune", "80021", "Amiens", "", "248000531", 133_000, "80000 80080 80090"),
    ("commune", "80620", "Péronne", "", "80", 7_500, "80200"),
    ("commune", "02738", "Saint-Martin", "saint-martin", "02", 900, "02110"),
    ("commune", "80701", "Saint-Martin", "saint-martin-80701", "80", 400, "80250"),
)


def make_places() -> dict[str, Territory]:
    """The territories by code, each in all that stands above it."""
    places: dict[str, Territory] = {}
    for kind, code, name, slug, parent, population, postcodes in ROWS:
        places[code] = Territory.objects.create(
            kind=kind,
            code=code,
            name=name,
            slug=slug or slug_of(name),
            parent=places.get(parent),
            population=population,
            postcodes=postcodes,
            latitude=49.9,
            longitude=2.3,
            search_name=fold(name),
            short_name=short_form(name),
        )
        above = places.get(parent)
        while above is not None:
            TerritoryContainment.objects.create(ancestor=above, descendant=places[code])
            above = above.parent
    return places
