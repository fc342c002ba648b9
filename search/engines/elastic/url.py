"""SEARCH_URL: which cluster, how to reach it, how its index is cut."""

import re
import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BRANDS = ("elasticsearch", "opensearch")
PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\Z")
PORT = 9200


@dataclass(frozen=True)
class Address:
    """What SEARCH_URL says. `replicas` None: one copy as soon as there is a second node."""

    brand: str
    hosts: tuple[str, ...]  # http://host:9200
    prefix: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    shards: int = 1
    replicas: int | None = None
    timeout: float = 1.0  # seconds that a search may take


def parse(url: str) -> Address:
    """Read SEARCH_URL; ImproperlyConfigured, which names the variable and never the password, if it cannot be."""
    scheme, _, rest = url.partition("://")
    brand, _, security = scheme.partition("+")
    if brand not in BRANDS or security not in ("", "https") or not rest:
        raise wrong("starts with elasticsearch:// or opensearch://, with +https after the name for TLS")
    netloc, _, tail = rest.partition("/")
    credentials, _, hosts = netloc.rpartition("@")
    user, _, password = credentials.partition(":")
    prefix, _, query = tail.partition("?")
    prefix = prefix.rstrip("/")
    if not PREFIX.match(prefix):
        raise wrong("ends with the prefix of the index, in small letters, digits, - and _: …:9200/portal")
    return Address(
        brand=brand,
        hosts=tuple(_host(security or "http", host) for host in hosts.split(",")),
        prefix=prefix,
        user=unquote(user),
        password=unquote(password),
        **_options(query, secure=bool(security)),
    )


def check_authority(address: Address) -> None:
    """ImproperlyConfigured where `ca` is no file of certificates: the cluster would seem not to answer."""
    if not address.ca:
        return
    try:
        ssl.create_default_context(cafile=address.ca)
    except OSError:  # an SSLError is one
        raise wrong("names a `ca` that is missing, cannot be read or holds no certificate") from None


def wrong(reason: str) -> ImproperlyConfigured:
    """The error of a SEARCH_URL that cannot be used."""
    return ImproperlyConfigured(f"SEARCH_URL {reason}.")


def _host(scheme: str, host: str) -> str:
    if any(character.isspace() for character in host):
        raise wrong("has a blank in a host, or beside the comma between two")
    try:
        parts = urlsplit(f"{scheme}://{host}")
        port = parts.port or PORT
    except ValueError:
        raise wrong("names a host or a port that cannot be read") from None
    if not parts.hostname:
        raise wrong("names no host, or an empty one between two commas")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{scheme}://{name}:{port}"


def _options(query: str, *, secure: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name == "ca" and secure and value:
            found[name] = value
        elif name in ("shards", "replicas") and value.isascii() and value.isdigit():
            found[name] = int(value)
        elif name == "timeout" and re.fullmatch(r"\d{1,2}(\.\d+)?", value) and float(value) > 0:
            found[name] = float(value)
        else:
            raise wrong(f"has an option that is unknown or cannot be read: {name}")
    if found.get("shards", 1) < 1:
        raise wrong("asks for an index without shards")
    return found
