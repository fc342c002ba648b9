"""How many requests of a minute an address may make: counted in the cache, or in the process where that is away."""

import time

from django.conf import settings
from django.core.cache import BaseCache, cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest

from portal.throttle import client_address

MINUTE = 60
own = LocMemCache("search.api.rate", {})


def seconds_to_wait(request: HttpRequest, now: float | None = None) -> int:
    """Zero while the address has made at most PORTAL_API_RATE requests this minute (0: no limit)."""
    limit: int = settings.PORTAL_API_RATE
    if not limit:
        return 0
    minute, second = divmod(int(time.time() if now is None else now), MINUTE)
    key = f"api:{client_address(request)}:{minute}"
    count = _count(cache, key) or _count(own, key) or 0
    return MINUTE - second if count > limit else 0


def _count(store: BaseCache, key: str) -> int | None:
    """One more; None where the store does not answer (portal.settings.caches makes that a miss, not an error)."""
    try:
        return store.incr(key)
    except ValueError:  # the first of the minute
        if store.add(key, 1, 2 * MINUTE):
            return 1
    try:
        return store.incr(key)
    except ValueError:
        return None
