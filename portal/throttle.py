"""Whose failed logins count together: one account from one address, and one address over all accounts."""

from ipaddress import ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Address of the visitor's connection; behind proxies (`PROXY_COUNT`), what the outermost of them saw.

    What is no address (a header that a visitor made up) counts for nothing.
    """
    proxies: int = settings.PORTAL_PROXY_COUNT
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    remote: str = request.META.get("REMOTE_ADDR", "")
    found = seen[-proxies] if proxies and len(seen) >= proxies else remote
    try:
        return str(ip_address(found))
    except ValueError:
        return remote


def account(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The account that a login names: an e-mail address in any case is one account, as it is when signing in."""
    name = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(name).strip().lower()


class Throttle(AxesDatabaseHandler):
    """Counts in the database. An address has a limit of its own, so that it can't try one password on every account."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Failures of this account from this address or, when that is worse, the address's on the same scale."""
        own, address = (
            sum(attempt.failures_since_start for attempt in attempts)
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(own, address * settings.AXES_FAILURE_LIMIT // settings.PORTAL_ADDRESS_FAILURE_LIMIT)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """A success forgives this account's failures only: who has an account gets no more tries at the others'."""
        own, _ = self.filter_user_attempts(request, credentials)
        count: int = own.delete()[0]
        return count
