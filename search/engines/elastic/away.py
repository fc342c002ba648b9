"""Why a cluster does not serve: reasons that name no host and no secret."""

from search.engines.base import EngineAway

NO_ANSWER = "the search cluster does not answer"
OVERLOADED = "the search cluster is overloaded"
VERSION = "the search cluster is of another version"
PASSWORD = "the search cluster refuses the password"  # noqa: S105 - a reason
CERTIFICATE = "the certificate of the search cluster is not trusted"
READ_ONLY = "the search cluster takes no writes (disk full)"
NO_INDEX = "the search cluster holds no index yet"
TAKEN = "another index of the search cluster has the name of the alias"
INCOMPLETE = "the search cluster has lost a part of its index"


class Refused(EngineAway):
    """The cluster answered, and not with what was asked: `status` of HTTP, `body` as it came."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(reason_of(status, body))
        self.status, self.body = status, body

    @property
    def is_ours(self) -> bool:
        """Whether the request was wrong, not the cluster: others may go on asking."""
        return self.status == 400


def reason_of(status: int, body: object = None) -> str:
    """What a status of HTTP says of the cluster."""
    if status in (401, 403):
        return READ_ONLY if "cluster_block_exception" in str(body) else PASSWORD
    if status == 429:
        return READ_ONLY if "cluster_block_exception" in str(body) else OVERLOADED
    if status == 404:
        return NO_INDEX
    return NO_ANSWER if status >= 500 else f"the search cluster refuses a request ({status})"


def behind(count: int) -> EngineAway:
    """The cluster has not been told of everything yet."""
    return EngineAway(f"the search cluster is {count} changes behind")
