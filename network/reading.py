"""All that a page holds, read in two queries however many lists it has and however much they refer to."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import F, Model, Q, Value
from django.db.models.functions import JSONObject
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from modelcluster.utils import sort_by_fields
from wagtail.models import COMMENTS_RELATION_NAME, Page

from network.models.vocabulary import Term
from network.references import Found, columns, instance, name_of, page_keys, read
from portal.statements import NOBODY, Statement, filled, room, slots

PAGES = "pages"


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

    rows, gathered = _read_lists(page, missing_children, missing_many, [c for n in children for c in held.get(n, [])])
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
    gathered.terms = [term for term in found.all(Term) if term.vocabulary in set(vocabularies)]
    return gathered


def _read_lists(
    page: Any, children: dict[str, Any], many: dict[str, Any], in_memory: list[Model]
) -> tuple[dict[str, list[dict[str, Any]]], Gathered]:
    """Rows by list, as JSON objects, and the keys of the pages that they, the page and `in_memory` refer to."""
    pks = {pk for owner in [page, *in_memory] for f in page_keys(owner.__class__) if (pk := getattr(owner, f.attname))}
    statement = _lists_statement(page.__class__, tuple(children), tuple(many), room(len(pks)))
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, row in statement.rows([page.pk or NOBODY, *filled(pks, room(len(pks)))]):
        rows[name].append(json.loads(row))
    keys = {row["id"]: _uuid(row["key"]) for row in rows.pop(PAGES, [])}
    for name, rel in children.items():
        for f in page_keys(rel.related_model):
            keys |= {row[f.attname]: _uuid(row[f"{f.name}__key"]) for row in rows[name] if row[f.attname]}
    return rows, Gathered(keys)


@lru_cache(maxsize=256)
def _lists_statement(model: type[Page], children: tuple[str, ...], many: tuple[str, ...], size: int) -> Statement:
    """The lists named of the page in slot 0, and the keys of `size` pages in the next slots."""
    (pk,) = slots(0, 1)
    parts = [_children_part(pk, name, model._meta.get_field(name)) for name in children]
    parts += [_many_part(pk, name, model._meta.get_field(name)) for name in many]
    pages = Page.objects.filter(pk__in=slots(1, size)).order_by()
    parts.append(pages.values_list(name_of(PAGES), JSONObject(id="pk", key="translation_key")))
    return Statement.of(parts[0].union(*parts[1:], all=True))


def _children_part(pk: int, name: str, rel: Any) -> Any:
    model = rel.related_model
    keys = {f"{f.name}__key": F(f"{f.name}__translation_key") for f in page_keys(model)}
    children = model._default_manager.filter(**{rel.field.name: pk}).order_by()
    return children.values_list(name_of(name), JSONObject(**columns(model), **keys))


def _many_part(pk: int, name: str, rel: Any) -> Any:
    through = rel.remote_field.through._default_manager.filter(**{rel.m2m_field_name(): pk}).order_by()
    return through.values_list(name_of(name), JSONObject(id=F(f"{rel.m2m_reverse_field_name()}_id"), key=Value("")))


def _sorted(model: type[Model], pks: list[int], found: Found) -> list[Any]:
    """The objects of a list, in the order of their model."""
    objects = [target for pk in pks if (target := found.get(model, pk)) is not None]
    sort_by_fields(objects, [name for name in model._meta.ordering or () if isinstance(name, str)])
    return objects


def _uuid(value: str) -> str:
    """A translation key as the catalogue writes it, from SQLite's 32 digits or PostgreSQL's dashed form."""
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}" if len(value) == 32 else value
