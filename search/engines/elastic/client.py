"""What the portal asks of a cluster, the same for both brands. Never `GET /`: not every server answers it."""

import json
import time
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings

from search.engines.base import EngineAway
from search.engines.elastic.away import NO_ANSWER, TAKEN, VERSION, Refused
from search.engines.elastic.transports import transport
from search.engines.elastic.url import Address, parse

MAJOR = {"elasticsearch": "9", "opensearch": "3"}
WRITING = 15.0  # seconds that a bulk or the making of an index may take
ASKING = 2.0
JSON, NDJSON = "application/json", "application/x-ndjson"


class Client:
    """A cluster. Whatever goes wrong is EngineAway; Refused when it answered something else than asked."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.alias = address.prefix
        self._transport = transport(address)
        self._verified = False

    def request(
        self, method: str, path: str, body: Any = None, seconds: float = ASKING, kind: str = JSON, **params: Any
    ) -> Any:
        """The JSON that one request gives; forgets that the version was right when nobody answers: it may change."""
        try:
            return self._transport.call(method, path, params, body, kind, seconds)
        except Refused:
            raise
        except EngineAway:
            self._verified = False
            raise

    def verify(self, *, again: bool = False, seconds: float = ASKING) -> None:
        """EngineAway unless every node is of the version that the portal speaks to."""
        if self._verified and not again:
            return
        try:
            answer = self.request("GET", "/_nodes", seconds=seconds, filter_path="nodes.*.version")
        except Refused as error:
            raise EngineAway(VERSION) if error.status in (400, 405, 406) else error from None
        versions = [str(node.get("version", "")) for node in answer.get("nodes", {}).values()]
        if not versions or any(version.partition(".")[0] != MAJOR[self.address.brand] for version in versions):
            raise EngineAway(VERSION)
        self._verified = True

    def deadline(self) -> float:
        """When a search that begins now must have its answer, by the monotonic clock."""
        return time.monotonic() + self.address.timeout

    def search(
        self, searches: Sequence[tuple[dict[str, Any], str]], index: str = "", *, shown: str, until: float = 0.0
    ) -> list[dict[str, Any]]:
        """The answers to (body, preference) each, of which only `shown` (paths with commas): one request.

        Of the whole index or of nothing: a missing shard is an error, never a smaller count. The same question again
        costs nothing until something changes. EngineAway when `until` (of the monotonic clock; by default after the
        address's time-out) comes first.
        """
        until = until or self.deadline()
        self.verify(seconds=_left(until))
        whole = {"allow_partial_search_results": False, "request_cache": True}
        lines = [
            line(part)
            for body, preference in searches
            for part in ({"index": index or self.alias, "preference": preference, **whole}, body)
        ]
        paths = ",".join(f"responses.{path}" for path in ("status", "error", *shown.split(",")))
        body = b"\n".join([*lines, b""])
        answer = self.request("POST", "/_msearch", body, _left(until), NDJSON, filter_path=paths)
        for each in answer["responses"]:
            if each.get("status", 200) >= 400:
                raise Refused(each["status"], each.get("error"))
        return list(answer["responses"])

    def bulk(self, lines: Sequence[bytes], index: str) -> list[dict[str, Any]]:
        """The outcome of each action, as (status, error); an index that is missing is never made by a bulk."""
        params = {"filter_path": "items.*.status,items.*.error.type"}
        if index == self.alias:
            params["require_alias"] = "true"
        body = b"\n".join([*lines, b""])
        answer = self._transport.call("POST", f"/{index}/_bulk", params, body, NDJSON, WRITING)
        return [next(iter(item.values())) for item in answer.get("items", [])]

    def create(self, index: str, body: dict[str, Any]) -> None:
        """Make an index."""
        self.request("PUT", f"/{index}", body, WRITING)

    def settings(self, index: str, values: dict[str, Any]) -> None:
        """Change settings of an index."""
        self.request("PUT", f"/{index}/_settings", {"index": values}, WRITING)

    def refresh(self, index: str = "") -> None:
        """Make what was written findable now."""
        self.request("POST", f"/{index or self.alias}/_refresh", None, WRITING)

    def current(self, seconds: float = ASKING) -> str:
        """The index that the alias stands for; empty when there is none."""
        try:
            answer = self.request("GET", f"/_alias/{self.alias}", seconds=seconds)
        except Refused as error:
            if error.status == 404:
                return ""
            raise
        return next(iter(answer), "")

    def check_name(self) -> None:
        """EngineAway where an index bears the name of the alias: no other can be read by that name."""
        try:
            answer = self.request("GET", f"/{self.alias}/_settings", filter_path="*.settings.index.uuid")
        except Refused as error:
            if error.status == 404:
                return
            raise
        if self.alias in answer:
            raise EngineAway(TAKEN)

    def meta(self, index: str) -> dict[str, Any]:
        """What was noted in the mapping of an index when it was made."""
        answer = self.request("GET", f"/{index}/_mapping", filter_path="*.mappings._meta")
        return next((each["mappings"]["_meta"] for each in answer.values()), {})

    def indexes(self) -> list[str]:
        """Every index that this portal made here."""
        return [name for name in self.request("GET", f"/{self.alias}-*") if _is_ours(name, self.alias)]

    def point(self, index: str) -> None:
        """Have readers read this index, from one request to the next."""
        actions = [
            {"remove": {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}},
            {"add": {"index": index, "alias": self.alias}},
        ]
        self.request("POST", "/_aliases", {"actions": actions}, WRITING)

    def delete(self, index: str) -> None:
        """Delete an index."""
        self.request("DELETE", f"/{index}", None, WRITING, ignore_unavailable="true")


def _left(until: float) -> float:
    """The seconds that are left; EngineAway when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise EngineAway(NO_ANSWER)
    return left


def _is_ours(name: str, prefix: str) -> bool:
    stamp = name.removeprefix(f"{prefix}-")
    return stamp.isdigit() and len(stamp) == 20


def line(value: Any) -> bytes:
    """A line of a bulk."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")


@cache
def _client(url: str) -> Client:
    return Client(parse(url))


def client() -> Client:
    """The cluster that SEARCH_URL names, one client a process."""
    return _client(settings.SEARCH_URL)
