"""What lower layers need from higher ones, registered in `AppConfig.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class HealthCheck:
    """`check()` returns an empty string when all is well, else a reason without any host name or secret.

    It must answer within two seconds. A `vital` one makes the portal unavailable; the others only degrade it.
    """

    name: str
    check: Callable[[], str]
    vital: bool = False


@dataclass(frozen=True)
class Address:
    """A public page for machines: absolute-path `url`, day of its last change, the same page by language."""

    url: str
    changed: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()


_preparations: list[Callable[[], object]] = []
_health: dict[str, HealthCheck] = {}
_addresses: list[Callable[[], Iterable[Address]]] = []


def register_health_check(check: HealthCheck) -> None:
    """Add a check to `/health/ready`; the same name replaces the former one."""
    _health[check.name] = check


def health_checks() -> list[HealthCheck]:
    """Every check, vital ones first."""
    return sorted(_health.values(), key=lambda check: (not check.vital, check.name))


def register_preparation(prepare: Callable[[], object]) -> None:
    """Have a web process do this before its first request. It may find no database: then visitors wait a little."""
    if prepare not in _preparations:
        _preparations.append(prepare)


def preparations() -> list[Callable[[], object]]:
    """What is to be done, in the order of registration."""
    return list(_preparations)


def register_addresses(addresses: Callable[[], Iterable[Address]]) -> None:
    """Say who knows the addresses of the public pages, for the sitemap."""
    if addresses not in _addresses:
        _addresses.append(addresses)


def public_addresses() -> list[Address]:
    """Every public address, once, in the order of their registration."""
    found: dict[str, Address] = {}
    for source in _addresses:
        for address in source():
            found.setdefault(address.url, address)
    return list(found.values())
