"""Who answers a search: the database, or the cluster that SEARCH_URL names with the database behind it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from django.conf import settings

from search.analysis import QueryWord
from search.engines.base import Engine, Found, Request
from search.models import Entry

_forced: list[Engine] = []
COUNTED = 60.0  # seconds that the size of the catalogue is remembered


def search(request: Request) -> tuple[Found, bool]:
    """The answer, and whether it is the database's because the cluster is away."""
    if _forced:
        return _forced[-1].search(request), False
    if not settings.SEARCH_URL:
        return database().search(request), False
    from search.engines.elastic.messenger import breaker

    return breaker.search(request, _fallback)


@contextmanager
def using(engine: Engine) -> Iterator[None]:
    """Have this engine answer every search of this process until the end of the block (commands and tests)."""
    _forced.append(engine)
    try:
        yield
    finally:
        _forced.remove(engine)


def suggest(words: Sequence[QueryWord], language: str, size: int) -> tuple[list[int], bool]:
    """Entries by their titles, and whether they are the database's because the cluster is away."""
    if not settings.SEARCH_URL:
        return database().suggest(words, language, size), False
    from search.engines.elastic.messenger import breaker

    return breaker.run(
        lambda: breaker.engine.suggest(words, language, size), lambda: database().suggest(words, language, size)
    )


def announce() -> None:
    """The catalogue changed: have the cluster told, without waiting for it."""
    if settings.SEARCH_URL:
        from search.engines.elastic.messenger import messenger

        messenger.wake()


@cache
def database() -> Engine:
    """The engine that needs nothing installed."""
    from search.engines.database.engine import DatabaseEngine

    return DatabaseEngine()


class Size:
    """How many entries there are, asked once a minute."""

    def __init__(self) -> None:
        self.held: tuple[float, int] | None = None

    def __call__(self) -> int:
        """The number, at most a minute old."""
        now = time.monotonic()
        if self.held is None or now - self.held[0] > COUNTED:
            self.held = (now, Entry.objects.count())
        return self.held[1]


size = Size()


def _fallback(request: Request) -> Found:
    """What the database answers for the cluster: no counts above a size, where they would take too long."""
    if size() <= settings.PORTAL_SEARCH_FALLBACK_COUNTS:
        return database().search(request)
    found = database().search(replace(request, facets=()))
    found.counts = None
    return found
