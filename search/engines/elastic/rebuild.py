"""A new index from the catalogue's rows, which readers see only when it holds everything."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_noop

from search.engines.base import EngineAway, Request
from search.engines.elastic import requests
from search.engines.elastic.client import WRITING, Client, client
from search.engines.elastic.delivery import bulks, deliver
from search.engines.elastic.documents import written
from search.engines.elastic.mapping import counted_names, filling, serving
from search.engines.elastic.sync import catalogue_number, changed, leased, send
from search.models import Entry
from search.models.position import Position

PORTION = 1_000  # entries read at once
SENDERS = 2
WAITING = 6  # bulks read ahead of the cluster
PATIENCE = 30.0  # seconds that another process may take to finish its turn
LONG = timedelta(minutes=2)


def rebuild() -> int:
    """Fill a new index, tell it what changed meanwhile, have readers read it, delete the former ones.

    Returns the number of entries. EngineAway when the cluster does not take it, or another process is at it: readers
    still have what they had.
    """
    with leased(Position.REBUILD) as holder:
        if not holder:
            raise EngineAway(gettext_noop("the search cluster is being filled by another process"))
        cluster = client()
        cluster.verify(again=True)
        cluster.check_name()
        index = f"{cluster.alias}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        cluster.create(index, filling(cluster.address))
        try:
            number = catalogue_number()
            total = fill(cluster, index, lambda: Position.lease(Position.REBUILD, holder, LONG))
            _serve(cluster, index)
            _publish(cluster, index, number)
        except BaseException:
            _abandon(cluster, index)
            raise
        for name in cluster.indexes():
            if name != index:
                cluster.delete(name)
        return total


def rebuild_apart(index: str) -> int:
    """Fill an index of its own, which no reader of the portal reads and no position speaks of."""
    cluster = client()
    cluster.verify(again=True)
    cluster.create(index, filling(cluster.address))
    total = fill(cluster, index, lambda: True)
    _serve(cluster, index)
    return total


def _serve(cluster: Client, index: str) -> None:
    """Make an index ready for readers; the first search, which reads it all, is none of theirs."""
    cluster.settings(index, serving(cluster.address))
    cluster.refresh(index)
    body = requests.body(Request(facets=tuple(counted_names())), [])
    cluster.request("POST", f"/{index}/_search", body, WRITING)


def fill(cluster: Client, index: str, renew: Callable[[], bool]) -> int:
    """Write every entry; reading goes on while bulks are under way. `renew` says whether to go on."""
    total = 0
    pending: deque[Future[None]] = deque()
    with ThreadPoolExecutor(SENDERS, thread_name_prefix="search-rebuild") as pool:
        for count, portion in _portions(renew):
            total += count
            pending.append(pool.submit(deliver, cluster, portion, index))
            while len(pending) >= WAITING:
                pending.popleft().result()
        while pending:
            pending.popleft().result()
    return total


def _portions(renew: Callable[[], bool]) -> Iterator[tuple[int, list[bytes]]]:
    last = 0
    while True:
        if not renew():
            raise EngineAway(gettext_noop("another process took over the filling of the search cluster"))
        version = catalogue_number()
        pks = list(Entry.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:PORTION])
        if not pks:
            return
        for portion in bulks(lines for _, lines in written(pks, version)):
            yield len(portion), portion
        last = pks[-1]


def _publish(cluster: Client, index: str, number: int) -> None:
    """Catch up, alone with the log at the end, and turn the alias."""
    while (now := catalogue_number()) - number > 20:
        send(cluster, changed(number, now), index)
        number = now
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with leased(Position.CLUSTER) as holder:
            if holder:
                now = catalogue_number()
                send(cluster, changed(number, now), index)
                cluster.refresh(index)
                cluster.point(index)
                Position.objects.filter(name=Position.CLUSTER).update(number=now, index=index)
                return
        time.sleep(0.1)
    raise EngineAway(gettext_noop("another process keeps writing to the search cluster"))


def _abandon(cluster: Client, index: str) -> None:
    """Leave no half of an index; readers have theirs."""
    try:
        if cluster.current() != index:
            cluster.delete(index)
    except EngineAway:
        return  # the next rebuild deletes it
