"""What objects refer to, of whatever models, read in one query: a union of JSON rows made back into instances.

A model says in `gather_related` which of its own foreign keys are wanted too. Pictures come with their copies.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import CharField, DateTimeField, F, ForeignKey, Model, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, TranslatableMixin

from portal.statements import Statement, filled, room, slots

Also = tuple[tuple[type[Model], Q], ...]
MACHINERY = frozenset(
    {"alias_of", "collection", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner"}
    | {"page", "parent", "uploaded_by_user"}
)


class Found:
    """Objects by model and primary key, each seen through its translation in one locale where it has one.

    Of pages, only the translation keys (`keys`), by primary key.
    """

    def __init__(self, rows: Mapping[type[Model], dict[int, Any]], keys: dict[int, str], locale_id: int) -> None:
        self.rows = rows
        self.keys = keys
        self.local = {
            (model, row.translation_key): row
            for model, by_pk in rows.items()
            if issubclass(model, TranslatableMixin)
            for row in by_pk.values()
            if row.locale_id == locale_id
        }

    def get(self, model: type[Model], pk: int | None) -> Any:
        """The object or its translation; None if it was not read."""
        row = self.rows.get(model, {}).get(pk or 0)
        return self.local.get((model, getattr(row, "translation_key", None)), row)

    def all(self, model: type[Model]) -> list[Any]:
        """Every object read of a model."""
        return list(self.rows.get(model, {}).values())

    def link(self, owner: Model) -> None:
        """Set the foreign keys of an object to what was read."""
        for f in references(type(owner)):
            target = self.get(f.related_model, getattr(owner, f.attname))
            if target is not None:
                setattr(owner, f.name, target)


@cache
def references(model: type[Model]) -> list[Any]:
    """Foreign keys to what is neither a page nor part of the machinery of pages and media."""
    named = getattr(model, "gather_related", ())
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, ForeignKey)
        and (f.name in named or f.name not in MACHINERY)
        and not issubclass(f.related_model, Page)
    ]


@cache
def page_keys(model: type[Model]) -> list[Any]:
    """Foreign keys to pages, other than to the page that holds the object."""
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, ForeignKey)
        and not f.one_to_one
        and f.name not in {"page", "alias_of"}
        and issubclass(f.related_model, Page)
    ]


def read(
    owners: Iterable[Model],
    chosen: Iterable[tuple[type[Model], list[int]]],
    locale_id: int,
    also: Also = (),
) -> Found:
    """What `owners` refer to, the `chosen` objects and those that `also` describes, with their translations."""
    wanted = _wanted(owners, chosen)
    if not wanted and not also:
        return Found({}, {}, locale_id)
    found = Found(*_rows(wanted, locale_id, also), locale_id)
    for model, by_pk in found.rows.items():
        if getattr(model, "gather_related", ()):
            for row in by_pk.values():
                found.link(row)
    copies = found.all(get_image_model().get_rendition_model())
    for picture in found.all(get_image_model()):
        _hold(picture, "renditions", [copy for copy in copies if copy.image_id == picture.pk])
    return found


def _wanted(owners: Iterable[Model], chosen: Iterable[tuple[type[Model], list[int]]]) -> dict[type[Model], set[int]]:
    """Primary keys by model."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for owner in owners:
        for f in references(type(owner)):
            if pk := getattr(owner, f.attname):
                wanted[f.related_model].add(pk)
        wanted[Page] |= {pk for f in page_keys(owner.__class__) if (pk := getattr(owner, f.attname))}
    for model, pks in chosen:
        if pks:
            wanted[model].update(pks)
    return {model: pks for model, pks in wanted.items() if pks}


