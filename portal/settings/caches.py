"""One way to open the cache: one that is away, or that does not answer, is a miss and never an error."""

from typing import Any


def cache(url: str) -> dict[str, Any]:
    """Django's CACHES entry for `url` (redis://), or the memory of each process where it is empty.

    Time-outs of a second, exceptions ignored: quality.md, fact 6.
    """
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "portal",
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1},
    }
