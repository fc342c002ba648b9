"""The page of results: what it says of a search, what it offers next, what strange addresses get."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.catalogue import Answer, find
from search.namedplaces import Elsewhere
from search.presentation import PANEL_NODES_BESIDE_ROWS, Row, room_beside
from search.query import MAX_TEXT, Query
from search.results import settle_place
from tests.network.territories import load_extract
from tests.search.searching import publish, publish_all, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

QUERIES = 8
NODES = 350


def get(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def rows(html: str) -> list[str]:
    """Titles of the results shown, as text."""
    found = re.findall(r'class="card row.*?<h3[^>]*>(.*?)</h3>', html, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", title)).strip() for title in found]


def links(html: str, text: str) -> list[str]:
    """Addresses of the links whose text holds this."""
    return [unescape(url) for url, label in re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', html) if text in label]


def heading(html: str) -> str:
    """How many results there are, as the page says it."""
    found = re.search(r'class="results-head">\s*<h2>(.*?)</h2>', html, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", unescape(found[1])).replace("\u00a0", " ")


def test_found_words_are_marked_in_the_authors_text(client: Client) -> None:
    publish("Des assises <b>ouvertes</b>", "Les jeunes & les élu·es se parlent.")
    html = get(client, "/recherche/?q=élues")
    assert rows(html) == ["Des assises <b>ouvertes</b>"]
    assert "&lt;b&gt;ouvertes" in html
    assert "jeunes &amp; les <mark>élu·es</mark>" in html


def test_small_words_of_a_synonym_are_not_marked_and_words_that_follow_each_other_are_one_mark(client: Client) -> None:
    publish("Une instance", "Le conseil jeunes des élus, un conseil municipal des jeunes.")
    assert "Le <mark>conseil jeunes</mark> des élus" in get(client, "/recherche/?q=conseil+jeunes")


def test_a_title_is_marked_where_no_passage_holds_the_words(client: Client) -> None:
    publish("Conseil de jeunes", "Un conseil.", summary="Une instance.")
    publish("Conseil des aînés", summary="Une autre instance.")
    html = get(client, "/recherche/?q=conseil")
    assert ">Conseil de jeunes</a>" in html
    assert "><mark>Conseil</mark> des aînés</a>" in html


def test_blocks_of_a_page_are_set_apart_and_lines_of_a_file_are_not(client: Client) -> None:
    text = "Premier échange\nÉcoute des jeunes\nUn bilan.\nEt après ?"
    publish("Des étapes", text)
    publish("Un compte rendu", text, type="document")
    html = re.sub(r"\s+", " ", get(client, "/recherche/?q=jeunes"))
    assert "Premier échange · Écoute des <mark>jeunes</mark> · Un bilan. Et après ?" in html
    assert "Premier échange Écoute des <mark>jeunes</mark> Un bilan. Et après ?" in html


def test_values_of_facets_leave_room_for_what_was_found() -> None:
    publish("Titre")
    row = Row(find(Query(), "fr").cards[0], "Titre", "un <mark>mot</mark> et <mark>un autre</mark>")
    rooms = [room_beside([row] * count, chosen=0) for count in (0, 10, 23, 40)]
    assert rooms == sorted(rooms, reverse=True)
    assert rooms[0] == PANEL_NODES_BESIDE_ROWS > rooms[2]
    assert room_beside([row] * 23, chosen=5) == rooms[2] - 5


def test_the_page_is_not_for_robots_and_its_title_says_the_search(client: Client) -> None:
    publish_all([{"title": f"Atelier {number}"} for number in range(25)])
    html = get(client, "/recherche/?q=atelier&page=2")
    assert '<meta name="robots" content="noindex, follow">' in html
    assert 'rel="canonical"' not in html
    assert re.search(r"<title>atelier – page 2 – ", html)
    assert len(rows(html)) == 5
    assert 'value="atelier"' in html
    assert heading(html) == "25 résultats pour « atelier », page 2"
    assert heading(get(client, "/recherche/?q=atelier")) == "25 résultats pour « atelier »"


def test_nothing_asked_welcomes_and_shows_the_newest(client: Client) -> None:
    publish("Ancien", date=date(2020, 1, 1))
    publish("Nouveau", date=date(2026, 1, 1))
    html = get(client, "/recherche/")
    assert 'class="advice"' in html
    assert rows(html)[:2] == ["Nouveau", "Ancien"]
    assert 'id="filtres"' in html


def test_a_correction_is_said_and_can_be_refused(client: Client) -> None:
    publish("La participation")
    html = get(client, "/recherche/?q=particpation")
    assert rows(html) == ["La participation"]
    assert links(html, "particpation") == ["?q=particpation&exact=oui"]
    assert heading(html) == "1 résultat pour « participation »"
    refused = get(client, "/recherche/?q=particpation&exact=oui")
    assert rows(refused) == []
    assert '<a href="?q=particpation">' in refused


def test_most_of_the_words_come_under_a_heading_of_their_own(client: Client, monkeypatch: Any) -> None:
    publish("Un budget participatif au lycée")
    found = find(Query(text="budget"), "fr")
    nearly = Answer(Query(text="budget trampoline"), 0, 0, [], nearly=found.cards, extracts=found.extracts)
    monkeypatch.setattr("search.views.find", lambda *args, **kwargs: nearly)
    html = get(client, "/recherche/?q=budget+trampoline")
    assert rows(html) == ["Un budget participatif au lycée"]
    assert 'id="proches"' in html
    assert html.index('id="proches"') < html.index('class="empty"')


def test_no_result_offers_what_to_do(client: Client) -> None:
    publish("Une nouvelle", terms={"annee": ["2026"]})
    html = get(client, "/recherche/?q=introuvable&annee=2026")
    empty = html[html.index('class="empty"') :]
    assert '<a href="?q=introuvable">' in empty
    assert '/contact/"' in empty
    assert '/initiatives/"' in empty


def test_a_filter_that_nothing_has_is_told_from_one_left_aside(client: Client) -> None:
    publish("Une nouvelle", terms={"annee": ["2026"], "theme": ["sante"]})
    barren = get(client, "/recherche/?q=nouvelle&annee=jadis&theme=sante")
    assert rows(barren) == []
    assert "jadis" in barren
    assert "?q=nouvelle&theme=sante" in re.findall(r'<a href="([^"]*)"', unescape(barren))
    assert 'class="notice warning"' not in barren
    aside = get(client, "/recherche/?q=nouvelle&annee=jadis&annee=2026")
    assert rows(aside) == ["Une nouvelle"]
    assert 'class="notice warning"' in aside
    publish("Un skatepark", type="initiative")
    in_a_list = get(client, "/initiatives/?territoire=nulle-part")
    assert "Retirer tous les filtres" in in_a_list


def test_a_place_leads_to_wider_ones(client: Client) -> None:
    load_extract()
    publish("Un budget à Amiens", terms={"territoire": ["amiens", "somme", "hauts-de-france"], "ici": ["amiens"]})
    html = get(client, "/recherche/?q=budget+Amiens")
    assert "?q=budget&territoire=somme" in links(html, "Somme")
    assert rows(get(client, "/recherche/?q=budget&territoire=somme")) == ["Un budget à Amiens"]


def test_a_place_is_written_as_people_write_it() -> None:
    load_extract()
    for written in ("Amiens", "amiens", "Amiens (80)", "80000"):
        query, around = settle_place(Query(around=written, radius=10))
        assert (query.around, around.place and around.place.label, around.others) == ("amiens", "Amiens (80)", [])
    assert settle_place(Query(around="Nulle Part"))[1].place is None


@pytest.mark.parametrize(
    ("typed", "text", "is_near"),
    [
        ("budget AMIENS jeunes", "budget jeunes", False),
        ("budget 80000", "budget", False),
        ("festival d'Amiens", "festival", False),
        ("festival D’amiens", "festival", False),
        ("festival à Amiens", "festival", False),
        ("festival de la ville d’Amiens", "festival", False),
        ("festival près de la ville d’Amiens", "festival", True),
        ("à côté d’Amiens un festival", "un festival", True),
        ('"budget participatif" à HdF -école', '"budget participatif" -école', False),
        ("Amiens", "", False),
        ("budget picard", None, False),
        ('budget "HdF"', None, False),
    ],
)
def test_the_text_is_known_without_its_place(typed: str, text: str | None, is_near: bool) -> None:
    load_extract()
    elsewhere = find(Query(text=typed), "fr").elsewhere
    assert elsewhere == (None if text is None else Elsewhere(text, is_near))


def test_choices_are_removable_and_kept_by_the_search_field(client: Client) -> None:
    publish("Une nouvelle", terms={"annee": ["2026"]})
    html = get(client, "/recherche/?q=nouvelle&annee=2026&tri=date")
    assert links(html, "2026") == ["?q=nouvelle&tri=date"]
    field = html[html.index('role="search"') : html.index("</form>")]
    assert '<input type="hidden" name="annee" value="2026">' in field


def test_a_result_in_another_language_says_so(client: Client) -> None:
    publish("A toolkit", summary="For youth councils.", language="en")
    html = get(client, "/recherche/?q=toolkit")
    assert '<h3 lang="en">' in html
    assert '<p lang="en">' in html


def test_the_same_address_serves_english(client: Client) -> None:
    publish("A toolkit", "For youth councils.", language="en")
    html = get(client, "/en/recherche/?q=toolkit")
    assert "1 result" in html
    assert 'action="/en/recherche/"' in html
    assert 'href="/recherche/?q=toolkit"' in html


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("recherche/", "q=toolkit&annee=2026"),
        ("recherche/facette/annee", "q=toolkit&annee=2026&liste=actualites&filtre=20"),
        ("actualites/", "q=toolkit&theme=sante"),
        ("agenda/", "quand=passes"),
    ],
)
def test_the_language_switch_keeps_the_question_in_both_languages(path: str, kept: str, client: Client) -> None:
    publish("A toolkit", terms={"annee": ["2026"], "theme": ["sante"]})
    for prefix in ("/", "/en/"):
        html = get(client, f"{prefix}{path}?{kept}&page=1&utm_source=lettre")
        switch = html[html.index('class="langs"') :].partition("</nav>")[0]
        assert [unescape(url) for url in re.findall(r'href="([^"]*)"', switch)] == [
            f"/{path}?{kept}",
            f"/en/{path}?{kept}",
        ]
        assert not re.search(r'rel="(?:canonical|alternate" hreflang="..)" href="[^"]*\?', html)
    assert f'<a href="/{path}" lang="fr"' in get(client, f"/{path}")


def test_a_list_is_for_robots_and_what_it_is_narrowed_to_is_not(client: Client) -> None:
    for path in ("/agenda/", "/actualites/", "/en/agenda/"):
        assert 'name="robots"' not in get(client, path), path
        assert 'name="robots" content="noindex' in get(client, f"{path}?theme=sante")
    assert 'name="robots" content="noindex' in get(client, "/agenda/?quand=passes")


def test_a_page_past_the_end_is_not_found_and_says_so(client: Client) -> None:
    publish("Une nouvelle")
    html = get(client, "/recherche/?q=nouvelle&page=7", 404)
    assert 'class="notice"' in html
    assert '<a class="button" href="?q=nouvelle">' in html


def test_feed_and_files_of_this_very_query(client: Client) -> None:
    publish("Une nouvelle", terms={"annee": ["2026"]})
    html = get(client, "/recherche/?q=nouvelle&annee=2026&page=1")
    assert 'type="application/atom+xml"' in html
    for url in re.findall(r'<a href="([^"]*recherche/export[^"]*)"', html):
        assert "q=nouvelle" in unescape(url)
        assert client.get(unescape(url)).status_code == 200, url


def test_what_is_withdrawn_is_not_found(client: Client) -> None:
    entry = publish("Un secret")
    assert rows(get(client, "/recherche/?q=secret"))
    withdraw(entry)
    assert rows(get(client, "/recherche/?q=secret")) == []


def test_a_cluster_away_is_said(client: Client, monkeypatch: Any) -> None:
    def away(query: Query, *args: Any, **kwargs: Any) -> Answer:
        return Answer(query, 0, 0, [], degraded=True, counted=False)

    monkeypatch.setattr("search.views.find", away)
    assert 'class="notice"' in get(client, "/recherche/?q=jeunes")


def test_lists_search_in_themselves_and_lead_to_the_whole_portal(client: Client) -> None:
    publish("Un skatepark", type="initiative")
    publish("Un skatepark inauguré")
    html = get(client, "/initiatives/?q=skatepark")
    assert rows(html) == ["Un skatepark"]
    assert "/recherche/?q=skatepark" in links(html, "skatepark")
    assert "<title>skatepark – " in html
    files = [unescape(url) for url in re.findall(r'<a href="([^"]*recherche/export[^"]*)"', html)]
    assert files
    assert all("q=skatepark&type=initiative" in url for url in files)


def fill(start: int, end: int) -> None:
    publish_all(
        [
            {
                "title": f"Atelier jeunes {number}",
                "text": "Des jeunes et des élus se parlent, des jeunes décident avec des jeunes. " * 3,
                "date": date(2026, 1, 1) + timedelta(days=number % 30),
                "terms": {"annee": ["2026"], "theme": ["sante", f"theme-{number % 9}"]},
            }
            for number in range(start, end)
        ]
    )


def cost(client: Client, url: str) -> int:
    client.get(url)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("url", ["/recherche/", "/recherche/?q=jeunes+atelier", "/en/recherche/?q=jeunes&annee=2026"])
def test_ten_entries_and_a_thousand_cost_the_same(url: str, client: Client) -> None:
    fill(0, 10)
    few = cost(client, url)
    fill(10, 1000)
    assert cost(client, url) <= few <= QUERIES  # one less: a word that is nearly everywhere is held in memory
    html = get(client, url)
    assert len(re.findall(r"<[a-zA-Z]", html)) <= NODES


STRANGE = [
    "q=" + "x" * 10_000,
    "q=" + "mot+" * 2_500,
    "q=a%00b",
    "q=%ED%A0%80%ED%B0%80",
    "q=%22",
    "q=%22%22%22+-%22+OR+AND+NOT+NEAR(a+b,5)+title:x+*+^a+{a+b}",
    "q=%2Ba+-b+%26%26+%7C%7C+!+(c)+%7Bd%7D+[e+TO+f]+~2+%5C%5C+/re.*ge/+_exists_:x",
    "q=%3Cscript%3Ealert(1)%3C/script%3E%3Cimg+src=x+onerror=alert(1)%3E",
    "q=%27);DROP+TABLE+search_entry;--",
    "q=%E2%80%AE%E2%81%A6abc%D7%A9%D7%9C%D7%95%D7%9D",
    "q=-",
    "q=-mot",
    "q=%F0%9F%8C%8D+%F0%9F%91%A9%E2%80%8D%F0%9F%94%AC",
    "theme=%3Cb%3E&type=%27&territoire=" + "x" * 5_000,
    "lieu=%22%3E%3Csvg+onload=alert(1)%3E",
    "page=0",
    "page=-1",
    "page=1000000000",
    "page=10000",
    "page=1e9&tri=%3Cx%3E&exact=%3Cx%3E",
    "du=0000-01-01&au=99999-12-31",
    "du=9999-12-31&au=0001-01-01",
    "du=2026-12-31&au=2026-01-01&quand=a-venir",
    "autour=%3Cb%3E&rayon=-1",
    "autour=amiens&rayon=1000000000&tri=distance",
    "tri=distance",
    "&".join(f"theme=t{number}" for number in range(500)),
    "=&&&;;?",
]


@pytest.mark.parametrize("path", ["/recherche/", "/recherche/facette/theme", "/recherche/suggestions", "/initiatives/"])
@pytest.mark.parametrize("query", STRANGE, ids=lambda query: query[:40])
def test_a_strange_question_gets_a_page(path: str, query: str, client: Client) -> None:
    publish("Un atelier", "Des mots.", terms={"theme": ["sante"]})
    response = client.get(f"{path}?{query}")
    assert response.status_code in (200, 404)
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<svg onload" not in html
    assert "<b>" not in html
    if path != "/recherche/suggestions":
        assert html.count("<h1") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/recherche/",
        "/en/recherche/",
        "/recherche/suggestions",
        "/recherche/facette/theme",
        "/recherche/export.csv",
        "/flux/",
    ],
)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_what_is_only_read_says_so_to_another_method(path: str, method: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = getattr(strict, method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert ("Nothing can be sent here" if path.startswith("/en/") else "Rien ne peut être envoyé ici") in response.text
    assert strict.head("/recherche/?q=mot").status_code == 200


def test_a_text_too_long_is_cut_and_said(client: Client) -> None:
    html = get(client, "/recherche/?q=" + "x" * 10_000)
    assert "x" * (MAX_TEXT + 1) not in html
    assert 'class="notice"' in html


def test_a_text_without_a_word_is_told_and_everything_shown(client: Client) -> None:
    publish("Une nouvelle")
    html = get(client, "/recherche/?q=!!!")
    assert "Il n’y a aucun mot à chercher dans «\u00a0!!!\u00a0»." in html
    assert "Tout le contenu du portail" in html
    assert "résultat" not in html[html.index("results-head") :].partition("</h2>")[0]


def test_a_correction_that_finds_nothing_does_not_announce_results(client: Client) -> None:
    publish("La participation")
    html = get(client, "/recherche/?q=particpation+xqzw")
    assert "nous avons cherché «\u00a0participation\u00a0»" in html
    assert "voici ceux" not in html
