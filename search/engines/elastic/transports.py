"""The two clients behind one call: a JSON answer, or EngineAway. The package of OpenSearch is an optional extra."""

from collections.abc import Mapping
from typing import Any, Protocol

import elastic_transport
import elasticsearch

from search.engines.base import EngineAway
from search.engines.elastic.away import CERTIFICATE, NO_ANSWER, VERSION, Refused
from search.engines.elastic.url import Address, wrong

RETRIED = (502, 503, 504)
CONNECTIONS = 10  # kept open to each host
DEAD = 10  # seconds after which a host that did not answer is tried again, at most

Params = Mapping[str, Any]


class Transport(Protocol):
    """One request to whichever host answers."""

    def call(self, method: str, path: str, params: Params, body: Any, kind: str, seconds: float) -> Any:
        """The JSON answer; `kind` is the type of `body` (application/json, application/x-ndjson)."""


class ElasticsearchTransport:
    """By the package `elasticsearch`."""

    def __init__(self, address: Address) -> None:
        options: dict[str, Any] = {}
        if address.user:
            options["basic_auth"] = (address.user, address.password)
        if address.ca:
            options["ca_certs"] = address.ca
        try:
            self.client = elasticsearch.Elasticsearch(
                list(address.hosts),
                connections_per_node=CONNECTIONS,
                max_retries=max(1, len(address.hosts)),
                retry_on_timeout=False,
                retry_on_status=RETRIED,
                max_dead_node_backoff=DEAD,
                **options,
            )
        except (OSError, ValueError) as error:
            raise wrong(f"cannot be used ({type(error).__name__}: is `ca` a file of certificates?)") from None

    def call(self, method: str, path: str, params: Params, body: Any, kind: str, seconds: float) -> Any:
        """See Transport."""
        headers = {"accept": "application/json"} | ({"content-type": kind} if body is not None else {})
        try:
            client = self.client.options(request_timeout=seconds)
            return client.perform_request(method, path, params=params, headers=headers, body=body).body
        except elasticsearch.UnsupportedProductError:
            raise EngineAway(VERSION) from None
        except elasticsearch.ApiError as error:
            raise Refused(error.meta.status, error.body) from None
        except elastic_transport.TlsError:
            raise EngineAway(CERTIFICATE) from None
        except elastic_transport.TransportError as error:
            raise EngineAway(CERTIFICATE if "CERTIFICATE" in str(error) else NO_ANSWER) from None


class OpenSearchTransport:
    """By the package `opensearch-py`."""

    def __init__(self, address: Address) -> None:
        try:
            import opensearchpy
        except ImportError:
            raise wrong("names OpenSearch, whose package is missing: pip install opensearch-py") from None
        options: dict[str, Any] = {}
        if address.user:
            options["http_auth"] = (address.user, address.password)
        if address.ca:
            options["ca_certs"] = address.ca
        self.errors = opensearchpy.exceptions
        try:
            self.client = opensearchpy.OpenSearch(
                list(address.hosts),
                pool_maxsize=CONNECTIONS,
                max_retries=max(1, len(address.hosts)),
                retry_on_timeout=False,
                retry_on_status=RETRIED,
                dead_timeout=1,
                **options,
            )
        except (OSError, ValueError, self.errors.ImproperlyConfigured) as error:
            raise wrong(f"cannot be used ({type(error).__name__}: is `ca` a file of certificates?)") from None

    def call(self, method: str, path: str, params: Params, body: Any, kind: str, seconds: float) -> Any:
        """See Transport."""
        headers = {"content-type": kind} if body is not None else None
        text = {name: str(value).lower() if isinstance(value, bool) else value for name, value in params.items()}
        try:
            return self.client.transport.perform_request(
                method, path, params=text | {"request_timeout": seconds}, body=body, headers=headers
            )
        except self.errors.SSLError:
            raise EngineAway(CERTIFICATE) from None
        except self.errors.ConnectionError:
            raise EngineAway(NO_ANSWER) from None
        except self.errors.TransportError as error:
            status = error.status_code
            raise Refused(status, error.info) if isinstance(status, int) else EngineAway(NO_ANSWER) from None
        except self.errors.OpenSearchException:
            raise EngineAway(NO_ANSWER) from None


def transport(address: Address) -> Transport:
    """The client of this brand."""
    return OpenSearchTransport(address) if address.brand == "opensearch" else ElasticsearchTransport(address)
