"""Every translatable page and snippet says how each of its fields travels to its translations (STYLE.md, 14)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_translatable_models
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from tests.project.packages import LAYER_OF_LABEL

pytestmark = pytest.mark.once
# What Wagtail itself carries, or what belongs to one language alone.
WAGTAILS = {field.name for field in Page._meta.get_fields()} | {
    "id",
    "page_ptr",
    "locale",
    "translation_key",
    "sort_order",
}


def translatable() -> list[Any]:
    """Our pages, snippets and child rows that have translations."""
    models = get_translatable_models(include_subclasses=True)
    return sorted((m for m in models if m._meta.app_label in LAYER_OF_LABEL), key=lambda model: model._meta.label)


def own_fields(model: Any) -> Iterator[tuple[str, Any]]:
    """Fields and child relations of a model, by the name that wagtail-localize calls them."""
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        if field.name not in WAGTAILS and not isinstance(field, ParentalKey):
            yield field.name, field
    for relation in model._meta.related_objects:
        if isinstance(relation.field, ParentalKey) and relation.field.model._meta.app_label in LAYER_OF_LABEL:
            yield relation.get_accessor_name(), relation


@pytest.mark.parametrize("model", translatable(), ids=lambda model: model._meta.label)
def test_each_field_says_how_it_travels(model: Any) -> None:
    declared = {field.field_name: field for field in get_translatable_fields(model)}
    own = dict(own_fields(model))
    assert not sorted(own.keys() - declared.keys())
    for name, field in own.items():
        if field.many_to_many or isinstance(field, (models.DateField, models.TimeField)):
            assert isinstance(declared[name], SynchronizedField), name


@pytest.mark.parametrize("model", translatable(), ids=lambda model: model._meta.label)
def test_rows_that_hold_text_are_translated_one_by_one(model: Any) -> None:
    """A child row with translatable words has a language of its own; the others are copied as they are."""
    declared = {field.field_name: field for field in get_translatable_fields(model)}
    for name, relation in own_fields(model):
        if relation.one_to_many:
            has_language = hasattr(relation.related_model, "translation_key")
            assert isinstance(declared[name], TranslatableField if has_language else SynchronizedField), name


@pytest.mark.parametrize("model", translatable(), ids=lambda model: model._meta.label)
def test_long_text_is_offered_to_the_translator(model: Any) -> None:
    declared = {field.field_name: field for field in get_translatable_fields(model)}
    for name, field in own_fields(model):
        if isinstance(field, (RichTextField, StreamField)):
            assert isinstance(declared[name], TranslatableField), name
