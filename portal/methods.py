"""Pages that are only read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt

METHODS = ("GET", "HEAD")

View = Callable[..., HttpResponseBase]


def read_only(view: View) -> View:
    """The same view for GET and HEAD; another method is told so (405 and `Allow`, RFC 9110), not that a form expired.

    The outermost decorator. Nothing is written behind it, so it needs no token against forged forms.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in METHODS:
            return view(request, *args, **kwargs)
        return HttpResponseNotAllowed(METHODS, render_to_string("405.html", request=request))

    return answer
