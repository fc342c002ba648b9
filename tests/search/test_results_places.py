"""Places on the page of results: where a thing is, and where else to look from the place that a search names."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import Territory
from search.catalogue import cards_of, find
from search.models import Entry
from search.namedplaces import Elsewhere
from search.names import held_names
from search.places import Place
from search.query import DEFAULT_RADIUS, Query
from search.results import wider
from search.state import read_rows
from tests.network.territories import load_extract
from tests.search.searching import publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

AMIENS = {"territoire": ["amiens", "somme", "hauts-de-france"], "ici": ["amiens"]}


@pytest.fixture(autouse=True)
def places() -> None:
    load_extract()


def offered(q: str, **values: str) -> list[tuple[str, dict[str, str]]]:
    """(label, parameters) of the places that a search leads to, where its other words are known."""
    publish("Un festival")
    links = wider(find(Query(text=q, **values), "fr"))
    return [(link["label"], dict(parse_qsl(link["url"].lstrip("?")))) for link in links]


def test_a_commune_says_its_departement_and_a_result_all_that_contains_it(client: Client) -> None:
    ault = {"territoire": ["ault", "cc-des-villes-soeurs", "somme", "hauts-de-france"], "ici": ["ault"]}
    publish("Un budget", terms=AMIENS, card={"place": "AMIENS"})
    publish("Un budget sur la côte", terms=ault, card={"place": "Ault"})
    publish("Un budget départemental", terms={"territoire": ["somme"], "ici": ["somme"]}, card={"place": "Somme"})
    publish("Un budget d’ailleurs", terms=AMIENS, card={"place": "Salle des fêtes"})
    assert {card.place for card in find(Query(text="budget"), "fr").cards} == {
        "Amiens (Somme)",
        "Ault (Somme)",
        "Somme",
        "Salle des fêtes",
    }
    html = client.get("/recherche/?q=budget").text
    assert {unescape(path) for path in re.findall(r'class="kind">[^<]* · ([^<·]*)</p>', html)} == {
        "Amiens › Somme › Hauts-de-France",
        "Ault › Somme › Hauts-de-France",  # not the Seine-Maritime, where most of its intercommunality lies
        "Somme › Hauts-de-France",
        "Salle des fêtes, Amiens › Somme › Hauts-de-France",
    }


def test_a_result_says_where_as_far_as_it_is_known() -> None:
    both = {**AMIENS, "ici": ["amiens", "somme"]}
    publish("1", terms=both, card={"place": "Une salle"})
    publish("2", terms={"territoire": ["nulle-part"], "ici": ["nulle-part"]}, card={"place": "Nulle part"})
    publish("3", terms=AMIENS)
    wide = {"territoire": [*AMIENS["territoire"], "ca-amiens-metropole"], "ici": ["amiens"], "lieu": ["amiens"]}
    publish("4", terms=wide, card={"place": "commune, CA Amiens Métropole"})
    assert {card.title: card.path for card in find(Query(), "fr").cards} == {
        "1": "Une salle",
        "2": "Nulle part",
        "3": "",
        "4": "commune, CA Amiens Métropole › Somme › Hauts-de-France",
    }


def test_the_names_of_paths_are_asked_together_where_a_cluster_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    publish("Un budget", terms=AMIENS, card={"place": "Amiens"})
    shown = find(Query(text="budget"), "fr").cards
    (entry,) = read_rows(Entry.objects.values_list("pk", flat=True)).values()
    monkeypatch.setattr("search.catalogue.held.index", None)
    held_names.forget()
    with CaptureQueriesContext(connection) as queries:
        assert [card.path for card in cards_of([entry.pk], {entry.pk: entry}, "fr")] == [shown[0].path]
    assert len([each for each in queries if "network_territory" in each["sql"]]) == 1
    assert shown[0].path == "Amiens › Somme › Hauts-de-France"


def test_a_commune_overseas_says_its_collectivity() -> None:
    publish(
        "Une fête",
        terms={"territoire": ["saint-pierre-97502"], "ici": ["saint-pierre-97502"]},
        card={"place": "Saint-Pierre"},
    )
    assert [card.place for card in find(Query(), "fr").cards] == ["Saint-Pierre (Saint-Pierre-et-Miquelon)"]


def test_a_search_that_names_a_commune_offers_what_is_around_it() -> None:
    for q in ("festival Amiens", "festival à Amiens", "festival 80000", "festival d’Amiens"):
        found = offered(q)
        around = {"q": "festival", "autour": "amiens", "rayon": str(DEFAULT_RADIUS)}
        assert found[-1] == (f"Amiens (80) et {DEFAULT_RADIUS}\u00a0km à la ronde", around), q
        assert ("Somme", {"q": "festival", "territoire": "somme"}) in found
    assert offered("80000")[-1][1] == {"autour": "amiens", "rayon": str(DEFAULT_RADIUS)}


@pytest.mark.parametrize(
    "q",
    [
        "festival autour d’Amiens",
        "festival autour d'amiens",
        "festival près d’Amiens",
        "Festival pres de Amiens",
        "festival à côté d’Amiens",
        "festival proche d’Amiens",
        "festival aux alentours d’Amiens",
        "festival à proximité d’Amiens",
        "festival dans les environs d’Amiens",
        "festival near Amiens",
    ],
)
def test_who_asks_for_what_is_around_is_offered_it_first(q: str) -> None:
    label, parameters = offered(q)[0]
    assert label.startswith("Amiens (80)")
    assert parameters == {"q": q.split()[0], "autour": "amiens", "rayon": str(DEFAULT_RADIUS)}
    assert offered("autour d’Amiens")[0][1] == {"autour": "amiens", "rayon": str(DEFAULT_RADIUS)}


def test_what_is_around_a_place_is_offered_once_and_only_around_a_commune() -> None:
    assert not [p for _, p in offered("festival Amiens", around="amiens") if p.get("rayon")]
    assert not [p for _, p in offered("festival Somme") if "autour" in p]
    assert not [p for _, p in offered("festival La Réunion") if "autour" in p]


def test_what_is_around_a_commune_that_is_a_departement_too() -> None:
    departement = Place("paris", "Paris", "departement", (48.9, 2.3), ("idf",), ("Île-de-France",), wide=True)
    commune = Place(
        "paris-75056", "Paris", "commune", (48.9, 2.3), ("paris", "idf"), ("Paris", "Île-de-France"), detail="75"
    )
    answer = replace(find(Query(), "fr"), elsewhere=Elsewhere("", is_near=True), places=(departement, commune))
    assert [link["url"] for link in wider(answer)] == ["?autour=paris-75056&rayon=30", "?territoire=idf"]


def test_a_departement_and_a_region_of_one_name_are_offered_once() -> None:
    publish("Une fête", terms={"territoire": ["la-reunion-974", "la-reunion"]})
    answer = find(Query(text="fête"), "fr")
    place = Place(
        "le-tampon",
        "Le Tampon",
        "commune",
        None,
        ("ca-du-sud", "la-reunion-974", "la-reunion"),
        ("CA du Sud", "La Réunion", "La Réunion"),
    )
    links = wider(replace(answer, elsewhere=Elsewhere("fête"), places=(place,)))
    assert [(link["label"], link["url"]) for link in links] == [
        ("CA du Sud", "?q=f%C3%AAte&territoire=ca-du-sud"),
        ("La Réunion", "?q=f%C3%AAte&territoire=la-reunion"),
    ]


def test_the_link_leads_to_what_is_around(client: Client) -> None:
    publish("Festival des idées", latitude=49.9, longitude=2.3, terms=AMIENS)
    html = client.get("/recherche/?q=festival+autour+d%27Amiens").text
    (url,) = re.findall(r'<a href="(\?[^"]*autour[^"]*)"', html)
    assert "<mark>Festival</mark> des idées" in client.get("/recherche/" + unescape(url)).text


@pytest.mark.parametrize(
    "words",
    ["à côté d’", "non loin d’", "à proximité de la ville d’", "dans les environs d'", "vers ", "aux alentours d'"],
)
def test_words_that_lead_to_a_place_are_not_searched_themselves(words: str) -> None:
    publish("Festival", terms=AMIENS)
    publish("Festival du bout du monde", terms={"territoire": ["brest"], "ici": ["brest"]})
    assert [card.title for card in find(Query(text=f"festival {words}Amiens"), "fr").cards] == ["Festival"]
    assert [card.title for card in find(Query(text=f"{words}Amiens"), "fr").cards] == ["Festival"]


def test_a_word_that_leads_nowhere_is_searched() -> None:
    publish("La côte et le côté", "Un secteur jeunes.")
    assert find(Query(text="à côté"), "fr").total == find(Query(text="secteur jeunes"), "fr").total == 1


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("ville", []),  # Villé
        ("Bus", []),  # a capital that the phone wrote
        ("ligne de bus", []),
        ("la mer", []),
        ("compte rendu de la réunion", []),
        ("bus à Contes", ["Contes"]),
        ("un atelier, Contes", ["Contes"]),
        ("près de contes", ["Contes"]),
        ("commune de contes", ["Contes"]),
        ("à la Réunion", ["La Réunion"]),
        ("tours", ["Tours"]),
        ("lens", ["Lens"]),
        ("la somme", ["Somme"]),
        ("jeunes de Dunkerque", ["Dunkerque"]),
        ("62", ["Pas-de-Calais"]),
        ("jeunes dans le 62", ["Pas-de-Calais"]),
        ("jeunes de 18 à 25 ans", []),
        ("réunion du 12", []),
        ("le 62 rue haute", []),
    ],
)
def test_a_word_like_another_is_a_place_only_where_it_is_said_as_one(q: str, names: list[str]) -> None:
    communes = ["Villé", "Bus", "Mer", "Contes", "Tours", "Lens", "Dunkerque"]
    others = [("La Réunion", "region", "04"), ("Pas-de-Calais", "departement", "62"), ("CU de Dunkerque", "epci", "2")]
    for name, kind, code in [*((name, "commune", name) for name in communes), *others]:
        Territory.objects.get_or_create(kind=kind, name=name, defaults={"code": code, "slug": f"{kind}-{code}"})
    assert list(dict.fromkeys(place.name for place in find(Query(text=q), "fr").places)) == names


def test_an_excluded_place_excludes_what_concerns_it_and_what_it_contains() -> None:
    load_extract()
    publish("Une fête", terms=AMIENS)
    publish("Une foire", terms={"territoire": ["somme", "hauts-de-france"], "ici": ["somme"]})
    publish("Un bal", terms={"territoire": ["hauts-de-france"], "ici": ["hauts-de-france"]})
    publish("Un concours à Amiens")

    def found(text: str) -> set[str]:
        return {card.title for card in find(Query(text=text), "fr").cards}

    assert found("-Amiens") == {"Une foire", "Un bal"}
    assert found("-80000") == {"Une foire", "Un bal", "Un concours à Amiens"}
    assert found("-Somme") == {"Un bal", "Un concours à Amiens"}


def test_an_excluded_number_is_no_departement_and_a_short_name_is_a_place() -> None:
    load_extract()
    publish("Une foire", terms={"territoire": ["somme", "hauts-de-france"], "ici": ["somme"]})
    publish("Un port", terms={"territoire": ["ault", "somme", "hauts-de-france"], "ici": ["ault"]})
    assert find(Query(text="-80"), "fr").total == 2
    assert [card.title for card in find(Query(text="-Ault"), "fr").cards] == ["Une foire"]
    Territory.objects.create(kind="commune", code="80410", name="Ham", slug="ham")
    publish("Un bal", terms={"territoire": ["ham", "somme"], "ici": ["ham"]})
    assert {card.title for card in find(Query(text="-Ham"), "fr").cards} == {"Une foire", "Un port"}


def test_a_place_beside_a_hyphen_leaves_no_exclusion() -> None:
    elsewhere = find(Query(text="rencontre Amiens-Ault jeunes"), "fr").elsewhere
    assert elsewhere
    assert "-" not in elsewhere.text
