"""All that a page holds, read in a handful of queries however many lists it has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import JSONObject
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.images import get_image_model
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin

PAGES = "pages"


@dataclass
class Gathered:
    """Translation key by primary key of every page that the gathered page refers to."""

    keys: dict[int, str] = field(default_factory=dict)

    def key(self, pk: int | None) -> str:
        """The translation key of that page; empty if it was not referred to."""
        return self.keys.get(pk or 0, "")


def gather(page: Any) -> Gathered:
    """Hold in memory every child, term, territory and document of a page, with terms in the page's own language.

    What is already in memory (a preview) stays as it is. One query for all lists, then one for each model they refer
    to; a page referred to is never read: only its translation key, of which the catalogue makes a card if it is public.
    """
    model = type(page)
    held = page._cluster_related_objects if hasattr(page, "_cluster_related_objects") else {}
    children = {rel.get_accessor_name(): rel for rel in get_all_child_relations(model)}
    children.pop(COMMENTS_RELATION_NAME, None)
    many = {rel.name: rel for rel in get_all_child_m2m_relations(model)}
    parts = [_children_part(page, name, rel) for name, rel in children.items() if name not in held]
    parts += [_many_part(page, name, rel) for name, rel in many.items() if name not in held]
    in_memory = [child for name in children for child in held.get(name, [])]
    pages = {pk for owner in [page, *in_memory] for pk in _page_ids(owner)}
    parts.append(
        Page.objects.filter(pk__in=pages)
        .order_by()
        .values_list(_name(PAGES), JSONObject(id="pk", key="translation_key"))
    )
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, row in parts[0].union(*parts[1:], all=True):
        rows[name].append(row)
    gathered = Gathered({row["id"]: _uuid(row["key"]) for row in rows.pop(PAGES, [])})
    for name, rel in children.items():
        if name not in held:
            getattr(page, name).set([_instance(rel.related_model, row, gathered) for row in rows[name]])
    _hydrate(
        page,
        [child for name in children for child in page._cluster_related_objects[name]],
        {
            name: (rel.related_model, [row["id"] for row in rows[name]])
            for name, rel in many.items()
            if name not in held
        },
    )
    return gathered


def _name(name: str) -> Value:
    return Value(name, output_field=models.CharField())


def _page_fields(model: type[models.Model]) -> list[Any]:
    """Foreign keys of a model to pages, other than to its parent page."""
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, models.ForeignKey)
        and not f.one_to_one
        and f.name not in {"page", "alias_of"}
        and issubclass(f.related_model, Page)
    ]


def _page_ids(owner: models.Model) -> list[int]:
    return [pk for f in _page_fields(type(owner)) if (pk := getattr(owner, f.attname))]


def _children_part(page: Page, name: str, rel: Any) -> Any:
    model = rel.related_model
    columns: dict[str, Any] = {f.attname: F(f.attname) for f in model._meta.concrete_fields}
    columns |= {f"{f.name}__key": F(f"{f.name}__translation_key") for f in _page_fields(model)}
    children = model._default_manager.filter(**{rel.field.name: page.pk}).order_by()
    return children.values_list(_name(name), JSONObject(**columns))


def _many_part(page: Page, name: str, rel: Any) -> Any:
    through = rel.remote_field.through._default_manager.filter(**{rel.m2m_field_name(): page.pk}).order_by()
    return through.values_list(_name(name), JSONObject(id=F(f"{rel.m2m_reverse_field_name()}_id"), key=Value("")))


def _uuid(value: str) -> str:
    """A translation key as the catalogue writes it, from SQLite's 32 digits or PostgreSQL's dashed form."""
    return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}" if len(value) == 32 else value


def _instance(model: type[models.Model], row: dict[str, Any], gathered: Gathered) -> models.Model:
    fields = model._meta.concrete_fields
    for f in _page_fields(model):
        if key := row.get(f"{f.name}__key"):
            gathered.keys[row[f.attname]] = _uuid(key)
    values = [f.to_python(row[f.attname]) for f in fields]
    return model.from_db(None, [f.attname for f in fields], values)  # type: ignore[arg-type]


def _hydrate(page: Any, children: list[Any], many: dict[str, tuple[type[models.Model], list[int]]]) -> None:
    """Read what the page, its children and its lists refer to: one query a model."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    links: list[tuple[Any, Any]] = []
    for owner in [page, *children]:
        for f in _references(type(owner)):
            if (pk := getattr(owner, f.attname)) and not f.is_cached(owner):
                wanted[f.related_model].add(pk)
                links.append((owner, f))
    for model, pks in many.values():
        wanted[model].update(pks)
    found = {model: _in_bulk(model, pks, page.locale_id) for model, pks in wanted.items() if pks}
    for owner, f in links:
        setattr(owner, f.name, found[f.related_model].get(getattr(owner, f.attname)))
    _prefetch_renditions([page, *children, *(row for rows in found.values() for row in rows.values())])
    for name, (model, pks) in many.items():
        getattr(page, name).set([found[model][pk] for pk in pks if pk in found.get(model, {})])


def _references(model: type[models.Model]) -> Iterable[Any]:
    """Foreign keys to what is neither a page nor part of every page's own machinery."""
    skipped = {"locale", "owner", "content_type", "latest_revision", "live_revision", "locked_by", "page"}
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, models.ForeignKey) and f.name not in skipped and not issubclass(f.related_model, Page)
    ]


def _prefetch_renditions(owners: Iterable[Any]) -> None:
    """Read the copies of every picture already in memory: one query."""
    images = [
        image
        for owner in owners
        for f in _references(type(owner))
        if f.related_model is get_image_model() and f.is_cached(owner) and (image := getattr(owner, f.name))
    ]
    if images:
        models.prefetch_related_objects(images, "renditions")


def _in_bulk(model: type[models.Model], pks: set[int], locale_id: int) -> dict[int, models.Model]:
    """Objects by primary key, each replaced by its translation in the locale where it has one."""
    manager = model._default_manager.select_related(*getattr(model, "gather_related", ()))
    if not issubclass(model, TranslatableMixin):
        return manager.in_bulk(pks)
    keys = model._default_manager.filter(pk__in=pks).values("translation_key")
    rows: list[Any] = list(manager.filter(models.Q(pk__in=pks) | models.Q(translation_key__in=keys, locale=locale_id)))
    local = {row.translation_key: row for row in rows if row.locale_id == locale_id}
    return {row.pk: local.get(row.translation_key, row) for row in rows if row.pk in pks}
