"""Whether a machine already has the answer: one query instead of all of it."""

import hashlib
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from portal.languages import active_language
from search.state import read_state

FORMAT = 1  # to be raised when the same catalogue is told otherwise


def etag_of(request: HttpRequest) -> str:
    """Tells two answers to the same address apart: where the catalogue stands, what it hides, the day."""
    number, hidden = read_state()
    parts = (
        FORMAT,
        settings.BASE_URL,
        active_language(),
        request.get_full_path(),
        timezone.localdate(),
        number,
        *hidden,
    )
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """304 for who has this very answer (RFC 9110, section 13)."""
    found = get_conditional_response(request, etag=etag)
    if found is None or found.status_code != HTTPStatus.NOT_MODIFIED:
        return None
    return open_to_all(found, etag)


def open_to_all(response: HttpResponseBase, etag: str = "") -> HttpResponseBase:
    """Public data: read from any site, kept by any cache, asked again each time so that nothing outlives its page."""
    if etag:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
