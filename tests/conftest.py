"""Fixtures of every test: the database, real services, a browser, and processes that start as the portal starts."""

import os
import signal
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation

from home.setup import Tree
from portal.state import Followed
from search.index import held
from search.names import held_names
from tests.factories import make_tree
from tests.services import database
from tests.services.commands import Commands
from tests.services.postgresql import PostgreSQL
from tests.services.processes import die_with_parent, find, missing, remove
from tests.services.redis import Redis
from tests.services.smtp import MailServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest_plugins = ["tests.services.fixtures"]

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def pytest_configure(config: pytest.Config) -> None:
    """Told to stop, end as Ctrl-C does: what was started is stopped."""

    def end(*_: Any) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    if hasattr(config, "workerinput"):
        die_with_parent()()
    else:
        signal.signal(signal.SIGTERM, end)


def pytest_report_header() -> str:
    """Say which engine this run uses."""
    return f"database: {django_settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the test database by copy; undo a transactional test by copy as well (tests/services/database.py)."""
    base = tmp_path_factory.getbasetemp()
    test_database = database.for_connection(worker_id, base if worker_id == "master" else base.parent)
    flush = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        test_database.prepare()
        TransactionTestCase._fixture_teardown = lambda self: test_database.restore()
        yield
        TransactionTestCase._fixture_teardown = flush
        test_database.drop()


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What fixtures of a module write after this one stands for all its tests, each undone as always.

    For what takes long to make. No test of the module may be a transactional one: those are undone by copy.
    """
    with django_db_blocker.unblock():
        yield
        TransactionTestCase._fixture_teardown(None)  # type: ignore[attr-defined]  # copies the database back


@pytest.fixture(scope="module")
def portal(standing: None) -> Tree:
    """The tree of a new portal, made once for a module, which may replace it; nothing of it is in the catalogue."""
    with transaction.atomic():
        tree = make_tree()
        connection.run_on_commit.clear()
    return tree


@pytest.fixture
def tree(portal: Tree, db: None) -> Tree:
    """The portal of the module, whose pages in memory a test may change."""
    return deepcopy(portal)


@pytest.fixture(scope="session", autouse=True)
def _media() -> Iterator[None]:
    """The files that the tests uploaded go with them."""
    yield
    remove(Path(django_settings.MEDIA_ROOT))


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    """What a process remembers (cache, per-process state, language) is forgotten between tests, as the database is."""
    translation.activate(django_settings.LANGUAGE_CODE)
    cache.clear()
    Followed.forget_all()
    held.forget()
    held_names.forget()


@pytest.fixture
def commands() -> Iterator[Commands]:
    """manage.py in its own process, on this test's database: `commands.run("worker", "--once")`."""
    runner = Commands()
    yield runner
    runner.close()


@pytest.fixture
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server of this test alone, to be stopped and started at will."""
    if not PostgreSQL.installed():
        missing("PostgreSQL")
    server = PostgreSQL()
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def redis_server() -> Iterator[Redis]:
    """A Redis server of this test alone, to be stopped and started at will."""
    if not Redis.installed():
        missing("Redis")
    server = Redis()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def smtp_server(settings: Any) -> Iterator[MailServer]:
    """A mail server of this test alone, which Django's mail goes to."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    server.close()


@pytest.fixture
def live_url(live_server: Any) -> str:
    """The address of the portal, served from this process on this test's database (a transactional test)."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium, one for all tests."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(find, CHROMIUM)), None)
    if program is None:
        missing("Chromium")
    # Playwright's event loop lives in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A fresh, French, anonymous browser page."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
