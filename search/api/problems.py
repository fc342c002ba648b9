"""Answers that are problems: JSON of RFC 9457 with a sentence that says what to do."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

from search.freshness import open_to_all

CONTENT_TYPE = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"


def problem(status: int, title: str, detail: str, errors: Iterable[dict[str, str]] = ()) -> HttpResponse:
    """See search.api.schemas.ProblemOut."""
    content = {"title": title, "status": status, "detail": detail, "errors": list(errors)}
    response = JsonResponse(
        content, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    open_to_all(response)
    response.headers["Cache-Control"] = "no-store"
    return response


def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    """422: each parameter that could not be read, from ninja's ValidationError (`loc`: query, argument, parameter)."""
    places: list[tuple[str | int, ...]] = [part["loc"] for part in error.errors]
    names = dict.fromkeys(str(place[2] if len(place) > 2 else place[-1]) for place in places)
    sentence = _("The parameter “%(name)s” could not be read: see what it may hold in /api/openapi.json.")
    return problem(
        422,
        _("Parameters that cannot be read"),
        _("Correct or remove these parameters: %(names)s.") % {"names": ", ".join(names)},
        ({"parameter": name, "detail": sentence % {"name": name}} for name in names),
    )


def unknown_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 under /api/."""
    return problem(404, _("Not found"), _("Nothing stands at this address: /api/openapi.json lists those that exist."))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The portal's 404 (`handler404`): for programs what middleware refuses is JSON too."""
    if request.path.startswith("/api/"):
        return unknown_address(request)
    return defaults.page_not_found(request, exception)


def unknown_entry() -> HttpResponse:
    """404: an entry that is not, or no longer, public."""
    return problem(404, _("Not found"), _("No entry with this key is published: it may have been withdrawn."))


def unknown_facet() -> HttpResponse:
    """404: a facet that nobody declares."""
    return problem(404, _("Not found"), _("There is no facet with this name: /api/facets lists them."))


def unknown_page(page: int, pages: int) -> HttpResponse:
    """404: past the last page."""
    detail = _("Page %(page)s does not exist: the last one is %(pages)s.")
    return problem(404, _("Not found"), detail % {"page": page, "pages": pages})


def refused_method() -> HttpResponse:
    """405: this API is read."""
    response = problem(405, _("Method not allowed"), _("This API is read only: use GET."))
    response.headers["Allow"] = METHODS
    return response


def too_many(seconds: int) -> HttpResponse:
    """429: the address has made too many requests this minute."""
    detail = _("Too many requests came from your address: try again in %(seconds)s seconds.") % {"seconds": seconds}
    response = problem(429, _("Too many requests"), detail)
    response.headers["Retry-After"] = str(seconds)
    return response
