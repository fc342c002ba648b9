"""Signing in: throttled, silent about who has an account, in French, with a password that can be asked again."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from tests.services.redis import Redis
from tests.services.smtp import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PASSWORD = "une phrase assez longue"
LOGIN = "/admin/login/"


@pytest.fixture(autouse=True)
def admin() -> User:
    return User.objects.create_superuser("admin@exemple.fr", PASSWORD)


def sign_in(client: Client, password: str, email: str = "admin@exemple.fr", **headers: str) -> Any:
    """Send the form of the login page."""
    return client.post(LOGIN, {"username": email, "password": password}, **headers)


def fail(client: Client, times: int = 5, **values: str) -> Any:
    """Wrong passwords; the last answer."""
    return [sign_in(client, f"faux {turn}", **values) for turn in range(times)][-1]


def is_in(response: Any) -> bool:
    return bool(response.status_code == 302)


def test_five_wrong_passwords_then_the_right_one_is_refused_in_french(client: Client) -> None:
    assert fail(client, 4).status_code == 200
    assert fail(client, 1).status_code == 429
    response = sign_in(client, PASSWORD)
    assert response.status_code == 429
    assert re.search(r'<html[^>]*lang="fr"', response.text)
    assert "<h1>" in response.text
    assert "_auth_user_id" not in client.session
    assert PASSWORD not in response.text


def test_four_wrong_passwords_then_the_right_one_is_let_in_and_forgiven(client: Client) -> None:
    fail(client, 4)
    assert is_in(sign_in(client, PASSWORD))
    client.logout()
    assert fail(client, 4).status_code == 200
    assert is_in(sign_in(client, PASSWORD))


def test_another_address_is_not_locked(client: Client) -> None:
    fail(client)
    assert is_in(sign_in(client, PASSWORD, REMOTE_ADDR="203.0.113.9"))


def test_the_lock_ends_even_for_who_tries_too_early(client: Client) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        fail(client)
    with time_machine.travel(now + timedelta(minutes=14), tick=False):
        assert not is_in(sign_in(client, PASSWORD))
    with time_machine.travel(now + timedelta(minutes=16), tick=False):
        assert is_in(sign_in(client, PASSWORD))


def test_writing_the_address_otherwise_gives_no_more_tries(client: Client) -> None:
    for email in ("Admin@exemple.fr", "ADMIN@exemple.fr", "admin@EXEMPLE.fr", "aDmin@exemple.fr", " admin@exemple.fr "):
        sign_in(client, "faux", email)
    assert sign_in(client, PASSWORD).status_code == 429


def test_one_address_cannot_try_one_password_on_every_account(client: Client) -> None:
    answers = [sign_in(client, "azerty", f"personne{number}@exemple.fr").status_code for number in range(20)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}
    assert sign_in(client, PASSWORD).status_code == 429
    assert is_in(sign_in(client, PASSWORD, REMOTE_ADDR="203.0.113.9"))


def test_an_account_of_one_s_own_gives_no_more_tries_at_another(client: Client) -> None:
    User.objects.create_superuser("autre@exemple.fr", PASSWORD)
    fail(client, 4)
    assert is_in(sign_in(client, PASSWORD, "autre@exemple.fr"))
    client.logout()
    assert fail(client, 1).status_code == 429


def test_a_made_up_header_changes_nobody_s_address(client: Client) -> None:
    for number in range(5):
        sign_in(client, "faux", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert sign_in(client, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.77").status_code == 429


def test_behind_a_proxy_visitors_have_their_own_address(client: Client, settings: Any) -> None:
    settings.PORTAL_PROXY_COUNT = 1
    for number in range(5):
        sign_in(client, "faux", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.1")
    assert sign_in(client, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.1").status_code == 429
    assert is_in(sign_in(client, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.2"))
    assert sign_in(Client(), "faux", HTTP_X_FORWARDED_FOR="<script>").status_code == 200


def test_the_lock_needs_no_cache(client: Client, settings: Any, redis_server: Redis) -> None:
    options = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1}
    settings.CACHES = {
        "default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": redis_server.url, "OPTIONS": options}
    }
    fail(client, 3)
    redis_server.kill()
    assert fail(client, 2).status_code == 429
    assert sign_in(client, PASSWORD).status_code == 429


def form_of(text: str) -> str:
    """A page without what differs by nature: the token, and the address typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|"CSRF_TOKEN": "[^"]+"', "", text)
    return re.sub(r"(admin|personne)@exemple\.fr", "…", text)


