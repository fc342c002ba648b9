"""All that a page holds, read in two queries however many lists it has and however much they refer to."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import F, Model, Q
from django.db.models.functions import JSONObject
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from modelcluster.utils import sort_by_fields
from wagtail.models import COMMENTS_RELATION_NAME, Page

from network.models.vocabulary import Term
from network.references import Found, columns, instance, name_of, read
from portal.statements import Statement, slots


@dataclass
class Gathered:
    """What `gather` found beside the page's own lists.

    `keys`: translation key by primary key of every page referred to; `terms`: whole vocabularies that were asked for.
    """

    keys: dict[int, str] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)

    def key(self, pk: int | None) -> str:
        """The translation key of that page; empty if it was not referred to."""
        return self.keys.get(pk or 0, "")


def gather(page: Any, vocabularies: Iterable[str] = ()) -> Gathered:
    """Hold in memory every child, term, territory, picture and document of a page, with terms in its own language.

    Lists already in memory (a preview) stay as they are. One query for all lists, one for all that they refer to. A
    page referred to is never read: only its translation key, of which the catalogue makes a card if it is public.
    """
    children = {rel.get_accessor_name(): rel for rel in get_all_child_relations(type(page))}
    children.pop(COMMENTS_RELATION_NAME, None)
    many = {rel.name: rel for rel in get_all_child_m2m_relations(type(page))}
    held = getattr(page, "_cluster_related_objects", {})
    missing_children = {name: rel for name, rel in children.items() if name not in held}
    missing_many = {name: rel for name, rel in many.items() if name not in held}

    rows = _read_lists(page, missing_children, missing_many)
    for name, rel in missing_children.items():
        getattr(page, name).set([instance(rel.related_model, row) for row in rows[name]])
    chosen = {name: (rel.related_model, [row["id"] for row in rows[name]]) for name, rel in missing_many.items()}
    owners = [page, *(child for name in children for child in getattr(page, name).get_object_list())]
    wanted = Q(vocabulary__in=list(vocabularies), locale=page.locale_id) if vocabularies else None
    found = read(owners, chosen.values(), page.locale_id, ((Term, wanted),) if wanted else ())
    for owner in owners:
        found.link(owner)
    for name, (model, pks) in chosen.items():
        getattr(page, name).set(_sorted(model, pks, found))
    return Gathered(found.keys, [term for term in found.all(Term) if term.vocabulary in set(vocabularies)])


def _read_lists(page: Any, children: Iterable[str], many: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Rows by list, as JSON objects."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if page.pk and (children or many):
        for name, row in _lists_statement(page.__class__, tuple(children), tuple(many)).rows([page.pk]):
            rows[name].append(json.loads(row))
    return rows


@lru_cache(maxsize=256)
def _lists_statement(model: type[Page], children: tuple[str, ...], many: tuple[str, ...]) -> Statement:
    """The lists named of the page in slot 0."""
    (pk,) = slots(0, 1)
    parts = [_children_part(pk, name, model._meta.get_field(name)) for name in children]
    parts += [_many_part(pk, name, model._meta.get_field(name)) for name in many]
    return Statement.of(parts[0].union(*parts[1:], all=True))


def _children_part(pk: int, name: str, rel: Any) -> Any:
    children = rel.related_model._default_manager.filter(**{rel.field.name: pk}).order_by()
    return children.values_list(name_of(name), JSONObject(**columns(rel.related_model)))


def _many_part(pk: int, name: str, rel: Any) -> Any:
    through = rel.remote_field.through._default_manager.filter(**{rel.m2m_field_name(): pk}).order_by()
    return through.values_list(name_of(name), JSONObject(id=F(f"{rel.m2m_reverse_field_name()}_id")))


def _sorted(model: type[Model], pks: list[int], found: Found) -> list[Any]:
    """The objects of a list, in the order of their model."""
    objects = [target for pk in pks if (target := found.get(model, pk)) is not None]
    sort_by_fields(objects, [name for name in model._meta.ordering or () if isinstance(name, str)])
    return objects
