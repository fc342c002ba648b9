"""The cluster is away, slow, full, of another version, behind another password: the database answers, at once."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Visitor

from search.catalogue import find
from search.engines import select
from search.engines.base import EngineAway, Request
from search.engines.elastic import messenger, state
from search.engines.elastic.away import behind, told
from search.engines.elastic.breaker import Breaker
from search.engines.elastic.client import client
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.health import check
from search.engines.elastic.jobs import Tending
from search.models import Entry
from search.projection import project_pending
from search.query import Query
from tests.factories import add_news, make_tree
from tests.search.elastic import settle
from tests.search.factories import make_entry, touch
from tests.search.proxy import Proxy, make_certificate, proxied
from tests.services.cluster import Address

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALL = Request(listed=None, size=100, facets=("type",))


@pytest.fixture(autouse=True)
def breaker(monkeypatch: pytest.MonkeyPatch) -> Breaker:
    """That of this test alone; nothing happens behind its back."""
    own = Breaker(ElasticEngine(), lambda: None)
    monkeypatch.setattr(messenger, "breaker", own)
    return own


@pytest.fixture
def prefix(elasticsearch_url: str) -> str:
    """The prefix of this test alone."""
    return elasticsearch_url.rpartition("/")[2]


@pytest.fixture
def proxy(elasticsearch_server: Address, prefix: str, settings: Any) -> Iterator[Proxy]:
    """A cluster behind a proxy, holding what there is."""
    with proxied(elasticsearch_server.hosts[0]) as between:
        settings.SEARCH_URL = between.url("elasticsearch", prefix)
        yield between


def answer(expected: set[int]) -> bool:
    """Whether the database answers for the cluster; what is found, and in how long, is checked."""
    started = time.monotonic()
    (found,), degraded = select.search([ALL])
    assert time.monotonic() - started < 2
    assert set(found.ids) == expected
    assert found.total == len(expected)
    assert found.counts
    return degraded


def test_cluster_answers(proxy: Proxy) -> None:
    entry = make_entry()
    settle()
    assert not answer({entry.pk})
    assert check() == ""


def test_slow_cluster_is_left_after_one_search_until_it_is_fast(proxy: Proxy, breaker: Breaker) -> None:
    entry = make_entry()
    settle()
    proxy.delay = 5
    assert answer({entry.pk})
    started = time.monotonic()
    assert all(answer({entry.pk}) for _ in range(10))
    assert time.monotonic() - started < 0.5
    started = time.monotonic()
    assert check() == "the search cluster does not answer"
    assert time.monotonic() - started < 2
    assert not breaker.probe()
    proxy.delay = 0
    assert breaker.probe()
    assert not answer({entry.pk})


def test_the_time_of_a_search_is_that_of_all_its_requests(proxy: Proxy, breaker: Breaker) -> None:
    entry = make_entry()
    settle()
    client().verify(again=True)
    client()._verified = False
    proxy.delay = 0.7 * client().address.timeout
    started = time.monotonic()
    assert answer({entry.pk})  # the version, then the search: more than the time-out together
    assert time.monotonic() - started < 1.5 * client().address.timeout
    assert breaker.reason == "the search cluster does not answer"


def test_cluster_that_is_back_answers_when_it_was_told_what_it_missed(
    proxy: Proxy, breaker: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, withdrawn = make_entry(), make_entry()
    settle()
    proxy.delay = 5
    assert answer({kept.pk, withdrawn.pk})
    proxy.delay = 0
    published = make_entry()
    pk = withdrawn.pk
    withdrawn.delete()
    touch(pk)
    monkeypatch.setattr(state, "TOLERANCE", state.TOLERANCE * 0)
    assert not breaker.probe()
    assert breaker.reason == "the search cluster is 2 changes behind"
    assert check() == "the search cluster is 2 changes behind"
    assert answer({kept.pk, published.pk})
    settle()
    assert breaker.probe()
    assert not answer({kept.pk, published.pk})


def test_full_disk_takes_no_writes(proxy: Proxy, breaker: Breaker, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = make_entry()
    settle()
    client().settings(client().alias, {"blocks.read_only_allow_delete": True})
    published = make_entry()
    Tending()()
    messenger.tell(breaker.trip)
    assert answer({entry.pk, published.pk})
    assert check() == "the search cluster takes no writes (disk full)" == breaker.reason
    client().settings(client().alias, {"blocks.read_only_allow_delete": None})
    Tending()()
    client().refresh()
    assert breaker.probe()
    assert not answer({entry.pk, published.pk})


def test_another_process_sees_that_the_cluster_lacks_changes(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = make_entry()
    settle()
    published = make_entry()
    monkeypatch.setattr(state, "TOLERANCE", state.TOLERANCE * 0)
    assert answer({entry.pk, published.pk})


def test_wrong_version(proxy: Proxy, breaker: Breaker) -> None:
    entry = make_entry()
    proxy.version = "8.17.0"
    assert answer({entry.pk})
    assert check() == "the search cluster is of another version" == breaker.reason


def test_wrong_brand(opensearch_url: str, settings: Any) -> None:
    settings.SEARCH_URL = opensearch_url.replace("opensearch", "elasticsearch")
    entry = make_entry()
    assert answer({entry.pk})
    assert check() == "the search cluster is of another version"


def test_index_that_is_missing(proxy: Proxy, breaker: Breaker, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = make_entry()
    settle()
    client().delete(client().current())
    assert answer({entry.pk})
    assert check() == "the search cluster holds no index yet" == breaker.reason
    Tending()()
    client().refresh()
    assert breaker.probe()
    assert not answer({entry.pk})


def test_another_index_of_the_alias_s_name_is_said_and_nothing_is_filled(proxy: Proxy, breaker: Breaker) -> None:
    entry = make_entry()
    settle()
    client().delete(client().current())
    client().create(client().alias, {})
    try:
        Tending()()
        assert answer({entry.pk})
        assert check() == "another index of the search cluster has the name of the alias"
        assert client().indexes() == []
        with pytest.raises(EngineAway, match="has the name of the alias"):
            breaker.engine.rebuild()
    finally:
        client().delete(client().alias)
    breaker.engine.rebuild()
    assert check() == ""


@pytest.mark.parametrize("brand", ["elasticsearch", "opensearch"])
def test_password_and_certificate(
    brand: str, request: pytest.FixtureRequest, settings: Any, tmp_path: Path, breaker: Breaker
) -> None:
    server: Address = request.getfixturevalue(f"{brand}_server")
    prefix = request.getfixturevalue(f"{brand}_url").rpartition("/")[2]
    certificate = make_certificate(tmp_path)
    entry = make_entry()
    with proxied(server.hosts[0], certificate) as proxy:
        proxy.password = "s3cr/t"
        settings.SEARCH_URL = proxy.url(brand, prefix, "portal:other@", f"?ca={certificate}")
        assert answer({entry.pk})
        assert check() == "the search cluster refuses the password" == breaker.reason
        settings.SEARCH_URL = proxy.url(brand, prefix, "portal:s3cr%2Ft@")
        assert not breaker.probe()
        assert check() == "the certificate of the search cluster is not trusted" == breaker.reason
        settings.SEARCH_URL = proxy.url(brand, prefix, "portal:s3cr%2Ft@", f"?ca={certificate}")
        settle()
        assert breaker.probe()
        assert not answer({entry.pk})


@pytest.mark.parametrize("brand", ["elasticsearch", "opensearch"])
def test_nobody_answers(brand: str, settings: Any, breaker: Breaker) -> None:
    settings.SEARCH_URL = f"{brand}://127.0.0.1:9,127.0.0.1:10/nothing"
    entry = make_entry()
    assert answer({entry.pk})
    assert check() == "the search cluster does not answer" == breaker.reason


def test_commands_say_in_french_what_machines_read_in_english(settings: Any, capsys: Any) -> None:
    settings.SEARCH_URL = "elasticsearch://127.0.0.1:9/nothing"
    with pytest.raises(CommandError, match="la grappe de recherche ne répond pas"):
        call_command("catalogue", "rebuild")
    call_command("catalogue", "check")
    assert "la grappe de recherche ne répond pas" in capsys.readouterr().err
    assert told(behind(2)) == "la grappe de recherche a 2 changement(s) de retard"
    assert str(behind(2)) == "the search cluster is 2 changes behind"


@pytest.mark.parametrize("most", [100, 0])
def test_lists_say_that_the_database_answers(most: int, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor()
    settings.SEARCH_URL = "elasticsearch://127.0.0.1:9/nothing"
    settings.PORTAL_SEARCH_FALLBACK_COUNTS = most
    monkeypatch.setattr(select, "size", Entry.objects.count)
    tree = make_tree()
    add_news(tree, title="Une nouvelle")
    project_pending()
    page = visitor.get("/actualites/").content.decode()
    assert "Une nouvelle" in page
    assert page.count("ces résultats viennent de sa doublure") == 1
    assert ("reviendra avec lui" in page) is (most == 0)
    page = visitor.get("/recherche/?q=nouvelle").content.decode()
    assert page.count("ces résultats viennent de sa doublure") == 1
    page = visitor.get("/recherche/facette/type?q=nouvelle").content.decode()
    assert page.count("ces résultats viennent de sa doublure") == 1
    assert "aucun choix" not in page


def test_many_entries_are_given_without_counts(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SEARCH_URL = "elasticsearch://127.0.0.1:9/nothing"
    settings.PORTAL_SEARCH_FALLBACK_COUNTS = 1
    monkeypatch.setattr(select, "size", Entry.objects.count)
    make_entry(), make_entry()
    (found,), degraded = select.search([ALL])
    assert degraded
    assert (found.total, found.counts) == (2, None)


def test_request_that_the_cluster_refuses_leaves_it_to_others(proxy: Proxy, breaker: Breaker) -> None:
    entry = make_entry()
    settle()
    wrong = Request(listed=None, around=(100.0, 0.0, 5.0))
    _, degraded = breaker.run(lambda: breaker.engine.search([wrong]), lambda: select.database().search([ALL]))
    assert degraded
    assert not breaker.is_open
    assert not answer({entry.pk})


def test_names_of_values_are_asked_once(proxy: Proxy, breaker: Breaker, django_assert_num_queries: Any) -> None:
    make_entry(terms={"type": ["actualite"], "theme": ["sante"], "langue": ["fr"]})
    settle()
    assert find(Query(), "fr", facets=("type", "theme")).total == 1
    with django_assert_num_queries(2):  # where the catalogue stands, the rows to show
        assert not find(Query(), "fr", facets=("type", "theme")).degraded
