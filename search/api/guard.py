"""What surrounds every answer of the API: methods, limit, language, freshness, and who may read it (everyone)."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from search.api import problems
from search.api.rate import seconds_to_wait
from search.freshness import etag_of, open_to_all, unchanged

View = Callable[..., HttpResponseBase]


def guarded(view: View) -> View:
    """The same view for GET and HEAD only, within the limit, in the language of `lang`, 304 where nothing changed."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        with override(asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            if request.method == "OPTIONS":
                return _methods()
            if request.method not in ("GET", "HEAD"):
                return problems.refused_method()
            if seconds := seconds_to_wait(request):
                return problems.too_many(seconds)
            etag = etag_of(request)
            return unchanged(request, etag) or _read(request, view, etag, *args, **kwargs)

    return answer


def _read(request: HttpRequest, view: View, etag: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """HEAD is GET without its body, which the server leaves out."""
    method, request.method = request.method, "GET"
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = method
    return open_to_all(response, etag) if response.status_code == HTTPStatus.OK else response


def _methods() -> HttpResponseBase:
    """What a browser asks before it lets another site's program read."""
    response = open_to_all(HttpResponse(status=HTTPStatus.NO_CONTENT))
    response.headers["Allow"] = problems.METHODS
    response.headers["Access-Control-Allow-Methods"] = problems.METHODS
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
