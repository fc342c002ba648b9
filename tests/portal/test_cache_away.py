"""A cache that is away costs no answer and opens no door (quality.md, fact 6)."""

import re
import signal
import time
from typing import Any

import pytest
from django.core.cache import cache as default_cache
from django.test import Client

from home.contact.views import MESSAGES_AN_HOUR
from portal.accounts.models import User
from portal.settings.caches import cache
from search.projection import project_pending
from tests.factories import add_news, make_tree
from tests.services.redis import Redis

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"


@pytest.fixture
def redis(settings: Any, redis_server: Redis) -> Redis:
    """The cache that production opens, on a portal with a page of its own."""
    settings.CACHES = {"default": cache(redis_server.url)}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    default_cache.set("example", "kept")
    assert default_cache.get("example") == "kept"
    User.objects.create_superuser("admin@exemple.fr", PASSWORD)
    add_news(make_tree(), slug="nouvelle")
    project_pending()
    return redis_server


ADDRESSES = ("/", "/actualites/", "/actualites/nouvelle/", "/en/", "/sitemap.xml", "/contact/", "/admin/login/")


def answers(client: Client) -> dict[str, int]:
    return {address: client.get(address).status_code for address in ADDRESSES}


def write(client: Client) -> int:
    """Send a message by the contact form; the status of the answer."""
    opened = re.search(r'name="opened" value="([^"]+)"', client.get("/contact/").text)
    assert opened
    fields = {"name": "Inès", "email": "ines@exemple.fr", "subject": "Question", "message": "Bonjour", "website": ""}
    return int(client.post("/contact/", {**fields, "opened": opened[1]}).status_code)


def sign_in(client: Client, password: str) -> int:
    return int(client.post("/admin/login/", {"username": "admin@exemple.fr", "password": password}).status_code)


def test_nothing_breaks_and_who_is_signed_in_stays_so(redis: Redis, client: Client) -> None:
    assert set(answers(client).values()) == {200}
    assert sign_in(client, PASSWORD) == 302
    redis.kill()
    assert default_cache.get("example") is None
    assert set(answers(Client()).values()) == {200}
    assert client.get("/admin/").status_code == 200
    assert sign_in(Client(), PASSWORD) == 302
    redis.start()
    default_cache.set("example", "again")
    assert default_cache.get("example") == "again"
    assert client.get("/admin/").status_code == 200


def test_limits_hold(redis: Redis, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("home.contact.views.QUICK", 0)
    sent = [write(client) for _ in range(MESSAGES_AN_HOUR - 1)]
    failed = [sign_in(client, "faux") for _ in range(4)]
    redis.kill()
    assert [*sent, write(client)] == [303] * MESSAGES_AN_HOUR
    assert write(client) == 429
    assert [*failed, sign_in(client, "faux")] == [200] * 4 + [429]
    assert sign_in(client, PASSWORD) == 429


def test_a_frozen_cache_delays_a_visitor_by_two_seconds_at_most(redis: Redis, client: Client) -> None:
    answers(client)
    assert redis.process
    redis.process.send_signal(signal.SIGSTOP)
    for address in ("/", "/actualites/", "/sitemap.xml"):
        start = time.monotonic()
        assert client.get(address).status_code == 200
        assert time.monotonic() - start < 3, address
