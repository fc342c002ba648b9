"""Where else to look: the places that contain the one chosen, and help where nothing is found."""

import re
from html import unescape

import pytest
from django.test import Client

from home.setup import Tree
from search.catalogue import find
from search.models import Promoted
from search.projection import project_pending
from search.query import Query
from search.results import wider, wider_than_chosen
from tests.factories import add_news
from tests.network.territories import load_extract
from tests.search.searching import publish

pytestmark = pytest.mark.django_db
portal = pytest.mark.usefixtures("portal")


SOMME, AISNE = ["somme", "hauts-de-france"], ["aisne", "hauts-de-france"]
AMIENS = ["amiens", "ca-amiens-metropole", *SOMME]


@pytest.fixture
def places() -> None:
    """Two festivals in the Somme, one of them in Amiens, one for the whole region; other things elsewhere."""
    load_extract()
    year = {"annee": ["2026"]}
    publish("Festival d’Amiens", terms={"territoire": AMIENS, "ici": ["amiens"], **year})
    publish("Festival du fleuve", terms={"territoire": SOMME, "ici": ["somme"], **year})
    publish("Festival régional", terms={"territoire": ["hauts-de-france"], "ici": ["hauts-de-france"]})
    publish("Un atelier", type="initiative", terms={"territoire": AMIENS, "ici": ["amiens"]})
    publish("Un débat", type="initiative", terms={"territoire": SOMME, "ici": ["somme"], **year})
    quarter = ["saint-quentin", "ca-du-saint-quentinois", *AISNE]
    publish("Un atelier", terms={"territoire": quarter, "ici": ["saint-quentin"]})


def offered(text: str = "festival", **chosen: tuple[str, ...]) -> dict[str, str]:
    """What is offered, by label."""
    query = Query(text=text, chosen=tuple(chosen.items()), page=1)
    answer = find(query, "fr", facets=["territoire", "annee"], first=6, unfolded=3)
    return {link["label"]: link["url"] for link in wider_than_chosen(answer)}


@portal
def test_what_contains_the_place_chosen_is_offered_with_how_much_is_found_there(places: None) -> None:
    region, somme = "?q=festival&territoire=hauts-de-france", "?q=festival&territoire=somme"
    assert offered(territoire=("amiens",)) == {"Somme (2)": somme, "Hauts-de-France (3)": region}
    assert offered(territoire=("somme",)) == {"Hauts-de-France (3)": region}
    assert offered(territoire=("hauts-de-france",)) == offered() == {}
    both = {"annee": ("2026",), "territoire": ("amiens",)}
    assert offered(**both) == {"Somme (2)": "?q=festival&territoire=somme&annee=2026"}


@portal
def test_it_is_found_through_places_where_nothing_is(places: None) -> None:
    assert list(offered(territoire=("saint-quentin",))) == ["Hauts-de-France (3)"]  # nothing in its département
    assert list(offered(territoire=("ault",))) == ["Somme (2)", "Hauts-de-France (3)"]  # nothing at all of its own


@portal
def test_of_several_places_what_contains_them_all(places: None) -> None:
    assert list(offered(territoire=("ault", "amiens"))) == ["Somme (2)", "Hauts-de-France (3)"]
    assert list(offered(territoire=("amiens", "aisne"))) == ["Hauts-de-France (3)"]
    assert offered(territoire=("amiens", "nulle-part")) == {}


@portal
def test_the_page_offers_it_with_and_without_results(client: Client, places: None) -> None:
    for slug in ("ault", "amiens"):
        html = client.get(f"/recherche/?q=festival&territoire={slug}").text
        (said,) = re.findall(r'class="also">.*?<span>(.*?)</span>', html, re.DOTALL)
        text = unescape(re.sub("<[^>]+>", "", said)).replace("\u00a0", " ")
        assert text == "La même recherche, plus largement : Somme (2), Hauts-de-France (3)"
    assert "plus largement" not in client.get("/recherche/?q=festival&territoire=hauts-de-france").text


@portal
def test_a_list_offers_it_where_nothing_is_found(client: Client, places: None) -> None:
    html = client.get("/initiatives/?territoire=amiens&annee=2026").text
    assert 'href="?territoire=somme&amp;annee=2026">Somme (1)</a>' in html
    assert "plus largement" not in client.get("/initiatives/?territoire=amiens").text


@portal
def test_no_wider_place_is_offered_for_a_word_that_nothing_holds(places: None) -> None:
    assert wider(find(Query(text="festival Amiens"), "fr"))
    assert not wider(find(Query(text="introuvable Amiens"), "fr"))
    assert wider(find(Query(text="Amiens"), "fr"))


def test_a_selection_does_not_take_the_place_of_help(client: Client, tree: Tree) -> None:
    page = add_news(tree, title="Comment voter")
    Promoted.objects.create(page=page, words="introuvable")
    project_pending()
    html = client.get("/recherche/?q=introuvable").text
    assert 0 < html.index('id="choisis"') < html.index('class="empty"') < html.index("/contact/", html.index("empty"))
    assert 'class="empty"' not in client.get("/recherche/?q=voter").text


@portal
def test_what_another_language_holds_is_offered_where_nothing_is_found(client: Client) -> None:
    publish("A youth council", language="en", translation_key="conseil")
    publish("Un conseil de jeunes", translation_key="conseil")
    html = unescape(client.get("/recherche/?q=youth").text)
    (link,) = re.findall(r"chercher dans une autre langue\s*: (<a .*?</a>)", html)
    assert link == '<a href="?q=youth&langue=en">English (1)</a>'
    assert "A <mark>youth</mark> council" in client.get("/recherche/?q=youth&langue=en").text
    assert "autre langue" not in client.get("/recherche/?q=introuvable").text
    publish("Un projet youth")
    assert "autre langue" not in client.get("/recherche/?q=youth").text
