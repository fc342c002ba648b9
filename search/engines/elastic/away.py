"""Why a cluster does not serve: reasons that name no host and no secret, in English for machines and logs."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from search.engines.base import EngineAway

NO_ANSWER = _("the search cluster does not answer")
OVERLOADED = _("the search cluster is overloaded")
VERSION = _("the search cluster is of another version")
PASSWORD = _("the search cluster refuses the password")
CERTIFICATE = _("the certificate of the search cluster is not trusted")
READ_ONLY = _("the search cluster takes no writes (disk full)")
NO_INDEX = _("the search cluster holds no index yet")
TAKEN = _("another index of the search cluster has the name of the alias")
INCOMPLETE = _("the search cluster has lost a part of its index")
REFUSED = _("the search cluster refuses a request (%(status)s)")
BEHIND = _("the search cluster is %(count)s changes behind")


class Counted(EngineAway):
    """A reason that holds a number."""

    def __init__(self, reason: str, **values: int) -> None:
        super().__init__(reason % values)
        self.reason, self.values = reason, values


class Refused(Counted):
    """The cluster answered, and not with what was asked: `status` of HTTP, `body` as it came."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(reason_of(status, body), status=status)
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
    return NO_ANSWER if status >= 500 else REFUSED


def behind(count: int) -> EngineAway:
    """The cluster has not been told of everything yet."""
    return Counted(BEHIND, count=count)


def told(error: EngineAway) -> str:
    """The reason in the language in use."""
    return gettext(error.reason) % error.values if isinstance(error, Counted) else gettext(str(error))
