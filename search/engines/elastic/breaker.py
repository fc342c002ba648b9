"""While the cluster is away the database answers; the cluster does again once it has caught up.

Each process has its own: whoever meets the first failure waits for it, nobody else does. A thread, not a visitor, tries
whether the cluster is back.
"""

import logging
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from search.engines.base import EngineAway, Request
from search.engines.elastic.away import Refused
from search.engines.elastic.client import client
from search.engines.elastic.engine import ElasticEngine

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Breaker:
    """Closed while the cluster serves; open, with a reason, while it does not."""

    def __init__(self, engine: ElasticEngine, on_open: Callable[[], None]) -> None:
        """`on_open` has `probe` called from time to time."""
        self.engine = engine
        self.reason = ""
        self._on_open = on_open
        self._lock = Lock()

    @property
    def is_open(self) -> bool:
        """Whether the database answers."""
        return bool(self.reason)

    def run(self, ask: Callable[[], T], fallback: Callable[[], T]) -> tuple[T, bool]:
        """What `ask` gives, or the fallback where the cluster does not answer; and whether it is the fallback's."""
        if self.is_open:
            self._on_open()
            return fallback(), True
        try:
            return ask(), False
        except EngineAway as error:
            if isinstance(error, Refused) and error.is_ours:
                logger.exception("A search that the cluster does not understand")
            else:
                self.trip(str(error))
            return fallback(), True

    def trip(self, reason: str) -> None:
        """Have the database answer from now on."""
        with self._lock:
            if self.reason != reason:
                logger.warning("The database answers searches: %s", reason)
            self.reason = reason
        self._on_open()

    def probe(self) -> bool:
        """Whether the cluster serves: closes when it answers a search and lacks nothing that it should have."""
        if not self.is_open:
            return True
        try:
            client().verify(again=True, seconds=client().address.timeout)
            self.engine.search([Request(size=1)])
        except EngineAway as error:
            self.reason = str(error)
            return False
        with self._lock:
            logger.warning("The search cluster answers again")
            self.reason = ""
        return True
