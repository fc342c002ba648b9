"""`/api/`: the same catalogue for programs; nothing that is asked is an error of the server."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.core.cache.backends.locmem import LocMemCache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from search.api import rate
from search.catalogue import find
from search.models import Mark
from search.query import Query
from tests.factories import make_tree
from tests.search.factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.PORTAL_API_RATE = 0


def get(client: Client, url: str, status: int = 200) -> dict[str, Any]:
    response = client.get(url)
    assert response.status_code == status, response.content
    if status != 200:
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["detail"].endswith(".")
    found: dict[str, Any] = response.json()
    return found


def test_entries_are_those_of_the_list_page_by_page(client: Client) -> None:
    for number in range(7):
        make_entry(title=f"n{number}", date=date(2026, 1, 1 + number))
    keys = [card.key for card in find(Query(), "fr", page_size=100).cards]
    first = get(client, "/api/entries?taille=3&type=actualite")
    assert (first["total"], first["page"], first["pages"], first["previous"]) == (7, 1, 3, None)
    found, page = first["results"], first
    while page["next"]:
        page = get(client, page["next"].removeprefix("http://localhost"))
        found += page["results"]
    assert [entry["key"] for entry in found] == keys
    assert page["previous"].endswith("page=2")


def test_an_entry_tells_what_the_public_may_know(client: Client) -> None:
    entry = make_entry(
        title="Rencontre",
        type="evenement",
        date=date(2026, 6, 1),
        date_end=date(2026, 6, 3),
        latitude=49.9,
        longitude=2.3,
        terms={"acteur": ["jamais-publie"], "annee": ["2026"]},
        card={"place": "Amiens", "secret": "x"},
        text="Le texte entier",
    )
    [found] = get(client, "/api/entries")["results"]
    assert found["url"] == "http://localhost" + entry.url
    assert (found["date"], found["date_end"], found["place"]) == ("2026-06-01", "2026-06-03", "Amiens")
    assert found["point"] == {"latitude": 49.9, "longitude": 2.3}
    assert found["facets"]["annee"] == [{"value": "2026", "label": "2026"}]
    assert "acteur" not in found["facets"], "only what is published has a name"
    assert not {"text", "card", "secret"} & set(found)


def test_one_entry_and_its_translations(client: Client) -> None:
    french = make_entry(translation_key="x")
    english = make_entry(translation_key="x", language="en", url="/en/news/")
    found = get(client, f"/api/entries/{french.key}")
    assert found["title"] == french.title
    assert found["translations"] == [{"key": english.key, "language": "en", "url": "http://localhost/en/news/"}]
    for key in ("page:0", "rien", "page:9999999999999999999999", "%00", "a%2Fb"):
        get(client, f"/api/entries/{key}", 404)


def test_what_is_marked_or_expired_is_nowhere(client: Client) -> None:
    marked = make_entry(title="Marquée")
    Mark.objects.create(key=marked.key)
    expired = make_entry(title="Expirée", expires_at="2020-01-01T00:00:00Z")
    assert get(client, "/api/entries")["total"] == 0
    assert get(client, "/api/facets")["total"] == 0
    for entry in (marked, expired):
        get(client, f"/api/entries/{entry.key}", 404)


def test_facets_are_those_of_the_list(client: Client) -> None:
    for number in range(30):
        make_entry(type=["actualite", "evenement"][number % 2], terms={"annee": [str(1990 + number)]})
    url = "type=evenement&annee=1991&annee=1993&annee=1994"
    found = get(client, f"/api/facets?{url}")
    answer = find(Query.parse(QueryDict(url)), "fr", facets=("type", "annee"))
    counted = {counts.facet.name: [(v.value, v.count) for v in counts.values] for counts in answer.counts}
    told = {facet["name"]: [(v["value"], v["count"]) for v in facet["values"]] for facet in found["facets"]}
    assert found["total"] == answer.total == 2
    assert told["type"] == counted["type"]
    assert told["annee"] == counted["annee"]
    pages = [get(client, f"/api/facets/annee?taille=12&page={page}") for page in (1, 2, 3)]
    assert [len(page["values"]) for page in pages] == [12, 12, 6]
    assert pages[0]["total"] == 30
    get(client, "/api/facets/annee?page=9", 404)
    get(client, "/api/facets/lieu", 404)
    get(client, "/api/facets/rien", 404)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("page=0", "page"),
        ("page=1_0", "page"),
        ("page=%201", "page"),
        ("taille=101", "taille"),
        ("du=20260101", "du"),
        ("du=2026-02-30", "du"),
        ("au=", "au"),
        ("rayon=501", "rayon"),
        ("tri=hasard", "tri"),
        ("lang=de", "lang"),
        ("type=" + "x" * 81, "type"),
        ("q=" + "x" * 301, "q"),
    ],
)
def test_what_cannot_be_read_is_named(client: Client, query: str, name: str) -> None:
    found = get(client, f"/api/entries?{query}", 422)
    assert [error["parameter"] for error in found["errors"]] == [name]
    assert name in found["detail"]


def test_an_unknown_parameter_is_ignored_and_an_unknown_value_told(client: Client) -> None:
    make_entry()
    found = get(client, "/api/entries?utm_source=x&type=inconnu")
    assert (found["total"], found["problems"]) == (0, [{"parameter": "type", "value": "inconnu"}])
    get(client, "/api/entries?page=2", 404)


def test_english_is_a_parameter(client: Client) -> None:
    make_entry(title="Nouvelle", translation_key="x")
    make_entry(title="News", translation_key="x", language="en")
    [found] = get(client, "/api/entries?lang=en")["results"]
    assert (found["title"], found["facets"]["type"][0]["label"]) == ("News", "News")
    assert "Sentence" not in get(client, "/api/rien?lang=en", 404)["detail"]
    assert get(client, "/api/rien?lang=en", 404)["title"] == "Not found"


def test_who_has_this_answer_is_told_so(client: Client) -> None:
    make_entry()
    first = client.get("/api/entries")
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get("/api/entries", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get("/api/entries?page=1", headers={"If-None-Match": first["ETag"]}).status_code == 200
    Mark.objects.create(key=make_entry().key)
    assert client.get("/api/entries", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_other_sites_may_read_and_nobody_may_write(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete"):
        response = getattr(strict, method)("/api/entries")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
    options = client.options("/api/entries")
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")
    head = client.head("/api/entries")
    assert (head.status_code, head.content) == (200, b"")
    for response in (options, head, client.get("/api/entries"), client.get("/api/entries?page=x")):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_an_address_has_so_many_requests_a_minute(client: Client, settings: Any) -> None:
    settings.PORTAL_API_RATE = 3
    statuses = [client.get("/api/entries").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.get("/api/openapi.json")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused.json()["status"] == 429
    assert client.get("/api/entries", REMOTE_ADDR="192.0.2.1").status_code == 200
    assert client.get("/api/").status_code == 200, "the page for people has no limit"


def test_the_limit_holds_in_each_process_without_the_cache(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PORTAL_API_RATE = 3
    rate.own.clear()
    count = LocMemCache.incr

    def incr(self: LocMemCache, *args: Any, **options: Any) -> Any:
        """What django-redis answers for a server that is away."""
        return count(self, *args, **options) if self is rate.own else None

    monkeypatch.setattr(LocMemCache, "incr", incr)
    assert [client.get("/api/entries").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_page_costs_the_same_with_one_and_many(client: Client, django_assert_max_num_queries: Any) -> None:
    for url in ("/api/entries", "/api/facets", "/api/facets/type"):
        counts = []
        for number in range(2):
            for _ in range(1 + 15 * number):
                make_entry(terms={"theme": ["climat"], "territoire": ["somme"]})
            client.get(url)
            with django_assert_max_num_queries(12) as queries:
                client.get(url)
            counts.append(len(queries))
        assert counts[0] == counts[1], url


def test_the_description_stands_alone_and_is_in_french(client: Client) -> None:
    make_tree()
    found = get(client, "/api/openapi.json")
    assert found["openapi"].startswith("3.1")
    assert set(found["paths"]) == {"/api/entries", "/api/entries/{key}", "/api/facets", "/api/facets/{name}"}
    listed = {each["name"] for each in found["paths"]["/api/entries"]["get"]["parameters"]}
    assert {"q", "type", "territoire", "theme", "acteur", "du", "au", "quand", "page", "taille", "lang"} <= listed
    page = client.get("/api/")
    assert page.status_code == 200
    assert "/api/openapi.json" in page.text


@pytest.fixture
def described() -> Iterator[Any]:
    """The API as `schemathesis` reads it, with something in it."""
    for number in range(25):
        make_entry(type=["actualite", "evenement"][number % 2], terms={"annee": ["2026"], "theme": ["climat"]})
    for signal in (request_started, request_finished):  # the connection is the test's, as in Django's own client
        signal.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    yield schema
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_schemathesis_finds_no_fault(described: Any, mode: GenerationMode) -> None:
    for result in described.get_all_operations():
        operation = result.ok()

        @settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case: Any) -> None:
            case.call_and_validate()

        check()