def _parts(rooms: Iterable[tuple[type[Model], int]], locale_id: int, also: Also) -> dict[type[Model], list[Q]]:
    """Conditions by model, any of which a row must meet; primary keys are slots."""
    parts: dict[type[Model], list[Q]] = defaultdict(list)
    first = 0
    for model, size in rooms:
        pks = slots(first, size)
        first += size
        parts[model].append(_with_translations(model, pks, locale_id))
        for name in getattr(model, "gather_related", ()):
            target: Any = model._meta.get_field(name).related_model
            parts[target].append(Q(pk__in=model._default_manager.filter(pk__in=pks).order_by().values(name)))
    for model, condition in also:
        parts[model].append(condition)
    image = get_image_model()
    if image in parts:
        pictures = image._default_manager.filter(_any(parts[image])).order_by().values("pk")
        parts[image.get_rendition_model()].append(Q(image__in=pictures))
    return parts


def _with_translations(model: type[Model], pks: list[int], locale_id: int) -> Q:
    if model is Page or not issubclass(model, TranslatableMixin):
        return Q(pk__in=pks)
    keys = model._default_manager.filter(pk__in=pks).order_by().values("translation_key")
    return Q(pk__in=pks) | Q(translation_key__in=keys, locale=locale_id)


def _any(conditions: list[Q]) -> Q:
    joined = conditions[0]
    for condition in conditions[1:]:
        joined |= condition
    return joined


def _rows(
    wanted: Mapping[type[Model], set[int]], locale_id: int, also: Also
) -> tuple[dict[type[Model], dict[int, Any]], dict[int, str]]:
    """One query: every row of every model, as instances, and the translation keys of pages."""
    ordered = sorted(wanted, key=lambda model: model._meta.label)
    rooms = tuple((model, room(len(wanted[model]))) for model in ordered)
    values = [pk for model, size in rooms for pk in filled(wanted[model], size)]
    rows: dict[type[Model], dict[int, Any]] = defaultdict(dict)
    keys: dict[int, str] = {}
    for label, text in _statement(rooms, locale_id, also).rows(values):
        model, row = apps.get_model(label), json.loads(text)
        if model is Page:
            keys[row["pk"]] = str(UUID(row["translation_key"]))  # SQLite has 32 digits, PostgreSQL hyphens
        else:
            rows[model][row[model._meta.pk.attname]] = instance(model, row)
    return rows, keys


@lru_cache(maxsize=512)
def _statement(rooms: tuple[tuple[type[Model], int], ...], locale_id: int, also: Also) -> Statement:
    """The statement that reads so many objects of each model, in a locale."""
    queries: list[QuerySet[Any, Any]] = [
        model._default_manager.filter(_any(conditions))
        .order_by()
        .values_list(name_of(model._meta.label), _row_of(model))
        for model, conditions in _parts(rooms, locale_id, also).items()
    ]
    return Statement.of(queries[0].union(*queries[1:], all=True))


def _row_of(model: type[Model]) -> JSONObject:
    return JSONObject(pk="pk", translation_key="translation_key") if model is Page else JSONObject(**columns(model))


def name_of(name: str) -> Value:
    """A constant column that says which part of a union a row comes from."""
    return Value(name, output_field=CharField())


def columns(model: type[Model]) -> dict[str, Any]:
    """Every column of a model, for a JSON object."""
    return {f.attname: F(f.attname) for f in model._meta.concrete_fields}


def instance(model: type[Model], row: Mapping[str, Any]) -> Any:
    """The saved object of which `row` is the JSON form."""
    fields = model._meta.concrete_fields
    return model.from_db(None, [f.attname for f in fields], [_value(f, row[f.attname]) for f in fields])


def _value(f: Any, value: Any) -> Any:
    made = f.to_python(value)
    if isinstance(f, DateTimeField) and made is not None and timezone.is_naive(made):
        return made.replace(tzinfo=UTC)  # SQLite keeps moments without their zone
    return made


def _hold(owner: Model, name: str, rows: list[Any]) -> None:
    """Give an object its related rows as a prefetch does."""
    queryset = getattr(owner, name).all()
    queryset._result_cache = rows
    queryset._prefetch_done = True
    vars(owner).setdefault("_prefetched_objects_cache", {})[name] = queryset
