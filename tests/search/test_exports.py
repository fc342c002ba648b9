"""`/recherche/export.*`: every format read back by a parser, all results, and only what is public."""

import csv
import io
import json
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest
from django.test import Client
from django.utils.translation import gettext
from wagtail.models import PageViewRestriction

from search.models import Entry, Mark
from search.registry import Label, _facets
from tests.factories import add_news, make_tree
from tests.search.factories import make_entry, touch

pytestmark = pytest.mark.django_db

FORMATS = ("csv", "json", "geojson", "atom", "ics")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Territories and themes that need no table behind them; one theme has no public name."""

    def labels(values: set[str], language: str) -> dict[str, Label]:
        return {value: Label(value.capitalize()) for value in values - {"secret", "inconnu"}}

    for name in ("territoire", "theme"):
        monkeypatch.setitem(_facets, name, replace(_facets[name], labels=labels))


def fetch(client: Client, extension: str, query: str = "", prefix: str = "/") -> bytes:
    response = client.get(f"{prefix}recherche/export.{extension}?{query}")
    assert response.status_code == 200
    return response.getvalue()


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    text = fetch(client, "csv", query).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def data(client: Client, query: str = "", prefix: str = "/") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(fetch(client, "json", query, prefix))
    return found


def calendar(client: Client, query: str = "") -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(fetch(client, "ics", query))


def event(**values: Any) -> Any:
    return make_entry(type="evenement", url="/agenda/rencontre/", **values)


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("name", ["type", "annee", "langue", "document", "acteur", "demarche"])
def test_no_value_of_a_facet_is_an_error(client: Client, name: str, extension: str) -> None:
    for value in ("²", "①", "٣", "<b>", "0" * 79, "'", "%", "é", "\ud800", "\x00"):
        assert fetch(client, extension, urlencode({name: value.encode("utf-8", "surrogatepass")}))


@pytest.mark.parametrize("title", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_is_a_formula(client: Client, title: str) -> None:
    make_entry(title=title, summary=title, card={"place": title})
    [row] = table(client)
    for cell in row.values():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert row["Titre"].lstrip("'") == title.strip()


def test_a_spreadsheet_gets_the_spaces_that_french_typography_wants(client: Client) -> None:
    make_entry(title="\u00a0Une élue\u00a0: «\u202foui\u202f»", summary="Un\u2028deux\n\ttrois")
    [row] = table(client)
    assert row["Titre"] == "Une élue\u00a0: «\u202foui\u202f»"
    assert row["Résumé"] == "Un deux trois"


def test_no_cell_is_a_formula_where_commas_part_cells(client: Client) -> None:
    make_entry(title="Un titre,=1+1", summary="a,@b")
    [line] = [line for line in fetch(client, "csv").decode().splitlines() if "titre" in line]
    assert '"Un titre,=1+1"' in line
    assert '"a,@b"' in line


def test_a_spreadsheet_gets_names_days_and_whole_addresses(client: Client) -> None:
    terms = {"territoire": ["somme", "amiens"], "theme": ["climat", "secret"]}
    make_entry(title='Un "mot" ; deux\nlignes', summary="é∙è", date=date(2026, 6, 1), terms=terms)
    [row] = table(client)
    assert list(row)[:2] == ["Titre", "Type"]
    assert list(row)[7] == "Lieu"
    title, kind, summary, territories, themes, day, last, _, language, url = row.values()
    assert (title, summary) == ('Un "mot" ; deux lignes', "é∙è")
    assert (kind, language) == ("Actualité", "fr")
    assert (day, last) == ("2026-06-01", "2026-06-01")
    assert (territories, themes) == ("Amiens, Somme", "Climat")
    assert url.startswith("http://localhost/actualites/")


def test_json_has_the_shape_of_the_contract(client: Client) -> None:
    make_entry(title="A", terms={"territoire": ["somme"], "theme": ["climat", "secret"]}, date=date(2026, 6, 1))
    make_entry(title="B", type="evenement", terms={"territoire": ["aisne"]}, date=date(2026, 5, 1))
    found = data(client, "territoire=somme&theme=inconnu&theme=climat&du=hier")
    assert found["total"] == 1
    [result] = found["results"]
    assert {"title", "url", "type", "summary", "territories", "themes", "date"} <= set(result)
    assert (result["title"], result["type"], result["date"]) == ("A", "actualite", "2026-06-01")
    assert (result["territories"], result["themes"]) == (["somme"], ["climat"])
    assert {"value": "somme", "label": "Somme", "count": 1} in found["facets"]["territoire"]
    assert found["problems"] == [
        {"parameter": "du", "value": "hier"},
        {"parameter": "theme", "value": "inconnu"},
    ]


def test_geojson_holds_what_has_a_place_longitude_first(client: Client) -> None:
    make_entry(title="Amiens", latitude=49.8942, longitude=2.2957)
    make_entry(title="Nulle part")
    found = json.loads(fetch(client, "geojson"))
    assert found["type"] == "FeatureCollection"
    [feature] = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.2957, 49.8942]}
    assert (feature["type"], feature["properties"]["title"]) == ("Feature", "Amiens")


def test_atom_has_what_the_rfc_requires(client: Client) -> None:
    make_entry(title="Un <mot> & \x0b“autre”", summary="Résumé", date=date(2026, 1, 2), language="en")
    make_entry(title="À venir", date=date(2099, 1, 1), terms={"theme": ["climat"]})
    body = fetch(client, "atom", "theme=&annee=")
    root = ElementTree.fromstring(body)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == "http://localhost/recherche/export.atom"
    assert links["alternate"] == "http://localhost/recherche/"
    identifiers = [node.text for node in root.iter(f"{ATOM}id")]
    assert len(set(identifiers)) == 3
    for node in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert (node.findtext(f"{ATOM}{name}") or "").strip(), name
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == ["À venir", "Un <mot> & “autre”"]
    assert parsed.entries[0].updated_parsed.tm_year < 2099, "an event to come has not been updated in the future"
    assert fetch(client, "atom", "theme=&annee=") == body
    assert client.get("/recherche/export.atom")["Content-Type"].startswith("application/atom+xml")


def test_atom_tells_when_a_page_was_published(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = add_news(make_tree(), title="Parue")
        page.save_revision().publish()
    entry = next(e for e in feedparser.parse(fetch(client, "atom", "type=actualite")).entries if e.title == "Parue")
    page.refresh_from_db()
    assert entry.published.startswith(page.first_published_at.isoformat(timespec="seconds")[:16])


def test_a_whole_day_ends_on_the_day_after_and_an_hour_is_in_paris(client: Client) -> None:
    event(title="Festival", date=date(2026, 7, 3), date_end=date(2026, 7, 5))
    hours = {"starts_at": "2026-01-15T17:00:00+00:00", "ends_at": "2026-01-15T19:00:00+00:00"}
    event(title="Atelier", date=date(2026, 1, 15), card={**hours, "address": "Mairie, 80000 Amiens"})
    event(title="Annulé", date=date(2026, 8, 1), card={"state": "cancelled", "starts_at": "n'importe quoi"})
    make_entry(title="Une nouvelle")
    found = calendar(client)
    assert not found.errors
    assert " – 1 " in found["X-WR-CALDESC"], "what is left out is told"
    events = {str(each["SUMMARY"]): each for each in found.walk("VEVENT")}
    festival, workshop = events["Festival"], events["Atelier"]
    assert (festival["DTSTART"].dt, festival["DTEND"].dt) == (date(2026, 7, 3), date(2026, 7, 6))
    assert workshop["DTSTART"].params["TZID"] == "Europe/Paris"
    assert workshop["DTSTART"].dt.isoformat() == "2026-01-15T18:00:00+01:00"
    assert workshop["LOCATION"] == "Mairie, 80000 Amiens"
    assert events[gettext("Cancelled: %(title)s") % {"title": "Annulé"}]["STATUS"] == "CANCELLED"
    assert [zone["TZID"] for zone in found.walk("VTIMEZONE")] == ["Europe/Paris"]
    for each in events.values():
        assert {"UID", "DTSTAMP", "DTSTART", "URL"} <= set(each)
        assert not each.errors


def test_an_icalendar_obeys_the_rfc_line_by_line(client: Client) -> None:
    event(title="É" * 200, summary="Une, deux ; trois \\ \x07\r\nligne\rretour" + "🎉" * 60, date=date(2026, 7, 3))
    body = fetch(client, "ics")
    assert body.endswith(b"END:VCALENDAR\r\n")
    for line in body.split(b"\r\n")[:-1]:
        assert len(line) <= 75
        assert not {byte for byte in line if byte < 32}
        line.decode()
    [found] = calendar(client).walk("VEVENT")
    assert found["SUMMARY"] == "É" * 200
    assert found["UID"] == calendar(client).walk("VEVENT")[0]["UID"]


def test_a_calendar_without_events_is_still_a_calendar(client: Client) -> None:
    make_entry()
    found = calendar(client)
    assert found.walk("VEVENT") == []
    assert found.subcomponents, "RFC 5545, 3.6: at least one component"


def test_the_agenda_to_subscribe_to_holds_what_is_coming(client: Client) -> None:
    event(title="Passé", date=date(2020, 1, 1))
    event(title="À venir", date=date(2099, 1, 1))
    found = calendar(client, "type=evenement&quand=a-venir")
    assert [str(each["SUMMARY"]) for each in found.walk("VEVENT")] == ["À venir"]
    assert "–" not in found["X-WR-CALDESC"]


@pytest.mark.parametrize("extension", FORMATS)
def test_all_results_are_exported(client: Client, extension: str) -> None:
    for number in range(12):
        event(title=f"Événement {number}", latitude=49.0, longitude=2.0)
    titles = {f"Événement {number}" for number in range(12)}
    body = fetch(client, extension, "page=3").decode()
    assert {title for title in titles if title in body} == titles


def test_twelve_hundred_entries_cost_a_few_queries_a_portion(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    model = event(terms={"territoire": ["somme"]}, latitude=49.0, longitude=2.0)
    rows = []
    for number in range(1199):
        model.pk, model.key, model.translation_key, model.title = None, f"page:{number}", str(number), f"n{number}"
        rows.append(copy(model))
    Entry.objects.bulk_create(rows)
    touch(*(row.pk for row in rows))
    client.get("/recherche/export.json")
    for extension in FORMATS:
        with django_assert_max_num_queries(25) as queries:
            fetch(client, extension)
        assert len(queries) >= 3
    assert len(table(client)) == 1200
    assert len({row["title"] for row in data(client)["results"]}) == 1200
    assert len(calendar(client).walk("VEVENT")) == 1200


@pytest.mark.parametrize("extension", FORMATS)
def test_nothing_is_a_valid_answer(client: Client, extension: str) -> None:
    body = fetch(client, extension, "type=evenement")
    assert body.strip()
    if extension in ("json", "geojson"):
        json.loads(body)
    if extension == "atom":
        assert not feedparser.parse(body).bozo
    assert table(client) == []


@pytest.mark.parametrize("extension", FORMATS)
def test_what_is_private_marked_or_expired_is_in_no_format(
    client: Client, extension: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tree = make_tree()
        page = add_news(tree, title="Interdite")
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        add_news(tree, title="Brouillon", live=False)
    placed = {"latitude": 49.0, "longitude": 2.0}
    marked = event(title="Marquée", **placed)
    Mark.objects.create(key=marked.key)
    event(title="Expirée", expires_at="2020-01-01T00:00:00Z", **placed)
    event(title="Visible", **placed)
    body = fetch(client, extension).decode()
    assert "Visible" in body
    for title in ("Interdite", "Brouillon", "Marquée", "Expirée"):
        assert title not in body


def test_what_is_withdrawn_while_it_is_sent_is_left_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.exports.rows.PORTION", 1)
    make_entry(title="Premier", date=date(2026, 2, 1))
    second = make_entry(title="Second", date=date(2026, 1, 1))
    sent = client.get("/recherche/export.csv").streaming_content
    text = b"".join(next(sent) for _ in range(3)).decode()
    assert "Premier" in text
    Mark.objects.create(key=second.key)
    assert b"Second" not in b"".join(sent)


def test_an_unknown_format_is_not_there_and_a_wrong_method_is_refused(client: Client) -> None:
    make_tree()
    for address in ("/recherche/export.pdf", "/recherche/export/", "/recherche/export.csv/"):
        assert client.get(address).status_code == 404
    assert client.post("/recherche/export.csv").status_code == 405
    head = client.head("/recherche/export.csv")
    assert (head.status_code, head.content) == (200, b"")
    assert "attachment" in head["Content-Disposition"]


def test_who_has_this_answer_is_told_so(client: Client) -> None:
    make_entry()
    first = client.get("/recherche/export.atom")
    again = client.get("/recherche/export.atom", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_entry()
    assert client.get("/recherche/export.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["Cache-Control"] == "public, no-cache"


def test_english_has_its_own_exports(client: Client) -> None:
    make_entry(title="Nouvelle", translation_key="x")
    make_entry(title="News", translation_key="x", language="en", url="/en/actualites/news/")
    assert [row["title"] for row in data(client)["results"]] == ["Nouvelle"]
    assert [row["title"] for row in data(client, prefix="/en/")["results"]] == ["News"]
    assert fetch(client, "csv", prefix="/en/").decode().startswith("\ufeffTitle;")
    assert b'xml:lang="en"' in fetch(client, "atom", prefix="/en/")


HOSTILE = [
    "q=%00%ED%A0%80%E2%80%AE" + "x" * 2000,
    "q=%22%20AND%20(%20*%20NEAR(",
    "page=1000000000&du=99999-01-01&au=%00&quand=hier",
    "autour=nulle-part&rayon=-1&tri=distance",
    "&".join(f"type=t{number}" for number in range(300)),
    "theme=" + "x" * 5000,
    "langue=zz&exact=non",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_an_error(client: Client, query: str) -> None:
    make_entry(title="A")
    for extension in FORMATS:
        fetch(client, extension, query)
