"""From what a person types (a name, a postcode, a code) to places: the gazetteer of forms, imports and search."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q

from network.models.containment import TerritoryContainment
from network.models.territory import Territory
from network.models.territory_query import POSTCODE, TerritoryKind, width
from network.territories.names import fold, short_form
from search.places import Place, register_gazetteer


def candidates(text: str, limit: int = 10) -> list[Territory]:
    """What `text` may mean: one place when it names one, several (widest, then most populous first) when ambiguous.

    One query where a place has that name, code or postcode; else a second one gives the places that `text` begins.
    """
    called = list(Territory.objects.current().called(text)[:limit])
    if called:
        first = called[0].tier  # type: ignore[attr-defined]
        return [territory for territory in called if territory.tier == first]  # type: ignore[attr-defined]
    return list(Territory.objects.current().ranked(text)[:limit])


class TerritoryGazetteer:
    """See search.places.Gazetteer. Two queries each: the territories, then what contains them."""

    def named(self, texts: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """For each text that is the name or the postcode of places, those, widest first; what names nothing is left
        out. Spelling as in `fold`.
        """
        full, short = {text: fold(text) for text in texts}, {text: short_form(text) for text in texts}
        condition = Q(search_name__in=set(full.values())) | Q(short_name__in=set(short.values()))
        postcodes = {text for text in texts if len(text) == POSTCODE and text.isascii() and text.isdigit()}
        for postcode in postcodes:
            condition |= Q(postcodes__contains=postcode)
        territories = list(Territory.objects.current().filter(condition).widest_first())
        places = dict(zip((territory.pk for territory in territories), _places(territories), strict=True))
        found: dict[str, list[Place]] = {}
        for text in texts:
            if text in postcodes:
                known = [places[t.pk] for t in territories if text in t.postcode_list]
            else:
                whole = [places[t.pk] for t in territories if t.search_name == full[text]]
                known = whole or [places[t.pk] for t in territories if t.short_name == short[text]]
            if known:
                found[text] = known
        return found

    def called(self, slugs: Collection[str]) -> Mapping[str, Place]:
        """The places of these slugs."""
        return {place.slug: place for place in _places(Territory.objects.filter(slug__in=slugs))}

    def beginning(self, text: str, limit: int) -> Sequence[Place]:
        """The places that `text` names or begins to name: best match first, then widest kind, then population."""
        return _places(Territory.objects.current().ranked(text)[:limit])


def _places(territories: Iterable[Territory]) -> list[Place]:
    territories = list(territories)
    links = TerritoryContainment.objects.filter(descendant__in=[territory.pk for territory in territories])
    rows = links.annotate(width=width("ancestor__kind")).order_by("-width", "ancestor__population")
    around: dict[int, list[str]] = defaultdict(list)
    for descendant, slug in rows.values_list("descendant", "ancestor__slug") if territories else ():
        around[descendant].append(slug)
    return [
        Place(
            territory.slug,
            territory.name,
            territory.kind,
            territory.point,
            tuple(around[territory.pk]),
            territory.kind != TerritoryKind.COMMUNE,
        )
        for territory in territories
    ]


register_gazetteer(TerritoryGazetteer())
