"""From what a person types (a name, a postcode, a code) to places: the gazetteer of forms, imports and search."""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from typing import Any, NamedTuple

from network.models.territory import Territory
from network.models.territory_query import POSTCODE, TerritoryKind
from network.placenames import place_names
from network.territories.names import fold, short_form
from portal.statements import ask, marks
from search.places import Place, parts_of, register_gazetteer

NUMBER = re.compile(r"\d\d|2[ab]|97\d", re.IGNORECASE)  # of a département
ALIKE = 50  # places of one name looked at


def candidates(text: str, limit: int = 10) -> list[Territory]:
    """What `text` may mean: one place when it names one, several (widest, then most populous first) when ambiguous.

    One query where a place has that name, code or postcode; else another gives the places that `text` begins, or the
    one of which it is the label, as « Saint-Denis (93) ».
    """
    called = list(Territory.objects.current().called(text)[:limit])
    if called:
        first = called[0].tier
        return [territory for territory in called if territory.tier == first]
    name, detail = parts_of(text)
    of_name = Territory.objects.current().called(name) if name else ()
    labelled = [territory for territory in of_name if detail_of(territory.kind, territory.code) == detail]
    return labelled[:limit] or list(Territory.objects.current().ranked(text)[:limit])


def departement_number(kind: str, code: str) -> str:
    """Number of the département of a commune, which tells apart those of one name; empty for other kinds."""
    if kind != TerritoryKind.COMMUNE:
        return ""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def detail_of(kind: str, code: str) -> str:
    """What a label says beside the name: the number of the département, else the kind."""
    return departement_number(kind, code) or str(TerritoryKind(kind).label)


class TerritoryGazetteer:
    """See search.places.Gazetteer. Two queries at most each: the territories, then what contains them.

    Every search asks for names: those statements are written by hand (docs/adr/0006).
    """

    def named(self, texts: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """For each text that is the name or the postcode of places or the number of a département, those, widest first;
        what names nothing is left out. Spelling as in `fold`.
        """
        full, short = {text: fold(text) for text in texts}, {text: short_form(text) for text in texts}
        names, shorts = sorted(set(full.values())), sorted(set(short.values()))
        postcodes = {text for text in texts if len(text) == POSTCODE and text.isascii() and text.isdigit()}
        numbers = {text: text.upper() for text in texts if NUMBER.fullmatch(text)}
        condition = f"search_name IN ({marks(names)}) OR short_name IN ({marks(shorts)})"
        condition += " OR postcodes LIKE %s" * len(postcodes)
        condition += f" OR (kind = 'departement' AND code IN ({marks(list(numbers))}))" if numbers else ""
        params = [*names, *shorts, *(f"%{postcode}%" for postcode in postcodes), *numbers.values()]
        rows = _rows(condition, *params) if texts else []
        places = _places(rows)
        found: dict[str, list[Place]] = {}
        for text in texts:
            if text in postcodes:
                known = [places[row.pk] for row in rows if text in row.postcodes.split()]
            elif text in numbers:
                known = [places[row.pk] for row in rows if (row.kind, row.code) == ("departement", numbers[text])]
            else:
                whole = [places[row.pk] for row in rows if row.search_name == full[text]]
                known = whole or [places[row.pk] for row in rows if row.short_name == short[text]]
            if known:
                found[text] = known
        return found

    def called(self, slugs: Collection[str]) -> Mapping[str, Place]:
        """The places of these slugs."""
        rows = _rows(f"slug IN ({marks(list(slugs))})", *slugs) if slugs else []
        return {place.slug: place for place in _places(rows).values()}

    def beginning(self, text: str, limit: int, among: Container[str] | None = None) -> Sequence[Place]:
        """The places (of those that are `among`) that `text` names or begins to name, or of which it is the label: best
        match first, then widest kind, then population. One more query, of the counters.
        """
        names = place_names()
        slugs = names.beginning(text, limit, among)
        name, detail = parts_of(text)
        if slugs or not name:
            return self._in_order(slugs)
        of_name = self._in_order(names.beginning(name, ALIKE, among))
        return [place for place in of_name if place.detail == detail][:limit]

    def _in_order(self, slugs: Sequence[str]) -> list[Place]:
        places = self.called(slugs)
        return [places[slug] for slug in slugs if slug in places]


class _Row(NamedTuple):
    pk: int
    slug: str
    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    postcodes: str
    search_name: str
    short_name: str
    population: int
    code: str


def _rows(condition: str, *params: Any) -> list[_Row]:
    """Current territories, widest kind first, then the most populous."""
    sql = f"""
    SELECT id, slug, name, kind, latitude, longitude, postcodes, search_name, short_name, population, code
    FROM network_territory WHERE is_current AND ({condition})
    """  # noqa: S608 - placeholders
    return sorted((_Row(*row) for row in ask(sql, *params)), key=lambda r: (_WIDTHS[r.kind], -r.population, r.code))


def _places(rows: Sequence[_Row]) -> dict[int, Place]:
    """The place of each row, with what contains it, nearest first."""
    around: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
    if rows:
        sql = f"""
        SELECT link.descendant_id, above.kind, above.population, above.slug, above.name
        FROM network_territorycontainment AS link JOIN network_territory AS above ON above.id = link.ancestor_id
        WHERE link.descendant_id IN ({marks(rows)})
        """  # noqa: S608 - placeholders
        for descendant, kind, population, slug, name in ask(sql, *(row.pk for row in rows)):
            around[descendant].append((-_WIDTHS[kind], population, slug, name))
    return {
        row.pk: Place(
            row.slug,
            row.name,
            row.kind,
            None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude),
            tuple(slug for *_, slug, _ in sorted(around[row.pk])),
            tuple(name for *_, name in sorted(around[row.pk])),
            row.kind != TerritoryKind.COMMUNE,
            detail_of(row.kind, row.code),
        )
        for row in rows
    }


_WIDTHS = {kind: position for position, kind in enumerate(TerritoryKind.values)}

register_gazetteer(TerritoryGazetteer())
