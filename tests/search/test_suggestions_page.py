"""Suggestions while typing: public things, in the contract's form, from any text."""

from typing import Any

import pytest
from django.test import Client

from tests.network.territories import load_extract
from tests.search.searching import publish, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def ask(client: Client, text: str, prefix: str = "") -> list[dict[str, Any]]:
    response = client.get(f"{prefix}/recherche/suggestions", {"q": text})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    found: list[dict[str, Any]] = response.json()["suggestions"]
    return found


def test_the_beginning_of_a_title_finds_it(client: Client) -> None:
    publish("Un budget participatif", type="initiative", url="/initiatives/budget/")
    (found,) = ask(client, "budget part")
    assert (found["label"], found["url"], found["type"]) == (
        "Un budget participatif",
        "/initiatives/budget/",
        "initiative",
    )


def test_an_acronym_finds_the_titles_that_say_it_in_words(client: Client) -> None:
    publish("Le conseil municipal des jeunes d’Albert")
    assert [each["label"] for each in ask(client, "CMJ")] == ["Le conseil municipal des jeunes d’Albert"]
    assert ask(client, "cmj de Lyon") == []


def test_a_place_is_found_behind_its_article(client: Client) -> None:
    load_extract()
    publish("Un budget", terms={"territoire": ["amiens"]})
    assert [each["label"] for each in ask(client, "d’Ami")] == ["Amiens (80)"]


@pytest.mark.parametrize("text", ["", " ", "\x00", "x" * 10_000, '"', "<b>", "'; --", "\u202e", "*"])
def test_any_text_is_answered(text: str, client: Client) -> None:
    publish("Un budget participatif")
    ask(client, text)


def test_what_is_withdrawn_is_not_suggested(client: Client) -> None:
    entry = publish("Un budget secret")
    assert ask(client, "budget")
    withdraw(entry)
    assert ask(client, "budget") == []


def test_an_answer_is_kept_for_a_short_time_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/recherche/suggestions?q=bu")
    assert "max-age=30" in response.headers["Cache-Control"]
    assert not response.cookies


def test_places_to_look_around_are_told_apart(client: Client) -> None:
    load_extract()
    found = client.get("/recherche/suggestions", {"q": "la réu", "lieux": "oui"}).json()["suggestions"]
    assert [(each["label"], each["url"]) for each in found] == [
        ("La Réunion (région)", "/recherche/?autour=la-reunion"),
        ("La Réunion (département)", "/recherche/?autour=la-reunion-974"),
    ]
    for text in ("", "a", "\x00", "x" * 10_000, "\u202e", "%"):
        client.get("/recherche/suggestions", {"q": text, "lieux": "oui"}).json()


def test_every_page_has_the_field_and_where_to_ask(client: Client) -> None:
    for prefix in ("", "/en"):
        html = client.get(f"{prefix}/contact/").content.decode()
        assert f'action="{prefix}/recherche/" data-suggest="{prefix}/recherche/suggestions"' in html
