"""What the worker does for the cluster, and what publishing starts."""

import logging
import time
from datetime import timedelta

from django.conf import settings

from portal.timers import register_job
from search.engines.base import EngineAway
from search.engines.elastic import health
from search.engines.elastic.client import client
from search.engines.elastic.rebuild import rebuild
from search.engines.elastic.sync import RebuildNeeded, catch_up, check_index
from search.engines.elastic.url import check_authority, parse

logger = logging.getLogger(__name__)

LOOK = 10.0  # seconds between two looks at whether the index is still there


class Tending:
    """The worker's job: tell what is not told, fill an index where there is none; says once why it cannot."""

    def __init__(self) -> None:
        self.reason = ""
        self.looked = 0.0

    def __call__(self) -> None:
        """A turn, each second or so."""
        try:
            self._turn()
        except EngineAway as error:
            if str(error) != self.reason:
                logger.warning("The search cluster could not be told: %s", error)
            self.reason = str(error)
        else:
            self.reason = ""

    def _turn(self) -> None:
        try:
            catch_up()
            if time.monotonic() - self.looked > LOOK:
                self.looked = time.monotonic()
                check_index(client())
        except RebuildNeeded:
            rebuild()


tend = Tending()


def register() -> None:
    """Where there is a cluster: the worker's job, the health check. A SEARCH_URL that is wrong stops the start."""
    if settings.SEARCH_URL:
        check_authority(parse(settings.SEARCH_URL))
        register_job("search cluster", timedelta(seconds=1), tend)
        health.register()
