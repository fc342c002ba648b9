"""What /health/ready says of the cluster: a reason without host name or secret, within two seconds."""

from django.conf import settings

from portal.health import Kept
from portal.registries import HealthCheck, register_health_check
from search.engines.base import EngineAway
from search.engines.elastic.away import INCOMPLETE, NO_INDEX, READ_ONLY, TAKEN, Refused, behind
from search.engines.elastic.client import client
from search.engines.elastic.state import read_state

PATIENCE = 0.6  # seconds for each of three requests
KEPT = 2.0  # seconds that an answer is kept
BLOCKS = ("index.blocks.read_only_allow_delete", "index.blocks.read_only", "index.blocks.write")


def check() -> str:
    """Empty when all is well."""
    try:
        _examine()
    except EngineAway as error:
        return str(error)
    return ""


def _examine() -> None:
    """EngineAway with the reason of the first thing that is not well."""
    cluster = client()
    cluster.verify(again=True, seconds=PATIENCE)
    path = f"/{cluster.alias}/_settings/index.blocks.*,index.uuid"
    try:
        blocks = cluster.request("GET", path, None, PATIENCE, flat_settings="true")
    except Refused as error:
        raise EngineAway(NO_INDEX) if error.status == 404 else error from None
    if cluster.alias in blocks:
        raise EngineAway(TAKEN)
    if any(index["settings"].get(name) == "true" for index in blocks.values() for name in BLOCKS):
        raise EngineAway(READ_ONLY)
    health = cluster.request("GET", f"/_cluster/health/{cluster.alias}", None, PATIENCE, filter_path="status")
    if health.get("status") == "red":
        raise EngineAway(INCOMPLETE)
    if count := read_state().behind:
        raise behind(count)


def register() -> None:
    """Have /health/ready ask, where there is a cluster."""
    if settings.SEARCH_URL:
        register_health_check(HealthCheck("search", Kept(check, KEPT)))
