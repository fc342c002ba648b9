"""Who answers a search: the database, or the cluster that SEARCH_URL names with the database behind it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TypeVar

from django.conf import settings

from search.analysis import QueryWord
from search.engines.base import Engine, Found, Request
from search.models import Entry

T = TypeVar("T")

_forced: list[Engine] = []
COUNTED = 60.0  # seconds that the size of the catalogue is remembered


def search(requests: Sequence[Request]) -> tuple[list[Found], bool]:
    """The answers, and whether they are the database's because the cluster is away."""
    return _ask(lambda engine: engine.search(requests), lambda: _fallback(requests))


def suggest(words: Sequence[QueryWord], language: str, size: int) -> tuple[list[int], bool]:
    """Entries by their titles, and whether they are the database's because the cluster is away."""
    return _ask(lambda engine: engine.suggest(words, language, size), lambda: database().suggest(words, language, size))


def _ask(ask: Callable[[Engine], T], fallback: Callable[[], T]) -> tuple[T, bool]:
    """(the answer of the engine in use, False), or (that of `fallback`, True) while the cluster is away."""
    if _forced:
        return ask(_forced[-1]), False
    if not settings.SEARCH_URL:
        return ask(database()), False
    from search.engines.elastic.messenger import breaker

    return breaker.run(lambda: ask(breaker.engine), fallback)


@contextmanager
def using(engine: Engine) -> Iterator[None]:
    """Have this engine answer every search of this process until the end of the block (commands and tests)."""
    _forced.append(engine)
    try:
        yield
    finally:
        _forced.remove(engine)


def announce() -> None:
    """The catalogue changed: have the cluster told, without waiting for it."""
    if settings.SEARCH_URL:
        from search.engines.elastic.messenger import messenger

        messenger.wake()


def engine() -> Engine:
    """The one that the settings name, whether it is away or not."""
    if not settings.SEARCH_URL:
        return database()
    from search.engines.elastic.messenger import breaker

    return breaker.engine


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


def _fallback(requests: Sequence[Request]) -> list[Found]:
    """What the database answers for the cluster: no counts above a size, where they would take too long."""
    if size() <= settings.PORTAL_SEARCH_FALLBACK_COUNTS:
        return database().search(requests)
    found = database().search([replace(request, facets=(), present=()) for request in requests])
    for each in found:
        each.counts = None
    return found
