"""What narrows a search beside its facets: a period, a place; how each is said, changed, removed, mistaken."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from tests.network.territories import load_extract
from tests.search.searching import publish
from tests.search.test_results_page import get, links, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def field(html: str, name: str) -> str:
    """What the visible field of that name holds."""
    found = re.search(rf'<input id="{name}" name="{name}"[^>]*? value="([^"]*)"', html)
    assert found, name
    return unescape(found[1])


def notices(html: str) -> str:
    """The sentences said above the results."""
    return "".join(re.findall(r'<p class="notice">.*?</p>', html, re.DOTALL))


def test_around_a_place_is_a_choice_that_can_be_removed(client: Client) -> None:
    load_extract()
    publish("Tout près", latitude=49.9, longitude=2.3)
    publish("Très loin", latitude=43.6, longitude=1.44)
    html = get(client, "/recherche/?autour=Amiens&rayon=20")
    assert rows(html) == ["Tout près"]
    assert links(html, "Amiens") == ["?"]
    assert field(html, "autour") == "Amiens (80)"


@pytest.mark.parametrize("written", ["Amiens", "80000", "Amiens+(80)", "amiens"])
def test_around_a_place_is_read_alike_by_pages_exports_and_api(written: str, client: Client) -> None:
    load_extract()
    publish("Tout près", type="initiative", latitude=49.9, longitude=2.3)
    publish("Très loin", type="initiative", latitude=43.6, longitude=1.44)
    asked = f"autour={written}&rayon=20"
    for path in ("/recherche/", "/initiatives/"):
        html = get(client, f"{path}?{asked}")
        assert ("Tout près" in html, "Très loin" in html) == (True, False), path
    exported = json.loads(client.get(f"/recherche/export.json?{asked}").getvalue())
    assert (exported["total"], exported["problems"]) == (1, [])
    assert client.get(f"/api/entries?{asked}").json()["total"] == 1
    assert "(1)" in get(client, f"/recherche/facette/type?{asked}")


def test_a_name_of_several_places_says_which_was_taken_and_leads_to_the_others(client: Client) -> None:
    load_extract()
    html = get(client, "/recherche/?autour=La+R%C3%A9union&rayon=50&tri=date")
    assert field(html, "autour") == "La Réunion (région)"
    assert "?autour=la-reunion-974&rayon=50&tri=date" in links(notices(html), "La Réunion (département)")
    chosen = get(client, "/recherche/?autour=La+R%C3%A9union+(d%C3%A9partement)")
    assert (field(chosen, "autour"), notices(chosen)) == ("La Réunion (département)", "")


@pytest.mark.parametrize(("written", "offered"), [("Amie", "amiens"), ("Amein", "amiens"), ("Hénin", "henin-beaumont")])
def test_an_unknown_place_is_named_kept_and_leads_to_those_like_it(written: str, offered: str, client: Client) -> None:
    load_extract()
    publish("Une nouvelle")
    html = get(client, f"/recherche/?q=nouvelle&autour={written}&rayon=20")
    assert rows(html) == ["Une nouvelle"]
    assert written in notices(html)
    assert f"?q=nouvelle&autour={offered}&rayon=20" in links(notices(html), "(")
    assert field(html, "autour") == written
    assert "Atlantide" in notices(get(client, "/initiatives/?autour=Atlantide"))


def test_a_period_is_chosen_in_two_fields_and_each_day_can_be_removed(client: Client) -> None:
    publish("Avant", date=date(2025, 12, 31))
    publish("Pendant", date=date(2026, 1, 1), date_end=date(2026, 2, 2))
    publish("Après", date=date(2026, 3, 1))
    for path in ("/recherche/", "/actualites/"):
        html = get(client, f"{path}?du=2026-02-01&au=2026-02-28&q=&autour=")
        assert ("Pendant" in html, "Avant" in html, "Après" in html) == (True, False, False)
        assert (field(html, "du"), field(html, "au")) == ("2026-02-01", "2026-02-28")
        assert links(html, "1er\u00a0février\u00a02026") == ["?au=2026-02-28"]
        assert links(html, "28\u00a0février\u00a02026") == ["?du=2026-02-01"]
    english = get(client, "/en/recherche/?du=2026-02-01")
    assert links(english, "1\u00a0February\u00a02026") == ["?"]


def test_a_period_that_nothing_is_in_can_still_be_changed(client: Client) -> None:
    publish("Une nouvelle")
    html = get(client, "/recherche/?q=nouvelle&du=2040-01-01")
    assert rows(html) == []
    assert field(html, "du") == "2040-01-01"
    assert "vérifiez l’orthographe" not in get(client, "/recherche/?du=2040-01-01")
    assert "<summary>" not in get(client, "/recherche/?q=introuvable")


def test_an_impossible_day_and_a_period_that_ends_before_it_begins_are_said(client: Client) -> None:
    publish("Une nouvelle", date=date(2026, 2, 2))
    html = get(client, "/recherche/?du=2026-02-30&au=2026-12-31")
    assert "2026-02-30" in notices(html)
    assert (rows(html), field(html, "du"), field(html, "au")) == (["Une nouvelle"], "", "2026-12-31")
    html = get(client, "/recherche/?q=nouvelle&du=2026-12-31&au=2026-01-01")
    assert rows(html) == []
    assert re.findall(r'href="([^"]*)"', unescape(notices(html))) == ["?q=nouvelle&du=2026-01-01&au=2026-12-31"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("page=-1", "Il n’y a pas de page « -1 » : voici la première."),
        ("page=1000000000", "Il n’y a pas de page « 1000000000 » : voici la première."),
        ("du=20260101", "« 20260101 » n’est pas une date écrite comme 2026-06-01"),
        ("au=01/06/2026", "« 01/06/2026 » n’est pas une date écrite comme 2026-06-01"),
        ("au=2026-06-31", "« 2026-06-31 » n’est pas un jour du calendrier"),
        ("tri=prix", "Il n’y a pas d’ordre « prix » : voici l’ordre habituel."),
        ("quand=demain", "« demain » n’est ni « a-venir » ni « passes »"),
        ("autour=Amiens&rayon=9999", "« 9999 » n’est pas une distance de 1 à 500 km"),
        ("autour=Amiens&rayon=loin", "voici ce qui se trouve à moins de 30 km."),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(asked: str, said: str, client: Client) -> None:
    load_extract()
    publish("Une nouvelle", latitude=49.9, longitude=2.3)
    for path in ("/recherche/", "/actualites/"):
        html = get(client, f"{path}?{asked}")
        assert said in notices(html).replace("\u00a0", " "), path
        assert "Une nouvelle" in html
        assert 'class="notice warning"' not in html, "it is no filter"


def test_a_distance_around_an_unknown_place_is_not_told_beside_it(client: Client) -> None:
    load_extract()
    assert "9999" not in notices(get(client, "/recherche/?autour=Atlantide&rayon=9999"))


def test_in_an_agenda_a_period_takes_the_place_of_what_is_coming(client: Client) -> None:
    for title, day in (("Deuxième", date(2020, 5, 2)), ("Premier", date(2020, 5, 1)), ("Plus tard", date(2999, 1, 1))):
        publish(title, type="evenement", date=day)
    html = get(client, "/agenda/?quand=a-venir&du=2020-05-01&au=2020-05-31")
    assert "Plus tard" not in html
    assert html.index("Premier") < html.index("Deuxième")
    assert 'aria-current="true"' not in html[html.index('class="switch"') : html.index("results-head")]
    assert "Plus tard" in get(client, "/agenda/")


def test_what_is_coming_is_a_choice_of_the_search_page(client: Client) -> None:
    publish("Jadis", date=date(2020, 1, 1))
    html = get(client, "/recherche/?q=jadis&quand=passes")
    assert rows(html) == ["Jadis"]
    assert "?q=jadis" in re.findall(r'class="chip" href="([^"]*)"', html)
