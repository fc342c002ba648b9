"""How the portal is, for machines: `/health/live` and `/health/ready` (DESIGN.md, section 6)."""

import secrets
import socket
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from portal.models import Timer
from portal.registries import HealthCheck, health_checks, register_health_check

WORKER_SILENCE = timedelta(minutes=3)
ASK_AGAIN = 20.0  # seconds during which an answer about the mail server is kept
MAIL_TIMEOUT = 1.5


class Migrated:
    """Whether every migration is applied: asked until it is true, then known for the life of the process."""

    def __init__(self) -> None:
        self.done = False

    def __call__(self) -> str:
        """Reason when migrations are pending."""
        if not self.done:
            executor = MigrationExecutor(connection)
            self.done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return "" if self.done else "migrations are pending"


class Kept:
    """An answer kept for a while, so that a probe each second does not open a connection each second."""

    def __init__(self, check: Callable[[], str], seconds: float) -> None:
        self.check, self.seconds = check, seconds
        self.held: tuple[float, str] | None = None

    def __call__(self) -> str:
        """The answer, at most `seconds` old."""
        now = time.monotonic()
        if self.held is None or now - self.held[0] > self.seconds:
            self.held = (now, self.check())
        return self.held[1]


def check_database() -> str:
    """One round trip."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return ""


def check_cache() -> str:
    """Write and read back: a cache that is away answers None, without an error."""
    key, value = f"health-{secrets.token_hex(4)}", secrets.token_hex(4)
    cache.set(key, value, 10)
    return "" if cache.get(key) == value else "the cache does not answer"


def check_mail() -> str:
    """Whether the mail server accepts connections; nothing is sent."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return ""
    try:
        with socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=MAIL_TIMEOUT):
            return ""
    except OSError:
        return "the mail server does not answer"


def check_worker() -> str:
    """Whether a worker did one of its jobs lately (one of them is due each minute)."""
    last = Timer.objects.aggregate(last=Max("ran_at"))["last"]
    if last is None:
        return "no worker was ever seen"
    return "" if timezone.now() - last < WORKER_SILENCE else "no worker was seen for some minutes"


register_health_check(HealthCheck("database", check_database, vital=True))
register_health_check(HealthCheck("migrations", Migrated(), vital=True))
register_health_check(HealthCheck("cache", check_cache))
register_health_check(HealthCheck("mail", Kept(check_mail, ASK_AGAIN)))
register_health_check(HealthCheck("worker", check_worker))


def examine() -> tuple[str, dict[str, str], list[str]]:
    """(status, state by check, reasons); status is `ok`, `degraded` or `unavailable`."""
    status, states, reasons = "ok", {}, []
    for item in health_checks():
        try:
            reason = item.check()
        except DatabaseError:
            reason = "the database does not answer"
        except Exception as error:
            reason = f"{item.name}: {type(error).__name__}"
        states[item.name] = "failing" if reason else "ok"
        if reason:
            reasons.append(reason)
            status = "unavailable" if item.vital or status == "unavailable" else "degraded"
    return status, states, list(dict.fromkeys(reasons))


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of anything else."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 only without a database or with migrations pending; what is merely missing makes it `degraded`."""
    status, states, reasons = examine()
    body = {"status": status, "checks": states, "reasons": reasons}
    return JsonResponse(body, status=503 if status == "unavailable" else 200)
