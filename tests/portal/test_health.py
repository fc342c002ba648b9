"""What `/health/live` and `/health/ready` answer when things are missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from portal.health import Migrated
from portal.models import Timer
from portal.registries import HealthCheck, health_checks, register_health_check
from tests.services.processes import free_port

pytestmark = pytest.mark.django_db


def test_live_asks_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = client.get("/health/live")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_ready_is_ok_when_a_worker_was_seen(client: Client) -> None:
    Timer.objects.create(name="publish", due_at=timezone.now(), ran_at=timezone.now())
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"


@pytest.mark.parametrize("silence", [None, timedelta(minutes=10)])
def test_without_worker_the_portal_is_degraded(client: Client, silence: timedelta | None) -> None:
    if silence:
        Timer.objects.create(name="publish", due_at=timezone.now(), ran_at=timezone.now() - silence)
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["worker"] == "failing"


def test_a_mail_server_that_is_away_is_named_without_its_host(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    mail = next(check for check in health_checks() if check.name == "mail")
    mail.check.held = None  # type: ignore[attr-defined]
    response = client.get("/health/ready")
    mail.check.held = None  # type: ignore[attr-defined]
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert "127.0.0.1" not in response.text


def test_a_cache_that_is_away_degrades(client: Client, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": f"redis://user:secret@127.0.0.1:{free_port()}/0",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1},
        }
    }
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json()["checks"]["cache"] == "failing"
    assert "secret" not in response.text


def test_without_database_it_is_unavailable(client: Client) -> None:
    def refuse(*args: Any) -> Any:
        raise DatabaseError("could not connect to db.internal as user:secret")

    with connection.execute_wrapper(refuse):
        response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert "internal" not in response.text


def test_pending_migrations_make_it_unavailable(client: Client) -> None:
    former = next(check for check in health_checks() if check.name == "migrations")
    register_health_check(HealthCheck("migrations", Migrated(), vital=True))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    response = client.get("/health/ready")
    register_health_check(former)
    assert response.status_code == 503
    assert response.json()["reasons"][0] == "migrations are pending"


def test_another_layer_adds_its_check(client: Client) -> None:
    def broken() -> str:
        raise ConnectionError("search.internal:9200")

    register_health_check(HealthCheck("example", broken))
    try:
        response = client.get("/health/ready")
    finally:
        register_health_check(HealthCheck("example", lambda: ""))
    assert response.status_code == 200
    assert response.json()["checks"]["example"] == "failing"
    assert "internal" not in response.text
