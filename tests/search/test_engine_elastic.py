"""The contract of engines, kept by Elasticsearch."""

from dataclasses import replace
from typing import Any

import pytest

from search.engines.base import Request, Text
from search.engines.elastic.client import Client
from tests.search.asking import said
from tests.search.elastic import ElasticContract

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class TestElasticsearch(ElasticContract):
    """A real node."""

    @pytest.fixture(autouse=True)
    def _cluster(self, settings: Any, elasticsearch_url: str) -> None:
        settings.SEARCH_URL = elasticsearch_url

    def test_a_rare_text_is_answered_in_one_request_with_what_holds_most_of_it(self, monkeypatch: Any) -> None:
        most = self.add("Budget participatif")
        groups = [replace(group, entries=1) for group in said("budget participatif lycées").groups]
        self.settle()
        sent, request = [], Client.request

        def noted(*args: Any, **options: Any) -> Any:
            sent.append(args[2])
            return request(*args, **options)

        monkeypatch.setattr(Client, "request", noted)
        found = self.engine.search([Request(text=Text(tuple(groups)), listed=None)])[0]
        assert (found.total, found.nearly, sent.count("/_msearch")) == (0, [most], 1)
