"""Every page type says what STYLE.md asks of it."""

from typing import Any

import pytest
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

from tests.project.packages import LAYER_OF_LABEL

pytestmark = pytest.mark.once


def page_types() -> list[type[Page]]:
    """Our own concrete page types."""
    return [model for model in get_page_models() if model._meta.app_label in LAYER_OF_LABEL]


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model._meta.label)
def test_a_page_type_declares_itself(model: Any) -> None:
    own = vars(model)
    missing = [
        name for name in ("parent_page_types", "subpage_types", "page_description", "template") if name not in own
    ]
    assert not missing
    get_template(model.template)
    assert str(model.page_description).strip()
    assert model._meta.original_attrs.get("verbose_name"), "Meta.verbose_name"
    assert not (model.__doc__ or f"{model.__name__}(").startswith(f"{model.__name__}("), "docstring"


@pytest.mark.parametrize("model", page_types(), ids=lambda model: model._meta.label)
def test_a_page_type_can_stand_somewhere(model: Any) -> None:
    assert model.allowed_parent_page_models()
    for parent in model.allowed_parent_page_models():
        assert model in parent.allowed_subpage_models() or not model.is_creatable


def test_one_page_type_per_file_but_its_index() -> None:
    by_module: dict[str, list[str]] = {}
    for model in page_types():
        by_module.setdefault(model.__module__, []).append(model.__name__)
    crowded = {
        module: names
        for module, names in by_module.items()
        if len([name for name in names if not name.endswith("IndexPage")]) > 1
    }
    assert not crowded
