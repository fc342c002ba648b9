"""The contract of engines, kept by the database: SQLite and PostgreSQL, one in each run."""

import pytest

from search.engines.database.engine import DatabaseEngine
from tests.search.engine_contract import EngineContract


@pytest.mark.django_db
class TestDatabase(EngineContract):
    """FTS5 or GIN, and the sets of this process."""

    engine = DatabaseEngine()
