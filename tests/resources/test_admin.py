"""Editors find what waits: lists by type, filtered by state and territory."""

from typing import Any

import pytest
from django.test import Client

from network.models import PageTerritory, Territory, TerritoryContainment
from portal.accounts.models import User
from resources.models import NewsPage, ToolPage, VeillePage
from tests.resources.factories import KINDS, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def editor(client: Client) -> Client:
    """A client of somebody who may do everything."""
    client.force_login(User.objects.create_superuser(email="edition@example.org", password="exemple-long"))
    return client


@pytest.mark.parametrize("name", ["news", "monitoring", "lessons", "tools", "training", "reports", "dossiers"])
def test_each_type_has_its_list(name: str, editor: Client) -> None:
    pages = [make_page(model) for model in KINDS]
    text = editor.get(f"/admin/{name}/").content.decode()
    assert sum(f"/admin/pages/{page.pk}/edit/" in text for page in pages) == 1


def titles(editor: Client, query: str) -> list[str]:
    return sorted(str(page) for page in editor.get(f"/admin/tools/?{query}").context["pages"])


def test_lists_are_filtered_by_state(editor: Client) -> None:
    make_page(ToolPage, title="Brouillon", live=False)
    changed = make_page(ToolPage, title="Retouché")
    changed.save_revision()
    make_page(ToolPage, title="Publié")
    assert titles(editor, "state=draft") == ["Brouillon"]
    assert titles(editor, "state=live") == ["Publié", "Retouché"]
    assert titles(editor, "state=changed") == ["Retouché"]
    assert titles(editor, "state=moderation") == []


def test_lists_are_filtered_by_territory_and_what_it_contains(editor: Client) -> None:
    region = Territory.objects.create(name="Région d’exemple", slug="region-exemple", kind="region", code="X1")
    place = Territory.objects.create(name="Bourg d’exemple", slug="bourg-exemple", kind="commune", code="X2")
    TerritoryContainment.objects.create(ancestor=region, descendant=place)
    tool: Any = make_page(ToolPage, title="Ici")
    tool.territory_links.add(PageTerritory(territory=place))
    tool.save()
    make_page(ToolPage, title="Ailleurs")
    assert titles(editor, "territory=region d'exemple") == ["Ici"]
    assert titles(editor, "territory=X2") == ["Ici"]
    assert titles(editor, "territory=introuvable") == []


def test_other_types_are_in_other_lists(editor: Client) -> None:
    make_page(NewsPage)
    make_page(VeillePage)
    assert titles(editor, "") == []
