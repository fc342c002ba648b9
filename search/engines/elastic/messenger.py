"""A thread of each web process: tells the cluster what was just published, and tries whether one that was away is back.

Publishing never waits for the cluster; what this thread cannot do, or a crash cuts, the worker does.
"""

import logging
import os
from collections.abc import Callable
from threading import Event, Lock, Thread

from django.db import DatabaseError, connections

from search.engines.base import EngineAway
from search.engines.elastic.breaker import Breaker
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.sync import RebuildNeeded, catch_up

logger = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two tries while the cluster is away
TURN = 0.05  # seconds after which to ask again whether the other process that tells is done
TURNS = 40


class Messenger:
    """One a process, started at its first use and again in a child after a fork."""

    def __init__(self, probe: Callable[[], bool], failed: Callable[[str], None]) -> None:
        """`probe` says whether the cluster serves; `failed` is told why it takes nothing."""
        self._probe, self._failed = probe, failed
        self._lock = Lock()
        self._event = Event()
        self._thread: Thread | None = None
        self._pid = 0

    def wake(self) -> None:
        """Something was published, or the cluster went away: returns at once."""
        self._event.set()
        if self._pid == os.getpid() and self._thread and self._thread.is_alive():
            return
        with self._lock:
            if self._pid != os.getpid() or not self._thread or not self._thread.is_alive():
                self._pid = os.getpid()
                self._thread = Thread(target=self._run, name="search-messenger", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            self._event.wait()
            self._event.clear()
            try:
                self._work()
            except DatabaseError:
                logger.warning("The search cluster could not be told: the database does not answer")
            except Exception:
                logger.exception("The search cluster could not be told")
            finally:
                connections.close_all()

    def _work(self) -> None:
        tell(self._failed)
        while not self._probe():
            connections.close_all()
            self._event.wait(PAUSE)
            self._event.clear()


def tell(failed: Callable[[str], None]) -> None:
    """Tell the cluster what it lacks, after whoever is at it."""
    pause = Event()
    try:
        for _ in range(TURNS):
            if catch_up():
                return
            pause.wait(TURN)
    except RebuildNeeded:
        return  # searches find no index; the worker fills one
    except EngineAway as error:
        failed(str(error))


def _wake() -> None:
    messenger.wake()


breaker = Breaker(ElasticEngine(), _wake)
messenger = Messenger(breaker.probe, breaker.trip)
