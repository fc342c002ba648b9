"""Fixtures of the search servers: those that `make test` started, or our own when one test runs alone."""

import os
import uuid
from collections.abc import Iterator

import pytest

from tests.services.cluster import Address, Cluster
from tests.services.elasticsearch import Elasticsearch
from tests.services.jars import UnavailableError
from tests.services.opensearch import OpenSearch
from tests.services.processes import missing


def started(server: Cluster) -> Iterator[Cluster]:
    """The server while it runs; the test is skipped, or fails under CI, where it can't be had."""
    try:
        server.start()
        yield server
    except UnavailableError as error:
        missing(str(error))
    finally:
        server.close()


def shared(engine: type[Cluster]) -> Iterator[Address]:
    """The server of this run of `make test`, otherwise one for this process."""
    hosts = os.environ.get(engine.variable())
    if hosts is None:
        yield from started(engine())
    elif hosts:
        yield Address(engine.name, hosts.split(","))
    else:
        missing(engine.name)


def own_indexes(server: Address) -> Iterator[str]:
    """A SEARCH_URL with a prefix that no other test has; its indexes go with the test."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    yield server.url(prefix)
    server.request("DELETE", f"/{prefix}*")


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[Address]:
    """One Elasticsearch node, shared: every test keeps to a prefix of its own."""
    yield from shared(Elasticsearch)


@pytest.fixture(scope="session")
def opensearch_server() -> Iterator[Address]:
    """One OpenSearch node, shared: every test keeps to a prefix of its own."""
    yield from shared(OpenSearch)


@pytest.fixture
def elasticsearch_url(elasticsearch_server: Address) -> Iterator[str]:
    """The SEARCH_URL of this test alone, on Elasticsearch."""
    yield from own_indexes(elasticsearch_server)


@pytest.fixture
def opensearch_url(opensearch_server: Address) -> Iterator[str]:
    """The SEARCH_URL of this test alone, on OpenSearch."""
    yield from own_indexes(opensearch_server)


@pytest.fixture(scope="session")
def _three_nodes() -> Iterator[Cluster]:
    """Started once: it takes longer than most tests."""
    yield from started(Elasticsearch(3))


@pytest.fixture
def elasticsearch_cluster(_three_nodes: Cluster) -> Cluster:
    """Three empty Elasticsearch nodes of this process alone, to be killed and started at will."""
    _three_nodes.start()
    _three_nodes.wait("green")
    _three_nodes.request("DELETE", "/*")
    return _three_nodes
