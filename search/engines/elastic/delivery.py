"""Bulks: cut to a size, sent again after a pause while the cluster is busy, never given up in silence."""

import logging
import time
from collections.abc import Iterable, Iterator

from search.engines.base import EngineAway
from search.engines.elastic.away import OVERLOADED, READ_ONLY, Refused
from search.engines.elastic.client import Client

logger = logging.getLogger(__name__)

ACTIONS = 1_000  # in one bulk
BYTES = 4_000_000
PAUSES = (0.1, 0.3, 1.0)  # seconds; a fail-over to another node takes less
BUSY = (429, 502, 503, 504)
DONE = (200, 201, 409)  # 409: something newer is there already


def bulks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Portions of a size that a cluster takes well."""
    portion: list[bytes] = []
    size = 0
    for each in lines:
        if portion and (len(portion) == ACTIONS or size + len(each) > BYTES):
            yield portion
            portion, size = [], 0
        portion.append(each)
        size += len(each)
    if portion:
        yield portion


def deliver(client: Client, lines: list[bytes], index: str) -> None:
    """Send actions until each is done; EngineAway when the cluster does not take one of them."""
    for pause in (*PAUSES, None):
        try:
            lines = _attempt(client, lines, index)
        except EngineAway as error:
            if pause is None or str(error) == READ_ONLY or (isinstance(error, Refused) and error.status not in BUSY):
                raise
        else:
            if not lines:
                return
        if pause is not None:
            time.sleep(pause)
    raise EngineAway(OVERLOADED)


def _attempt(client: Client, lines: list[bytes], index: str) -> list[bytes]:
    """Send once; returns what the cluster was too busy to take."""
    again = []
    outcomes = client.bulk(lines, index)
    for action, outcome in zip(lines, outcomes, strict=True):
        status, error = outcome["status"], outcome.get("error", {}).get("type", "")
        if status in DONE or (status == 404 and not error):
            continue
        if status not in BUSY or "block" in error:
            logger.error("The cluster refuses %s: %s %s", action.partition(b"\n")[0].decode(), status, error)
            raise Refused(429 if "block" in error else status, error)
        again.append(action)
    return again
