"""What objects refer to, of whatever models, read in one query: a union of JSON rows made back into instances.

A model says in `gather_related` which of its own foreign keys are wanted too. Pictures come with their copies.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from django.db.models import CharField, DateTimeField, F, ForeignKey, Model, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, TranslatableMixin

MACHINERY = frozenset(
    {"alias_of", "collection", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner"}
    | {"page", "parent", "uploaded_by_user"}
)


class Found:
    """Objects by model and primary key, each seen through its translation in one locale where it has one."""

    def __init__(self, rows: Mapping[type[Model], dict[int, Any]], locale_id: int) -> None:
        self.rows = rows
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
    also: Mapping[type[Model], Q],
) -> Found:
    """What `owners` refer to, the `chosen` objects and those that `also` describes, with their translations."""
    parts = _parts(_wanted(owners, chosen), locale_id, also)
    if not parts:
        return Found({}, locale_id)
    found = Found(_rows(parts), locale_id)
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
    for model, pks in chosen:
        if pks:
            wanted[model].update(pks)
    return wanted


def _parts(
    wanted: Mapping[type[Model], set[int]], locale_id: int, also: Mapping[type[Model], Q]
) -> dict[type[Model], list[Q]]:
    """Conditions by model, any of which a row must meet."""
    parts: dict[type[Model], list[Q]] = defaultdict(list)
    for model, pks in wanted.items():
        parts[model].append(_with_translations(model, pks, locale_id))
        for name in getattr(model, "gather_related", ()):
            target: Any = model._meta.get_field(name).related_model
            parts[target].append(Q(pk__in=model._default_manager.filter(pk__in=pks).order_by().values(name)))
    for model, condition in also.items():
        parts[model].append(condition)
    image = get_image_model()
    if image in parts:
        pictures = image._default_manager.filter(_any(parts[image])).order_by().values("pk")
        parts[image.get_rendition_model()].append(Q(image__in=pictures))
    return parts


def _with_translations(model: type[Model], pks: set[int], locale_id: int) -> Q:
    if not issubclass(model, TranslatableMixin):
        return Q(pk__in=pks)
    keys = model._default_manager.filter(pk__in=pks).order_by().values("translation_key")
    return Q(pk__in=pks) | Q(translation_key__in=keys, locale=locale_id)


def _any(conditions: list[Q]) -> Q:
    joined = conditions[0]
    for condition in conditions[1:]:
        joined |= condition
    return joined


def _rows(parts: Mapping[type[Model], list[Q]]) -> dict[type[Model], dict[int, Any]]:
    """One query: every row of every model, as instances."""
    models = {model._meta.label: model for model in parts}
    queries: list[QuerySet[Any, Any]] = [
        model._default_manager.filter(_any(conditions))
        .order_by()
        .values_list(name_of(model._meta.label), JSONObject(**columns(model)))
        for model, conditions in parts.items()
    ]
    rows: dict[type[Model], dict[int, Any]] = defaultdict(dict)
    for label, row in queries[0].union(*queries[1:], all=True):
        made = instance(models[label], row)
        rows[models[label]][made.pk] = made
    return rows


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
