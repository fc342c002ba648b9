"""Where the cluster differs from the catalogue, entry by entry."""

from collections.abc import Iterator

from search.check import Drift
from search.engines.elastic.away import behind
from search.engines.elastic.client import WRITING, Client, client
from search.engines.elastic.documents import DIGEST
from search.engines.elastic.state import read_state
from search.engines.elastic.sync import check_index, is_told
from search.models import Entry

PORTION = 5_000


def drifts() -> Iterator[Drift]:
    """What the cluster lacks, holds too much, or holds as it was before; EngineAway when it does not answer or is late.

    RebuildNeeded when its index is not the portal's.
    """
    cluster = client()
    cluster.verify(again=True)
    check_index(cluster)
    if not is_told():
        state = read_state()
        raise behind(abs(state.number - state.told))
    cluster.refresh()
    catalogue = iter(Entry.objects.order_by("pk").values_list("pk", "digest", "key").iterator(PORTION))
    row = next(catalogue, None)
    for pk, digest in _held(cluster):
        while row and row[0] < pk:
            yield Drift("missing", row[2], "cluster")
            row = next(catalogue, None)
        if row is None or row[0] > pk:
            yield Drift("extra", str(pk), "cluster")
            continue
        if row[1][:DIGEST] != digest:
            yield Drift("stale", row[2], "cluster")
        row = next(catalogue, None)
    while row:
        yield Drift("missing", row[2], "cluster")
        row = next(catalogue, None)


def _held(cluster: Client) -> Iterator[tuple[int, str]]:
    """(entry, digest) of everything that the cluster holds, in order."""
    last = 0
    while True:
        body = {
            "query": {"range": {"id": {"gt": last}}},
            "size": PORTION,
            "sort": [{"id": "asc"}],
            "docvalue_fields": ["id", "digest"],
        }
        answer = cluster.request("POST", f"/{cluster.alias}/_search", body, WRITING, filter_path="hits.hits.fields")
        hits = answer.get("hits", {}).get("hits", [])
        if not hits:
            return
        for hit in hits:
            last = hit["fields"]["id"][0]
            yield last, hit["fields"].get("digest", [""])[0]
