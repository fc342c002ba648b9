"""A dossier, chosen by hand or automatic, shows what the public may see and nothing else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from network.models import Vocabulary
from portal.accounts.models import User
from resources.models import DossierItem, DossierPage, NewsPage, ResourceIndexPage, ToolPage, VeillePage
from search.projection import project_pending
from tests.resources.factories import build_page, empty_streams, make_page, make_private, make_section, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def make_dossier(pages: list[Any] | None = None, **values: Any) -> DossierPage:
    dossier = build_page(DossierPage, title="Un dossier d’exemple", **values)
    dossier.items = [DossierItem(page=page.page_ptr, sort_order=rank) for rank, page in enumerate(pages or [])]
    make_section(ResourceIndexPage).add_child(instance=dossier)
    project_pending()
    return dossier


def shown(client: Client, dossier: DossierPage) -> list[str]:
    """Titles of the cards that fill the dossier."""
    return [card.title for card in client.get(dossier.get_url()).context["gathered"]]


def hidden_pages() -> list[Any]:
    """A private page, a draft and an expired page."""
    private = make_page(ToolPage, title="Privée")
    make_private(private)
    draft = make_page(ToolPage, title="Brouillon", live=False)
    expired = make_page(ToolPage, title="Expirée", expire_at=timezone.now() - timezone.timedelta(days=1))
    return [private, draft, expired]


def test_pages_chosen_by_hand_keep_their_order(client: Client) -> None:
    pages = [make_page(ToolPage, title="B"), make_page(NewsPage, title="A"), make_page(VeillePage, title="C")]
    assert shown(client, make_dossier(pages)) == ["B", "A", "C"]


def test_chosen_by_hand_shows_no_page_that_is_not_public(client: Client) -> None:
    dossier = make_dossier([make_page(ToolPage, title="Publique"), *hidden_pages()])
    assert shown(client, dossier) == ["Publique"]
    text = client.get(dossier.get_url()).content.decode()
    assert not any(title in text for title in ("Privée", "Brouillon", "Expirée"))


def test_automatic_shows_no_page_that_is_not_public(client: Client) -> None:
    make_page(ToolPage, title="Publique")
    hidden_pages()
    assert shown(client, make_dossier(selection="automatic", query_types=["outil"])) == ["Publique"]


def test_automatic_follows_types_themes_order_and_limit(client: Client) -> None:
    theme = make_term(Vocabulary.THEME, "theme-exemple")
    for title in ("Zoé", "Anna", "Marc"):
        tool = make_page(ToolPage, title=title)
        tool.themes.add(theme)
        tool.save()
    make_page(ToolPage, title="Sans thème")
    make_page(NewsPage, title="Autre type")
    project_pending()
    dossier = make_dossier(selection="automatic", query_types=["outil"], query_sort="title", query_limit=2)
    dossier.themes.add(theme)
    dossier.save()
    project_pending()
    response = client.get(dossier.get_url())
    assert [card.title for card in response.context["gathered"]] == ["Anna", "Marc"]
    assert response.context["gathered_total"] == 3


def test_automatic_ignores_what_was_chosen_by_hand_before(client: Client) -> None:
    dossier = make_dossier([make_page(NewsPage, title="Ancienne")], selection="automatic", query_types=["veille"])
    assert shown(client, dossier) == []
    assert dossier.catalogue_entry().links == []


def test_a_dossier_is_shown_on_the_pages_it_holds(client: Client) -> None:
    tool = make_page(ToolPage)
    make_dossier([tool])
    assert "Un dossier d’exemple" in client.get(tool.get_url()).content.decode()


def test_an_empty_dossier_says_so(client: Client) -> None:
    assert 'class="empty"' in client.get(make_dossier().get_url()).content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"selection": "automatic"}, "selection"),
        ({"selection": "automatic", "query_types": ["outil"], "query_limit": "0"}, "query_limit"),
        ({"selection": "automatic", "query_types": ["outil"], "query_limit": "500"}, "query_limit"),
        ({"selection": "automatic", "query_types": ["nimporte"]}, "query_types"),
    ],
)
def test_a_saved_query_is_checked(values: dict[str, Any], field: str, client: Client) -> None:
    client.force_login(User.objects.create_superuser(email="edition@example.org", password="exemple-long"))
    dossier = make_dossier()
    url = reverse("wagtailadmin_pages:edit", args=[dossier.pk])
    data = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
    data.update(empty_streams(dossier))
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    data["action-publish"] = "1"
    response = client.post(url, data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
