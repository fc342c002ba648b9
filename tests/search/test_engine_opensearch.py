"""The contract of engines, kept by OpenSearch."""

from typing import Any

import pytest

from tests.search.elastic import ElasticContract

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.opensearch]


class TestOpenSearch(ElasticContract):
    """A real node."""

    @pytest.fixture(autouse=True)
    def _cluster(self, settings: Any, opensearch_url: str) -> None:
        settings.SEARCH_URL = opensearch_url
