"""A real cluster of three nodes loses some or all of them; processes die. Too long for `make test`."""

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from search.engines import select
from search.engines.base import Found, Request
from search.engines.elastic import messenger
from search.engines.elastic.breaker import Breaker
from search.engines.elastic.client import client
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.health import check
from search.engines.elastic.jobs import Tending
from search.engines.elastic.messenger import Messenger
from search.engines.elastic.sync import is_told
from tests.search.elastic import settle
from tests.search.factories import make_entry, touch
from tests.services.cluster import Cluster
from tests.services.commands import Commands
from tests.services.processes import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.cluster]

ALL = Request(listed=None, size=100)
numbers = itertools.count()


@pytest.fixture(autouse=True)
def breaker(monkeypatch: pytest.MonkeyPatch) -> Breaker:
    """That of this test alone, with its own thread."""
    own = Breaker(ElasticEngine(), lambda: messenger.messenger.wake())
    monkeypatch.setattr(messenger, "breaker", own)
    monkeypatch.setattr(messenger, "messenger", Messenger(own.probe, own.trip))
    return own


@pytest.fixture
def cluster(elasticsearch_cluster: Cluster, settings: Any) -> Cluster:
    """Three nodes that hold what there is, under a prefix that no client knew before."""
    settings.SEARCH_URL = elasticsearch_cluster.url(f"portal{next(numbers)}")
    return elasticsearch_cluster


@pytest.fixture
def worker(commands: Commands, settings: Any) -> Callable[[], Any]:
    """Starts workers."""
    return lambda: commands.start("worker", SEARCH_URL=settings.SEARCH_URL)


def search() -> tuple[Found, bool]:
    """An answer in less than two seconds."""
    started = time.monotonic()
    (found,), degraded = select.search([ALL])
    assert time.monotonic() - started < 2
    return found, degraded


def answered(expected: set[int]) -> bool:
    """Whether the cluster answers, with exactly this."""
    found, degraded = search()
    return not degraded and set(found.ids) == expected


def primary(cluster: Cluster, host: str) -> int:
    """The node that holds the primary shard."""
    shards = cluster.request("GET", f"/_cat/shards/{client().alias}-*?format=json", host=host)
    return next(int(shard["node"].removeprefix("node-")) for shard in shards if shard["prirep"] == "p")


class Load(threading.Thread):
    """Searches all the time, as visitors do."""

    def __init__(self, expected: set[int]) -> None:
        super().__init__()
        self.expected = expected
        self.stopped = threading.Event()
        self.answers: list[tuple[float, bool]] = []
        self.errors: list[str] = []

    def run(self) -> None:
        """Until stopped."""
        while not self.stopped.is_set():
            started = time.monotonic()
            try:
                (found,), degraded = select.search([ALL])
                if not self.expected <= set(found.ids):
                    self.errors.append(f"{found.ids} lacks some of {self.expected}")
                self.answers.append((time.monotonic() - started, degraded))
            except Exception as error:
                self.errors.append(repr(error))
        connections.close_all()


def test_node_killed_under_load_costs_no_visitor_an_answer(cluster: Cluster) -> None:
    entries = {make_entry().pk for _ in range(20)}
    settle()
    cluster.wait("green")
    select.search([ALL])
    visitors = [Load(set(entries)) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    time.sleep(1)
    gone = primary(cluster, cluster.hosts[0])
    cluster.kill(gone)
    published = make_entry().pk
    select.announce()
    wait_until(lambda: answered(entries | {published}), 20, "what was published is found")
    time.sleep(1)
    cluster.start_node(gone)
    cluster.wait("green")
    for visitor in visitors:
        visitor.stopped.set()
        visitor.join()
    answers = [answer for visitor in visitors for answer in visitor.answers]
    assert [error for visitor in visitors for error in visitor.errors] == []
    assert max(seconds for seconds, _ in answers) < 2
    print(f"{len(answers)} answers, {sum(degraded for _, degraded in answers)} from the database")
    assert answered(entries | {published})


def test_all_nodes_killed_then_restarted(cluster: Cluster, breaker: Breaker) -> None:
    kept, withdrawn = make_entry(), make_entry()
    settle()
    cluster.wait("green")
    gone = withdrawn.pk
    assert answered({kept.pk, gone})
    for node in cluster.running():
        cluster.kill(node)
    found, degraded = search()
    assert degraded
    assert set(found.ids) == {kept.pk, gone}
    assert check() == "the search cluster does not answer"
    published = make_entry()
    withdrawn.delete()
    touch(gone)
    select.announce()
    for _ in range(20):
        found, degraded = search()
        assert (degraded, set(found.ids)) == (True, {kept.pk, published.pk})
    cluster.start()
    tend = Tending()
    deadline = time.monotonic() + 60
    while breaker.is_open:
        assert time.monotonic() < deadline
        found, degraded = search()
        assert set(found.ids) == {kept.pk, published.pk}
        tend()
        time.sleep(0.2)
    wait_until(lambda: answered({kept.pk, published.pk}), 5, "the cluster answers again")
    assert check() == ""


def test_published_is_found_within_a_second(cluster: Cluster) -> None:
    entries = {make_entry().pk}
    settle()
    assert answered(entries)
    for _ in range(5):
        entries.add(make_entry().pk)
        started = time.monotonic()
        select.announce()
        assert time.monotonic() - started < 0.05
        wait_until(lambda: answered(set(entries)), 3, "what was published is found")
        assert time.monotonic() - started < 1


def test_worker_killed_between_commit_and_indexing(cluster: Cluster, worker: Callable[[], Any]) -> None:
    first = worker()
    wait_until(lambda: client().current() != "" and is_told(), 60, "the worker fills an index")
    first.kill()
    first.wait()
    entry = make_entry()
    assert not is_told()
    worker()
    wait_until(lambda: answered({entry.pk}), 40, "the next worker tells it")
