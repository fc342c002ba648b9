"""The change log is the outbox: what the cluster has not been told yet is told, in order, and never backwards.

Each document carries the number that the catalogue had before its row was read, as an external version: whoever sends
something older is refused. So a process may die anywhere, and two may send at once.
"""

import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from portal.models import Counter
from search.engines.elastic.client import Client, client
from search.engines.elastic.delivery import bulks, deliver
from search.engines.elastic.documents import deleted, written
from search.engines.elastic.mapping import schema
from search.models import Change, Entry
from search.models.position import Position
from search.versions import versions

NUMBERS = 50  # of the change log, in one step
ENTRIES = 500  # read at once
LEASE = timedelta(seconds=15)


class RebuildNeeded(Exception):  # noqa: N818 - says what to do next
    """The log does not reach back to what the cluster holds, or the index is missing, another's, or of another form."""


@contextmanager
def leased(name: str) -> Iterator[str]:
    """The lease of a position while the block runs: its holder, empty when somebody else has it."""
    holder = uuid.uuid4().hex
    taken = Position.lease(name, holder, LEASE)
    try:
        yield holder if taken else ""
    finally:
        if taken:
            Position.release(name, holder)


def catalogue_number() -> int:
    """Where the catalogue stands."""
    return Counter.read().get(Counter.CATALOGUE, 0)


def is_told() -> bool:
    """Whether the cluster was told everything, as far as the database knows: two queries, no request."""
    return Position.named(Position.CLUSTER).number == catalogue_number()


def catch_up() -> bool:
    """Tell the cluster what it lacks. False when another process is at it; EngineAway, RebuildNeeded."""
    if is_told():
        return True
    with leased(Position.CLUSTER) as holder:
        if not holder:
            return False
        cluster = client()
        cluster.verify()
        check_index(cluster)
        while _step(cluster):
            Position.lease(Position.CLUSTER, holder, LEASE)
    return True


def check_index(cluster: Client) -> None:
    """RebuildNeeded unless the index that readers read is the one that the position speaks of, and of this form."""
    position, index = Position.named(Position.CLUSTER), cluster.current()
    if not index or index != position.index or cluster.meta(index).get("schema") != schema():
        raise RebuildNeeded


def _step(cluster: Client) -> bool:
    """Tell some numbers of the log and move the position; False when there is no more."""
    position, number = Position.named(Position.CLUSTER), catalogue_number()
    if position.number == number:
        return False
    upto = min(number, position.number + NUMBERS)
    send(cluster, changed(position.number, upto), cluster.alias)
    Position.objects.filter(name=Position.CLUSTER, index=position.index, number__lt=upto).update(number=upto)
    return True


def changed(after: int, upto: int) -> set[int]:
    """The entries that these numbers touched; RebuildNeeded when the log does not hold them all."""
    changes = Change.objects.filter(number__gt=after, number__lte=upto).values_list("number", "entry_id")
    numbers = {number for number, _ in changes}
    if len(numbers) != upto - after:
        raise RebuildNeeded
    return {pk for _, pk in changes if pk is not None}


def send(cluster: Client, ids: Collection[int], index: str) -> None:
    """Bring these entries, and the other language versions of theirs, to the state of the catalogue."""
    pks = sorted(ids)
    for start in range(0, len(pks), ENTRIES):
        _send(cluster, pks[start : start + ENTRIES], index)


def _send(cluster: Client, pks: Sequence[int], index: str) -> None:
    version = catalogue_number()
    rows = dict(Entry.objects.filter(pk__in=pks).values_list("pk", "translation_key"))
    gone = [pk for pk in pks if pk not in rows]
    for portion in bulks(deleted(pk, version) for pk in gone):
        deliver(cluster, portion, index)
    keys = set(rows.values()) | (_keys_beside(cluster, gone, index) if gone else set())
    together = set(rows) | {pk for known in versions(keys).values() for pk in known.values()}
    for portion in bulks(lines for _, lines in written(together, version)):
        deliver(cluster, portion, index)


def _keys_beside(cluster: Client, gone: Sequence[int], index: str) -> set[str]:
    """The translation keys of what the cluster holds as a version beside these: it may have to be shown instead."""
    cluster.refresh(index)
    body = {"query": {"terms": {"others": gone}}, "size": 10_000, "docvalue_fields": ["key"]}
    (answer,) = cluster.search([(body, "siblings")], index, shown="hits.hits.fields")
    hits = answer.get("hits", {}).get("hits", [])
    return {key for hit in hits for key in hit["fields"]["key"]}
