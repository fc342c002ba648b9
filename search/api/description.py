"""`/api/openapi.json`, in the reader's language, and `/api/` for people."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.chrome import surroundings
from search.api.operations import api
from search.api.problems import CONTENT_TYPE

TRANSLATED = ("description", "summary")
EXAMPLES = (
    "/api/entries?type=evenement&quand=a-venir",
    "/api/entries?q=budget+participatif&territoire=somme",
    "/api/facets?type=initiative",
    "/api/facets/theme",
)


def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1; addresses are relative to the portal's own."""
    described = _translate(api.get_openapi_schema(path_prefix="/api"))
    for schema in described["components"]["schemas"].values():
        schema.pop("description", None)  # what a class says to who reads the code
    described.pop("servers", None)
    described["info"]["title"] = _("Read API of %(site)s") % {"site": surroundings(request).site_name}
    for operations in described["paths"].values():
        for parameter in operations["get"]["parameters"]:
            if parameter["schema"].get("default", "") is None:
                del parameter["schema"]["default"]
        for status, response in operations["get"]["responses"].items():
            _describe(response, int(status))
        operations["get"]["responses"]["414"] = {
            "description": _("The address is too long for the server."),
            "content": {"text/html": {"schema": {"type": "string"}}},
        }
    return JsonResponse(described, json_dumps_params={"ensure_ascii": False})


def _describe(response: dict[str, Any], status: int) -> None:
    """Problems have their own content type (RFC 9457); what has no body has no content."""
    content = response.get("content", {})
    if status >= 400 and "application/json" in content:
        response["content"] = {CONTENT_TYPE: content["application/json"]}
    response["description"] = {
        200: _("The answer."),
        304: _("Nothing changed since the answer that the client has (If-None-Match)."),
        404: _("Nothing stands there."),
        422: _("Parameters that cannot be read."),
        429: _("Too many requests in a minute: wait for Retry-After seconds."),
    }.get(status, "")


def _translate(node: Any) -> Any:
    """The same description with its sentences in the active language."""
    if isinstance(node, dict):
        return {
            name: _(value) if name in TRANSLATED and isinstance(value, str) and value else _translate(value)
            for name, value in node.items()
        }
    return [_translate(each) for each in node] if isinstance(node, list) else node


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the API is, for people."""
    home = surroundings(request).home_url
    context = {
        "meta_title": _("Reuse our data"),
        "breadcrumb": [{"label": _("Home"), "url": home}, {"label": _("Reuse our data"), "url": request.path}],
        "examples": EXAMPLES,
        "rate": settings.PORTAL_API_RATE,
        "base_url": settings.BASE_URL,
    }
    return render(request, "search/api.html", context)
