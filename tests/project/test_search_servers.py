"""The search servers that the tests stand on index and find, lose a node, and leave nothing behind."""

import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.services.cluster import Address, Cluster
from tests.services.elasticsearch import Elasticsearch
from tests.services.processes import listening, missing, wait_until

pytestmark = pytest.mark.once

INDEX = {"mappings": {"properties": {"text": {"type": "text", "analyzer": "whitespace"}}}}
QUERY = {"query": {"match": {"text": {"query": "jeune", "analyzer": "whitespace"}}}}


def found(answer: dict) -> list[str]:
    """The identifiers of a search's answer."""
    return [hit["_id"] for hit in answer["hits"]["hits"]]


def index_of(url: str) -> str:
    """An index name under the prefix of a SEARCH_URL."""
    return f"{urlsplit(url).path[1:]}-entries"


def elasticsearch_client(hosts: list[str]):
    """The package that the portal talks to Elasticsearch with."""
    from elasticsearch import Elasticsearch as Client

    addresses = [f"http://{host}" for host in hosts]
    return Client(addresses, request_timeout=10, retry_on_timeout=True, max_retries=4)


def test_elasticsearch_indexes_and_finds(elasticsearch_server: Address, elasticsearch_url: str) -> None:
    client = elasticsearch_client(elasticsearch_server.hosts)
    index = index_of(elasticsearch_url)
    client.indices.create(index=index, **INDEX)
    client.index(index=index, id="1", document={"text": "jeune conseil"}, refresh=True)
    client.index(index=index, id="2", document={"text": "ancien conseil"}, refresh=True)
    assert found(client.search(index=index, **QUERY).body) == ["1"]
    assert client.cluster.health()["status"] in ("green", "yellow")
    client.close()


@pytest.mark.opensearch
def test_opensearch_indexes_and_finds(opensearch_server: Address, opensearch_url: str) -> None:
    from opensearchpy import OpenSearch as Client

    client = Client([f"http://{host}" for host in opensearch_server.hosts])
    index = index_of(opensearch_url)
    client.indices.create(index=index, body=INDEX)
    client.index(index=index, id="1", body={"text": "jeune conseil"}, refresh=True)
    client.index(index=index, id="2", body={"text": "ancien conseil"}, refresh=True)
    assert found(client.search(index=index, body=QUERY)) == ["1"]
    client.close()


@pytest.mark.parametrize("attempt", [1, 2])
def test_each_test_finds_no_index_of_another(
    elasticsearch_server: Address, elasticsearch_url: str, attempt: int
) -> None:
    index = index_of(elasticsearch_url)
    elasticsearch_server.request("PUT", f"/{index}")
    prefix = urlsplit(elasticsearch_url).path[1:]
    assert list(elasticsearch_server.request("GET", f"/{prefix}*/_settings")) == [index]


def test_a_closed_server_leaves_no_process_and_no_folder() -> None:
    if not Elasticsearch.installed():
        missing("Maven")
    server = Elasticsearch()
    try:
        server.launch()
        process = server.process(0)
        wait_until(lambda: listening(server.ports[0]), seconds=120, what="Elasticsearch")
    finally:
        server.close()
    assert process is not None
    assert process.poll() is not None
    assert not listening(server.ports[0])
    assert not server.folder.exists()


def test_a_server_ends_with_the_process_that_started_it() -> None:
    if not Elasticsearch.installed():
        missing("Maven")
    code = (
        "import os, signal\n"
        "from tests.services.elasticsearch import Elasticsearch\n"
        "server = Elasticsearch()\n"
        "server.launch()\n"
        "print(server.process(0).pid, server.folder, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    pid, folder = done.stdout.split()
    try:
        wait_until(lambda: not runs(int(pid)), what="the end of the server")
    finally:
        subprocess.run(["rm", "-r", folder], check=True)


def runs(pid: int) -> bool:
    """Whether a process runs (one that ended and nobody waited for does not)."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return done.stdout.strip()[:1] not in ("", "Z")


@pytest.mark.cluster
@pytest.mark.parametrize("node", range(3))
def test_the_cluster_answers_when_one_node_of_three_is_killed(elasticsearch_cluster: Cluster, node: int) -> None:
    client = elasticsearch_client(elasticsearch_cluster.hosts)
    client.indices.create(index="entries", settings={"number_of_shards": 1, "number_of_replicas": 1}, **INDEX)
    client.index(index="entries", id="1", document={"text": "jeune conseil"}, refresh=True)
    elasticsearch_cluster.wait("green")
    elasticsearch_cluster.kill(node)
    assert found(client.search(index="entries", **QUERY).body) == ["1"]
    client.index(index="entries", id="2", document={"text": "jeune parlement"}, refresh=True)
    elasticsearch_cluster.start_node(node)
    elasticsearch_cluster.wait("green")
    assert found(client.search(index="entries", **QUERY).body) == ["1", "2"]
    client.close()


@pytest.mark.cluster
def test_the_cluster_keeps_its_documents_when_every_node_is_killed(elasticsearch_cluster: Cluster) -> None:
    client = elasticsearch_client(elasticsearch_cluster.hosts)
    client.index(index="entries", id="1", document={"text": "jeune conseil"}, refresh=True)
    elasticsearch_cluster.wait("green")
    for node in range(3):
        elasticsearch_cluster.kill(node)
    elasticsearch_cluster.start()
    assert client.count(index="entries")["count"] == 1
    client.close()
