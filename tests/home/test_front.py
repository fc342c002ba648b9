"""The first page: what is new, coming and near, in a fixed number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from home.setup import Tree
from network.models import EventPage, PageTerritory, Territory, TerritoryContainment, TerritoryPage
from resources.models import NewsPage
from search.projection import rebuild
from tests.factories import add, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def portal(standing: None) -> Tree:
    """Amiens (in the Somme, in the Hauts-de-France), and two places called Saint-Exemple."""
    tree = make_tree()
    region = Territory.objects.create(kind="region", code="32", name="Hauts-de-France", slug="hauts-de-france")
    somme = Territory.objects.create(kind="departement", code="80", name="Somme", slug="somme", parent=region)
    amiens = Territory.objects.create(
        kind="commune", code="80021", name="Amiens", slug="amiens", postcodes="80000 80080", parent=somme
    )
    for ancestor, descendant in ((region, somme), (region, amiens), (somme, amiens)):
        TerritoryContainment.objects.create(ancestor=ancestor, descendant=descendant)
    for code in ("02001", "62001"):
        Territory.objects.create(kind="commune", code=code, name="Saint-Exemple", slug=f"saint-exemple-{code}")
    add(tree.page("territoires"), TerritoryPage, title="Provox Hauts-de-France", territory=region)
    return tree


def news(tree: Tree, title: str, *slugs: str) -> None:
    page = add(tree.page("actualites"), NewsPage, title=title)
    for slug in slugs:
        PageTerritory.objects.create(page=page, territory=Territory.objects.get(slug=slug))


def test_it_shows_what_is_new_and_what_is_coming(client: Client, tree: Tree) -> None:
    news(tree, "Une nouvelle")
    now = timezone.now()
    for title, days in (("Hier", -1), ("Demain", 1)):
        add(tree.page("agenda"), EventPage, title=title, starts_at=now + timedelta(days=days))
    rebuild()
    page = client.get("/").text
    assert "Une nouvelle" in page
    assert "Demain" in page
    assert "Hier" not in page


@pytest.mark.parametrize("place", ["amiens", "Amiens", "80000", " AMIENS ", "Amiens (80)"])
def test_a_place_shows_what_concerns_it_then_what_contains_it(client: Client, tree: Tree, place: str) -> None:
    news(tree, "À Amiens", "amiens")
    news(tree, "Dans la Somme", "somme")
    news(tree, "Dans la région", "hauts-de-france")
    rebuild()
    page = client.get("/", {"lieu": place}).text
    near = page[page.index('id="pres-de-chez-vous"') : page.index('id="nouveau"')]
    assert near.index("À Amiens") < near.index("Dans la Somme") < near.index("Dans la région")
    assert near.count("À Amiens") == 1
    assert "/contact/?territoire=hauts-de-france" in near
    assert 'href="/territoires/' in near


def test_several_places_of_that_name_are_listed(client: Client, tree: Tree) -> None:
    page = client.get("/", {"lieu": "Saint-Exemple"}).text
    for code in ("02001", "62001"):
        assert f"?lieu=Saint-Exemple&amp;territoire=saint-exemple-{code}" in page
    chosen = client.get("/?lieu=Saint-Exemple&territoire=saint-exemple-62001").text
    assert 'class="empty"' in chosen
    assert "?lieu=" not in chosen


@pytest.mark.parametrize("place", ["xyzzy", "00000", "<script>", "é" * 500, "' OR 1=1 --", "\x00"])
def test_an_unknown_place_is_said_in_a_sentence(client: Client, tree: Tree, place: str) -> None:
    response = client.get("/", {"lieu": place})
    assert response.status_code == 200
    assert "<script>" not in response.text.replace("<script type", "")


def test_a_label_is_one_place_and_a_slip_leads_to_those_like_it(client: Client, tree: Tree) -> None:
    assert 'class="choices"' not in client.get("/", {"lieu": "Saint-Exemple (62)"}).text
    slip = client.get("/", {"lieu": "Amein"}).text
    assert "notice warning" in slip
    assert "?lieu=Amiens+%2880%29" in slip


def test_an_unknown_choice_falls_back_on_nothing(client: Client, tree: Tree) -> None:
    assert "notice warning" in client.get("/?lieu=Saint-Exemple&territoire=inconnu").text


def test_a_place_with_nothing_near_says_so(client: Client, tree: Tree) -> None:
    assert 'class="empty"' in client.get("/", {"lieu": "saint-exemple-02001"}).text


@pytest.mark.parametrize("url", ["/", "/?lieu=amiens"])
def test_ten_queries_are_enough_whatever_the_volume(
    client: Client, tree: Tree, django_assert_max_num_queries: Any, url: str
) -> None:
    rebuild()
    client.get(url)
    counts = []
    for number in (1, 15):
        for each in range(number):
            news(tree, f"Nouvelle {number} {each}", "amiens")
        rebuild()
        client.get(url)
        with django_assert_max_num_queries(10) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_visitors_get_no_cookie(client: Client, tree: Tree) -> None:
    assert not client.get("/?lieu=amiens").cookies
