"""The page of a facet: all its values, found by a few letters, chosen without losing the query."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.setup import Tree
from network.models import Territory
from search.facet_page import PAGE_VALUES
from tests.network.territories import load_extract
from tests.search.searching import publish, publish_all

pytestmark = pytest.mark.django_db


def get(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def boxes(html: str, name: str) -> dict[str, bool]:
    """{value: chosen} of the boxes of a facet, in the order of the page."""
    found = re.findall(rf'<input type="checkbox" name="{name}" value="([^"]*)"( checked)?>', html)
    return {unescape(value): bool(checked) for value, checked in found}


def kept(html: str) -> list[tuple[str, str]]:
    """What the form keeps of the query."""
    return re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', html)


def test_a_tree_is_whole_and_in_order(tree: Tree, client: Client) -> None:
    load_extract()
    whole, metropolis = ["hauts-de-france", "somme"], Territory.objects.get(name="CA Amiens Métropole").slug
    for places in ([*whole, metropolis, "amiens"], whole, ["hauts-de-france", "aisne"]):
        publish("Jeunes", terms={"territoire": places})
    html = get(client, "/recherche/facette/territoire?q=jeunes&territoire=aisne")
    assert list(boxes(html, "territoire")) == ["hauts-de-france", "somme", metropolis, "amiens", "aisne"]
    assert boxes(html, "territoire")["aisne"]
    assert kept(html) == [("q", "jeunes")]
    assert 'action="/recherche/"' in html


def test_letters_find_a_value_whatever_its_accents(tree: Tree, client: Client) -> None:
    load_extract()
    publish("Jeunes", terms={"territoire": ["hauts-de-france", "somme", "amiens"]})
    html = get(client, "/recherche/facette/territoire?filtre=AMIÉN")
    assert list(boxes(html, "territoire")) == ["amiens"]
    nothing = get(client, "/recherche/facette/territoire?filtre=zzz&territoire=somme")
    assert boxes(nothing, "territoire") == {"somme": True}


def test_thousands_of_values_come_a_hundred_at_a_time_and_chosen_ones_stay(tree: Tree, client: Client) -> None:
    actors = [{"title": f"Association {n:03}", "type": "acteur", "card": {"slug": f"asso-{n:03}"}} for n in range(250)]
    publish_all(actors)
    publish_all([{"title": f"Projet {n}", "terms": {"acteur": [f"asso-{n:03}"]}} for n in range(250)])
    first = get(client, "/recherche/facette/acteur")
    assert len(boxes(first, "acteur")) == PAGE_VALUES
    assert len(re.findall(r"<[a-zA-Z]", first)) <= 350
    second = get(client, "/recherche/facette/acteur?page=2&acteur=asso-000&acteur=asso-150")
    assert next(iter(boxes(second, "acteur"))) == "asso-000"
    assert boxes(second, "acteur")["asso-150"]
    assert len(boxes(second, "acteur")) == PAGE_VALUES + 1
    assert len(boxes(get(client, "/recherche/facette/acteur?page=99"), "acteur")) == 50


def test_a_chosen_value_that_finds_nothing_can_be_removed(tree: Tree, client: Client) -> None:
    publish("Jeunes", terms={"annee": ["2026"]})
    publish("Autre", terms={"annee": ["2020"]})
    html = get(client, "/recherche/facette/annee?q=jeunes&annee=2020")
    assert boxes(html, "annee") == {"2026": False, "2020": True}


def test_a_list_keeps_its_types_and_its_address(tree: Tree, client: Client) -> None:
    publish("Une initiative", type="initiative", terms={"annee": ["2026"]})
    publish("Une nouvelle", terms={"annee": ["2020"]})
    html = get(client, "/recherche/facette/annee?liste=initiatives")
    assert list(boxes(html, "annee")) == ["2026"]
    assert 'action="/initiatives/"' in html
    assert 'action="/en/initiatives/"' in get(client, "/en/recherche/facette/annee?liste=initiatives")
    get(client, "/recherche/facette/structure?liste=initiatives", 404)


@pytest.mark.parametrize(
    "place", ["//example.org", "https://example.org/", "contact", "initiatives/../..", "%00", "rien"]
)
def test_a_list_that_is_none_is_the_search(place: str, tree: Tree, client: Client) -> None:
    publish("Une nouvelle", terms={"annee": ["2020"]})
    html = get(client, f"/recherche/facette/annee?liste={place}")
    assert '<form class="values" action="/recherche/">' in html
    assert "example.org" not in html


@pytest.mark.parametrize("name", ["rien", "lieu", "q", "%00", "..%2Fx", "Type"])
def test_an_unknown_or_private_facet_is_not_found(name: str, tree: Tree, client: Client) -> None:
    get(client, f"/recherche/facette/{name}", 404)


def test_see_all_leads_here_from_every_list(tree: Tree, client: Client) -> None:
    publish_all([{"title": "I", "type": "initiative", "terms": {"annee": [str(y)]}} for y in range(2000, 2030)])
    listing = get(client, "/initiatives/?annee=2003")
    assert "/recherche/facette/annee?annee=2003&amp;liste=initiatives" in listing
    assert "/recherche/facette/annee?q=i" in get(client, "/recherche/?q=i")


def test_any_number_of_values_costs_the_same(tree: Tree, client: Client) -> None:
    def cost(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            get(client, url)
        return len(captured)

    url = "/recherche/facette/annee?q=jeunes&liste=initiatives"
    publish_all([{"title": "Jeunes", "type": "initiative", "terms": {"annee": [str(y)]}} for y in range(2000, 2010)])
    few = cost(url)
    publish_all([{"title": "Jeunes", "type": "initiative", "terms": {"annee": [str(y)]}} for y in range(1000, 1900)])
    assert cost(url) == few <= 8


def test_a_place_may_be_written_as_people_type_it(tree: Tree, client: Client) -> None:
    load_extract()
    publish("Ici", latitude=49.9, longitude=2.3, terms={"annee": ["2026"]})
    publish("Ailleurs", latitude=43.3, longitude=5.4, terms={"annee": ["2020"]})
    html = get(client, "/recherche/facette/annee?autour=Amiens+(80)&rayon=10")
    assert list(boxes(html, "annee")) == ["2026"]
