"""A cluster that takes what changed when a test asks."""

from search.engines.elastic.client import client
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.sync import RebuildNeeded, catch_up
from tests.search.engine_contract import EngineContract


def settle() -> None:
    """Tell the cluster what it lacks, as the worker does, and make it findable."""
    engine = ElasticEngine()
    try:
        assert catch_up()
    except RebuildNeeded:
        engine.rebuild()
    if client().current():
        client().refresh()
    else:
        engine.rebuild()


class ElasticContract(EngineContract):
    """The contract on a cluster."""

    engine = ElasticEngine()

    def settle(self) -> None:
        """See Asking."""
        settle()