def test_a_known_and_an_unknown_account_get_the_same_answer(client: Client) -> None:
    known = sign_in(client, "faux", "admin@exemple.fr")
    unknown = sign_in(Client(), "faux", "personne@exemple.fr")
    assert form_of(known.text) == form_of(unknown.text)
    assert (known.status_code, sorted(known.headers)) == (unknown.status_code, sorted(unknown.headers))


def test_a_closed_account_gets_the_same_answer(client: Client, admin: User) -> None:
    wrong = form_of(sign_in(client, "faux").text)
    User.objects.update(is_active=False)
    assert form_of(sign_in(client, PASSWORD).text) == wrong


def test_a_login_gives_a_new_session(client: Client) -> None:
    client.get(LOGIN)
    client.session["avant"] = "x"
    before = client.session.session_key
    sign_in(client, PASSWORD)
    assert client.session.session_key != before


def test_a_closed_account_and_a_changed_password_end_the_sessions(client: Client, admin: User) -> None:
    for change in ({"is_active": False}, {"is_active": True, "password": "!"}):
        client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/admin/").status_code == 200
        User.objects.update(**change)
        assert client.get("/admin/").status_code == 302
        User.objects.update(is_active=True)


@pytest.mark.parametrize("where", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"])
def test_a_login_leads_nowhere_else(client: Client, where: str) -> None:
    response = client.post(
        f"{LOGIN}?next={where}", {"username": "admin@exemple.fr", "password": PASSWORD, "next": where}
    )
    assert response["Location"] == reverse("wagtailadmin_home")


def test_a_forgotten_password_is_asked_again_by_a_mail_in_french(client: Client, smtp_server: MailServer) -> None:
    page = client.get(reverse("wagtailadmin_password_reset")).text
    assert re.search(r'<html[^>]*lang="fr"', page)
    client.post(reverse("wagtailadmin_password_reset"), {"email": "Admin@exemple.fr"})
    [message] = smtp_server.messages
    assert message["X-Envelope-To"] == "admin@exemple.fr"
    assert "mot de passe" in str(message["Subject"])
    body = message.get_content()
    assert "mot de passe" in body
    link = re.search(r"http://localhost(/\S+)", body)
    assert link, body
    form = client.get(link[1], follow=True)
    address = form.redirect_chain[-1][0]
    done = client.post(address, {"new_password1": "un autre long secret", "new_password2": "un autre long secret"})
    assert done.status_code == 302, done.text
    assert is_in(sign_in(client, "un autre long secret"))
    assert client.get(link[1], follow=True).context["validlink"] is False


def test_asking_for_an_unknown_address_says_the_same_and_sends_nothing(client: Client, mailoutbox: list[Any]) -> None:
    url = reverse("wagtailadmin_password_reset")
    known = client.post(url, {"email": "admin@exemple.fr"})
    unknown = client.post(url, {"email": "personne@exemple.fr"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mailoutbox) == 1


def test_a_new_password_is_long_and_not_common(client: Client) -> None:
    client.force_login(User.objects.get())
    url = reverse("wagtailadmin_account")
    response = client.post(
        url, {"password-old_password": PASSWORD, "password-new_password1": "court", "password-new_password2": "court"}
    )
    assert response.status_code == 200
    assert "12" in response.text
    assert User.objects.get().check_password(PASSWORD)


def test_pages_for_people_who_are_signed_in_are_kept_by_nobody(client: Client) -> None:
    client.force_login(User.objects.get())
    for name in ("wagtailadmin_home", "wagtailadmin_account", "wagtailusers_users:index"):
        assert "private" in client.get(reverse(name))["Cache-Control"], name
