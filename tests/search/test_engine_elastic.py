"""The contract of engines, kept by Elasticsearch."""

from typing import Any

import pytest

from tests.search.elastic import ElasticContract

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class TestElasticsearch(ElasticContract):
    """A real node."""

    @pytest.fixture(autouse=True)
    def _cluster(self, settings: Any, elasticsearch_url: str) -> None:
        settings.SEARCH_URL = elasticsearch_url
