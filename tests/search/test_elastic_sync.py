"""The cluster is told everything, once and in order, whatever dies on the way."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.models import Counter
from search.engines.base import EngineAway, Request
from search.engines.elastic import rebuild as rebuilding
from search.engines.elastic import sync
from search.engines.elastic.check import drifts
from search.engines.elastic.client import client
from search.engines.elastic.delivery import deliver
from search.engines.elastic.documents import deleted, written
from search.engines.elastic.engine import ElasticEngine
from search.models import Change, Entry
from search.models.position import Position
from tests.search.elastic import settle
from tests.search.factories import make_entry, touch

pytestmark = [pytest.mark.django_db, pytest.mark.once]

engine = ElasticEngine()
ALL = Request(listed=None, size=100)


@pytest.fixture(autouse=True)
def _cluster(settings: Any, elasticsearch_url: str) -> None:
    settings.SEARCH_URL = elasticsearch_url


def found() -> list[int]:
    """What the cluster finds now, of everything."""
    client().refresh()
    return sorted(engine.search([ALL])[0].ids)


def test_what_was_committed_before_a_crash_is_told_by_whoever_comes_next() -> None:
    first = make_entry()
    settle()
    second = make_entry()
    assert not sync.is_told()
    assert sync.catch_up()
    assert found() == [first.pk, second.pk]
    assert sync.is_told()


def test_told_twice_after_a_crash_before_the_position_moved() -> None:
    entry = make_entry()
    settle()
    Position.objects.filter(name=Position.CLUSTER).update(number=0)
    assert sync.catch_up()
    assert found() == [entry.pk]


def test_something_older_overwrites_nothing_and_brings_nothing_back() -> None:
    entry, other = make_entry(title="Un titre"), make_entry()
    settle()
    late = [lines for _, lines in written([entry.pk, other.pk], sync.catalogue_number())]
    Entry.objects.filter(pk=entry.pk).update(terms={"theme": ["eau"]})
    Entry.objects.filter(pk=other.pk).delete()
    touch(entry.pk, other.pk)
    settle()
    deliver(client(), late, client().alias)
    deliver(client(), [deleted(entry.pk, 1)], client().alias)
    assert found() == [entry.pk]
    assert engine.search([Request(listed=None, chosen=(("theme", ("eau",)),))])[0].total == 1


def test_one_process_at_a_time() -> None:
    settle()
    make_entry()
    with sync.leased(Position.CLUSTER) as holder:
        assert holder
        assert not sync.catch_up()
    assert sync.catch_up()


def test_many_numbers_are_told_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    settle()
    monkeypatch.setattr(sync, "NUMBERS", 2)
    monkeypatch.setattr(sync, "ENTRIES", 2)
    entries = [make_entry() for _ in range(5)]
    touch(*(entry.pk for entry in entries))
    assert sync.catch_up()
    assert found() == [entry.pk for entry in entries]


def prune() -> None:
    """The log forgets a change that was not told."""
    make_entry()
    Change.objects.all().delete()
    touch()


def go_back() -> None:
    """The database comes back from an older copy."""
    Counter.objects.filter(name=Counter.CATALOGUE).update(number=0)


def lose() -> None:
    """The cluster lost the index."""
    client().delete(client().current())
    make_entry()


def change_form() -> None:
    """The index was made by another version of the portal."""
    body = {"_meta": {"schema": "another"}}
    client().request("PUT", f"/{client().current()}/_mapping", body)
    make_entry()


@pytest.mark.parametrize("event", [prune, go_back, lose, change_form])
def test_index_is_filled_again_when_the_log_cannot_mend_it(event: Any) -> None:
    entry = make_entry()
    settle()
    event()
    with pytest.raises(sync.RebuildNeeded):
        sync.catch_up()
    engine.rebuild()
    assert entry.pk in found()
    assert sync.catch_up()


def test_readers_see_the_former_index_until_the_new_one_holds_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, gone = make_entry(), make_entry(translation_key="both")
    english = make_entry(translation_key="both", language="en")
    settle()
    former = client().current()
    seen = []
    publish = rebuilding._publish

    def meanwhile(*args: Any) -> None:
        seen.append(found())
        Entry.objects.filter(pk=gone.pk).delete()
        touch(gone.pk)
        seen.append(make_entry().pk)
        publish(*args)

    monkeypatch.setattr(rebuilding, "_publish", meanwhile)
    assert engine.rebuild() == 3
    assert seen[0] == [kept.pk, gone.pk, english.pk]
    assert found() == [kept.pk, english.pk, seen[1]]
    assert sorted(engine.search([Request(listed="fr", size=10)])[0].ids) == [kept.pk, english.pk, seen[1]]
    assert client().indexes() == [client().current()] != [former]
    assert sync.is_told()


def test_rebuild_that_fails_leaves_the_former_index_and_no_half_of_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = make_entry()
    settle()

    def fail(*args: Any) -> None:
        raise EngineAway("away")

    monkeypatch.setattr(rebuilding, "deliver", fail)
    with pytest.raises(EngineAway):
        engine.rebuild()
    assert found() == [entry.pk]
    assert client().indexes() == [client().current()]
    monkeypatch.undo()


def test_only_one_rebuild_at_a_time() -> None:
    settle()
    with sync.leased(Position.REBUILD), pytest.raises(EngineAway, match="another process"):
        engine.rebuild()


def test_index_without_alias_is_never_made_by_a_bulk() -> None:
    entry = make_entry()
    with pytest.raises(EngineAway):
        engine.index([entry.pk])
    assert client().indexes() == []


def test_index_apart_leaves_the_live_one_alone() -> None:
    entry = make_entry()
    settle()
    other = make_entry()
    apart = ElasticEngine.apart()
    try:
        assert apart.rebuild() == 2
        assert sorted(apart.search([ALL])[0].ids) == [entry.pk, other.pk]
        assert found() == [entry.pk]
        assert not sync.is_told()
    finally:
        apart.drop()


def test_check_names_what_the_cluster_lacks_has_too_much_or_holds_as_before() -> None:
    kept, stale, extra, missing = (make_entry() for _ in range(4))
    settle()
    assert list(drifts()) == []
    Entry.objects.filter(pk=stale.pk).update(digest="another")
    Entry.objects.filter(pk=extra.pk).delete()
    deliver(client(), [deleted(missing.pk, sync.catalogue_number() + 1)], client().alias)
    assert [(drift.kind, drift.key) for drift in drifts()] == [
        ("stale", stale.key),
        ("extra", str(extra.pk)),
        ("missing", missing.key),
    ]
    touch(kept.pk)
    with pytest.raises(EngineAway, match="1 changes behind"):
        list(drifts())


def test_commands_fill_the_cluster_and_compare_it() -> None:
    entry = make_entry()
    settle()
    with pytest.raises(CommandError):  # the entry has no page
        call_command("catalogue", "check")
    call_command("catalogue", "rebuild")
    assert found() == []
    call_command("catalogue", "check")
    client().delete(client().current())
    with pytest.raises(CommandError):
        call_command("catalogue", "check")
    assert entry.pk
