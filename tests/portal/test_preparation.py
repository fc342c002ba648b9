"""What a web process reads before its first visitor."""

from typing import Any

import pytest
from django.db import OperationalError, connection

from portal import registries
from portal.preparation import prepare
from search import preparation
from search.analysis.lexicon import lexicon
from search.index import held

pytestmark = pytest.mark.django_db


def test_words_and_sets_are_there_before_the_first_search(django_assert_max_num_queries: Any) -> None:
    lexicon.cache_clear()
    held.forget()
    with django_assert_max_num_queries(6):
        preparation.prepare()
    assert lexicon.cache_info().currsize == 2
    assert held.index is not None


def test_a_large_catalogue_that_a_cluster_serves_is_not_read(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SEARCH_URL = "elasticsearch://127.0.0.1:9/nothing"
    monkeypatch.setattr(preparation, "size", lambda: settings.PORTAL_SEARCH_FALLBACK_COUNTS + 1)
    held.forget()
    preparation.prepare()
    assert held.index is None


def test_what_fails_does_not_stop_the_server_and_no_connection_is_left(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done, closed = [], []

    def away() -> None:
        raise OperationalError("host=secret")

    monkeypatch.setattr("portal.preparation.connections.close_all", lambda: closed.append(True))
    monkeypatch.setattr(registries, "_preparations", [away, lambda: 1 / 0, lambda: done.append(True)])
    prepare()
    assert done == closed == [True]
    assert "OperationalError" in caplog.text
    assert "secret" not in caplog.text
    assert connection.connection is None or connection.is_usable()
