"""The contact form: who receives, what is refused, what happens when mail does not leave."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction
from django.test import Client

from home.contact import forms
from home.contact.sending import Sending
from home.setup import Tree
from network.models import ActorPage, Territory, TerritoryContainment, TerritoryPage
from tests.factories import add, make_tree
from tests.services.processes import free_port
from tests.services.smtp import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORDS = {
    "name": "Inès Exemple",
    "email": "ines@exemple.fr",
    "subject": "Une question d’été",
    "message": "Bonjour,\noù se retrouve-t-on ?",
}


@pytest.fixture(scope="module")
def portal(standing: None) -> Tree:
    """A portal with an administrator, and the Somme in the Hauts-de-France, the région alone having a page."""
    with transaction.atomic():
        get_user_model().objects.create_superuser("admin@exemple.fr")
        tree = make_tree()
        region = Territory.objects.create(kind="region", code="32", name="Hauts-de-France", slug="hauts-de-france")
        somme = Territory.objects.create(kind="departement", code="80", name="Somme", slug="somme", parent=region)
        TerritoryContainment.objects.create(ancestor=region, descendant=somme)
        add(
            tree.page("territoires"),
            TerritoryPage,
            title="Provox Hauts-de-France",
            territory=region,
            email="region@exemple.fr",
        )
        add(tree.page("acteurs"), ActorPage, title="Association Exemple", slug="exemple", email="cachee@exemple.fr")
        add(tree.page("acteurs"), ActorPage, title="Brouillon", slug="brouillon", email="non@exemple.fr", live=False)
    return tree


def fill(client: Client, url: str = "/contact/", **values: str) -> Any:
    """Open the form as a browser does, fill it in, send it."""
    opened = re.search(r'name="opened" value="([^"]+)"', client.get(url).text)
    assert opened
    return client.post(url, {**WORDS, "opened": opened[1], "website": "", **values})


@pytest.mark.usefixtures("tree")
class TestDelivery:
    def test_a_message_is_mailed_to_the_administrators_and_not_stored(self, client: Client) -> None:
        response = fill(client)
        assert response.status_code == 303
        [message] = mail.outbox
        assert message.to == ["admin@exemple.fr"]
        assert message.reply_to == ["ines@exemple.fr"]
        assert "où se retrouve-t-on ?" in message.body
        assert "Une question d’été" in message.subject
        assert "Inès" not in str(list(Sending.objects.values()))
        assert "notice success" in client.get(response["Location"]).text

    def test_the_territory_chosen_receives(self, client: Client) -> None:
        assert 'value="hauts-de-france"' in client.get("/contact/").text
        fill(client, territory="hauts-de-france")
        assert mail.outbox[0].to == ["region@exemple.fr"]

    def test_a_territory_without_a_page_is_answered_by_the_nearest_around_it(self, client: Client) -> None:
        page = client.get("/contact/?territoire=somme").text
        assert re.search(r'value="hauts-de-france"\s+selected', page)

    def test_an_actor_is_reached_without_its_address_being_shown(self, client: Client) -> None:
        page = client.get("/contact/?acteur=exemple").text
        assert "Association Exemple" in page
        response = fill(client, "/contact/?acteur=exemple")
        assert mail.outbox[0].to == ["cachee@exemple.fr"]
        assert "cachee@" not in page + client.get(response["Location"]).text

    @pytest.mark.parametrize("slug", ["brouillon", "inconnu", "x" * 400, "' OR 1=1"])
    def test_an_actor_that_is_not_public_is_unknown(self, client: Client, slug: str) -> None:
        response = client.get("/contact/", {"acteur": slug})
        assert response.status_code == 200
        assert "notice warning" in response.text
        fill(client, f"/contact/?acteur={slug}")
        assert mail.outbox[0].to == ["admin@exemple.fr"]

    def test_english_visitors_have_the_form_too(self, client: Client) -> None:
        assert fill(client, "/en/contact/").status_code == 303
        assert len(mail.outbox) == 1

    def test_a_real_server_gets_one_message(self, client: Client, smtp_server: MailServer) -> None:
        assert fill(client).status_code == 303
        [message] = smtp_server.messages
        assert message["Reply-To"] == "ines@exemple.fr"
        assert message["X-Envelope-To"] == "admin@exemple.fr"


@pytest.mark.usefixtures("tree")
class TestRefusal:
    @pytest.mark.parametrize("field", ["name", "email", "subject", "message"])
    def test_a_missing_field_is_explained_and_the_rest_is_kept(self, client: Client, field: str) -> None:
        response = fill(client, **{field: "  "})
        assert response.status_code == 200
        assert f'href="#id_{field}"' in response.text
        assert 'aria-invalid="true"' in response.text
        kept = {name: value for name, value in WORDS.items() if name != field}
        assert all(value.splitlines()[-1] in response.text for value in kept.values())
        assert mail.outbox == []

    def test_a_header_cannot_be_injected(self, client: Client) -> None:
        fill(client, subject="Salut\nBcc: victime@exemple.fr", name="A\r\nCc: b@exemple.fr")
        assert mail.outbox[0].recipients() == ["admin@exemple.fr"]
        assert "\n" not in mail.outbox[0].subject

    def test_a_robot_that_fills_the_hidden_field_is_thanked_for_nothing(self, client: Client) -> None:
        assert fill(client, website="https://spam.example").status_code == 303
        assert mail.outbox == []

    @pytest.mark.parametrize("opened", ["", "forged", "1:2:3"])
    def test_a_forged_time_is_refused_without_losing_the_message(self, client: Client, opened: str) -> None:
        response = fill(client, opened=opened)
        assert "notice error" in response.text
        assert "où se retrouve-t-on ?" in response.text
        assert mail.outbox == []

    def test_six_messages_within_an_hour_are_too_many(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("home.contact.views.QUICK", 0)
        assert [fill(client).status_code for _ in range(6)] == [303] * 5 + [429]
        assert len(mail.outbox) == 5
        assert fill(Client(REMOTE_ADDR="192.0.2.7")).status_code == 303

    def test_a_second_message_at_once_has_to_wait(self, client: Client) -> None:
        assert [fill(client).status_code for _ in range(2)] == [303, 429]

    def test_no_address_is_kept(self, client: Client) -> None:
        fill(client)
        assert "127.0.0.1" not in str(list(Sending.objects.values()))

    def test_without_csrf_token_nothing_is_sent(self) -> None:
        client = Client(enforce_csrf_checks=True)
        assert client.post("/contact/", WORDS).status_code == 403


@pytest.mark.usefixtures("tree")
class TestFailure:
    def test_a_mail_server_that_is_away_is_said_and_nothing_is_lost(self, client: Client, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
        response = fill(client)
        assert response.status_code == 200
        assert "notice error" in response.text
        assert "où se retrouve-t-on ?" in response.text
        assert Sending.objects.get().count == 0

    def test_a_server_that_refuses_is_said(self, client: Client, smtp_server: MailServer) -> None:
        smtp_server.refuse = True
        assert "notice error" in fill(client).text

    def test_a_frozen_server_holds_the_visitor_for_seconds_only(
        self, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import socket
        import time

        monkeypatch.setattr("home.contact.mail.STEP", 0.5)
        with socket.create_server(("127.0.0.1", 0)) as frozen:  # listens, never answers
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = frozen.getsockname()
            started = time.monotonic()
            response = fill(client)
        assert "notice error" in response.text
        assert time.monotonic() - started < 5


def test_reading_the_form_sets_a_cookie_here_only(client: Client, tree: Tree) -> None:
    assert not client.get("/").cookies
    assert "csrftoken" in client.get("/contact/").cookies
    assert client.get("/contact/")["Cache-Control"] == "no-store"


def test_a_form_that_stayed_open_for_a_day_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    token = forms.opened_now()
    assert forms.seconds_open(token) is not None
    monkeypatch.setattr("home.contact.forms.LONGEST", -1)
    assert forms.seconds_open(token) is None
