"""Everything that a page points to, for its own display, in one query whatever the number of relations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from network.models.vocabulary import Term
from portal.models import PortalRendition
from portal.statements import Statement, slots

TERRITORIES = "territory_links"


class Item(NamedTuple):
    """A thing pointed to: slug and label of a term or territory; translation key of a page (its card has the label)."""

    key: str
    label: str = ""


@dataclass(frozen=True)
class Relations:
    """The items of each relation, in the editor's or the vocabulary's order."""

    items: Mapping[str, list[Item]]

    def of(self, *names: str) -> list[Item]:
        """Items of these relations."""
        return [item for name in names for item in self.items.get(name, [])]

    def keys(self, *names: str) -> list[str]:
        """Their keys."""
        return [item.key for item in self.of(*names)]


def relations_of(page: Any, terms: Iterable[str], links: Mapping[str, str]) -> Relations:
    """Territories, `terms` (many-to-many fields to terms) and `links` (child relation -> its foreign key to a page).

    A draft or preview holds its relations in memory and is read from there.
    """
    if page.pk is None or getattr(page, "_cluster_related_objects", None):
        return Relations(_held(page, terms, links))
    statement = _statement(page.__class__, tuple(terms), tuple(links.items()), page.locale_id)
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for name, position, key, label in statement.rows([page.pk]):
        # SQLite has a UUID as 32 digits, PostgreSQL with hyphens.
        found[name].append((position, label, str(UUID(key)) if name in links else key))
    return Relations({name: [Item(key, label) for _, label, key in sorted(items)] for name, items in found.items()})


def hold_picture(page: Any) -> None:
    """Read the picture of a page and its copies at once: one query, none where it is already in memory."""
    if not page.image_id or page._meta.get_field("image").is_cached(page):
        return
    copies = list(PortalRendition.objects.filter(image=page.image_id).select_related("image"))
    if copies:
        page.image = copies[0].image
        page.image._prefetched_objects_cache = {"renditions": copies}


@lru_cache(maxsize=256)
def _statement(
    model: type[Any], terms: tuple[str, ...], links: tuple[tuple[str, str], ...], locale_id: int
) -> Statement:
    """The statement that reads these relations of the page in slot 0."""
    (pk,) = slots(0, 1)
    parts = [_rows(_child(model, pk, TERRITORIES), TERRITORIES, "territory__slug", F("territory__name"))]
    for name, target in links:
        parts.append(_rows(_child(model, pk, name), name, f"{target}__translation_key", Value("")))
    for name in terms:
        parts.append(_rows(_through(model, pk, name), name, "term__slug", _label(locale_id), "term__position"))
    return Statement.of(parts[0].union(*parts[1:], all=True))


def _rows(queryset: Any, name: str, key: str, label: Combinable, position: str = "sort_order") -> Any:
    """(relation, position, key, label) of each row, with the types that a UNION needs."""
    text = CharField()
    return (
        queryset.order_by()
        .annotate(
            relation_name=Value(name, output_field=text),
            relation_position=Cast(F(position), IntegerField()),
            relation_key=Cast(F(key), text),
            relation_label=Cast(label, text),
        )
        .values_list("relation_name", "relation_position", "relation_key", "relation_label")
    )


def _label(locale_id: int) -> Combinable:
    """The label of a term in the language of the page, else as the editor chose it."""
    own = Term.objects.filter(translation_key=OuterRef("term__translation_key"), locale=locale_id)
    return Coalesce(Subquery(own.values("label")[:1]), F("term__label"))


def _child(model: type[Any], pk: int, name: str) -> Any:
    """Rows of a child relation."""
    relation = model._meta.get_field(name)
    return relation.related_model._default_manager.filter(**{relation.field.name: pk})


def _through(model: type[Any], pk: int, name: str) -> Any:
    """Rows of the table between the page and its terms."""
    field = model._meta.get_field(name)
    return field.remote_field.through._default_manager.filter(**{f"{field.m2m_field_name()}_id": pk})


def _held(page: Any, terms: Iterable[str], links: Mapping[str, str]) -> dict[str, list[Item]]:
    found = {TERRITORIES: [Item(place.slug, place.name) for place in page.territories]}
    for name, target in links.items():
        pages = [getattr(child, target) for child in getattr(page, name).all()]
        found[name] = [Item(str(other.translation_key)) for other in pages]
    for name in terms:
        ordered = sorted(getattr(page, name).all(), key=lambda term: (term.position, term.label))
        found[name] = [Item(term.slug, term.label) for term in ordered]
    return found
