"""`/flux/` and the addresses that pages give of their feeds and exports."""

import re
from typing import Any

import pytest
from django.test import Client

from search.exports.links import export_links, feed_links
from search.query import Query
from tests.search.factories import make_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def links(client: Client, url: str = "/flux/") -> list[str]:
    page = client.get(url)
    assert page.status_code == 200
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return re.findall(r'href="([^"]*export[^"]*)"', main)


def test_the_feeds_of_what_exists_are_listed_and_answer(client: Client) -> None:
    make_entry(type="evenement")
    make_entry(type="initiative", terms={"territoire": ["inconnu"]})
    found = links(client)
    assert found[:2] == ["/recherche/export.atom", "/recherche/export.ics?type=evenement"]
    assert "/recherche/export.atom?type=initiative" in found
    assert not [url for url in found if "type=outil" in url or "inconnu" in url]
    for url in found:
        assert client.get(url).status_code == 200, url


def test_english_feeds_are_the_english_ones(client: Client) -> None:
    make_entry(type="initiative", language="en")
    found = links(client, "/en/flux/")
    assert "/en/recherche/export.atom?type=initiative" in found
    assert not [url for url in found if not url.startswith("/en/")]


def test_no_agenda_without_events(client: Client) -> None:
    make_entry()
    assert not [url for url in links(client) if ".ics" in url]


def test_the_page_costs_the_same_with_one_and_many(client: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for number in range(2):
        for _ in range(1 + 9 * number):
            make_entry(terms={"theme": [f"t{number}"]})
        client.get("/flux/")
        with django_assert_max_num_queries(12) as queries:
            client.get("/flux/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_list_gives_its_own_types_to_its_exports() -> None:
    query = Query(fixed=(("type", ("evenement",)),), chosen=(("theme", ("climat",)),), page=4)
    found = export_links(query, "/en/")
    assert found[0]["url"] == "/en/recherche/export.csv?theme=climat&type=evenement"
    assert [link["url"].partition("?")[0][21:] for link in found] == ["csv", "json", "geojson", "atom", "ics"]
    assert all(link["label"] and link["icon"] for link in found)


def test_a_choice_among_the_types_of_a_list_stays() -> None:
    query = Query(fixed=(("type", ("outil", "rapport")),), chosen=(("type", ("outil",)),))
    assert feed_links(query)[0]["url"] == "/recherche/export.atom?type=outil"
    assert [link["type"] for link in feed_links(query)] == ["application/atom+xml"]
    assert len(feed_links(Query())) == 2
