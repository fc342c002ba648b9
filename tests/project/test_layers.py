"""A layer knows what stands left of it, never right: also in migrations and in references written as strings."""

import ast
import re

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.project.packages import LAYER_OF_LABEL, ROOT, label_of, layer, sources

pytestmark = pytest.mark.once
REFERENCE = re.compile(rf"^({'|'.join(LAYER_OF_LABEL)})\.[A-Z]\w+$")


def rises(label: str, other: str) -> bool:
    """Whether `label` names `other` although that stands right of it."""
    mine, theirs = layer(label), layer(other)
    return mine is not None and theirs is not None and theirs > mine


@pytest.mark.django_db  # a migration of wagtail-localize reads the database when it is imported
def test_migrations_depend_on_lower_layers_only() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    wrong = [
        f"{label}.{name} -> {other}.{target}"
        for (label, name), migration in loader.disk_migrations.items()
        for other, target in [*migration.dependencies, *((o, t) for o, t in migration.run_before)]
        if rises(label, other)
    ]
    assert not wrong


def test_relations_point_to_lower_layers_only() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation
        and field.related_model
        and rises(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert not wrong


def test_strings_that_name_a_model_obey_the_layers_too() -> None:
    wrong = []
    for path in sources():
        if path.relative_to(ROOT).parts[:2] == ("portal", "settings"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            match = REFERENCE.match(node.value)
            if match and rises(label_of(path), match[1]):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} names {node.value}")
    assert not wrong
