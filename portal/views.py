"""Serving pages, and the two addresses by which machines ask how the portal is."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.views import serve_chain

from portal.languages import active_language
from portal.routing import find_site, root_page


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's `serve` view with its hooks, starting from a root page held in memory.

    Raises Http404 where the language has no tree or no live page stands at `path`.
    """
    language = active_language()
    if find_site(request) is None or (root := root_page(request, language)) is None:
        raise Http404
    result = root.route(request, [part for part in path.split("/") if part])
    request._wagtail_route_for_request = result  # type: ignore[attr-defined]
    page, args, kwargs = result
    chain = serve_chain
    for fn in reversed(hooks.get_hooks("on_serve_page")):
        chain = fn(chain)
    for fn in hooks.get_hooks("before_serve_page"):
        response = fn(page, request, args, kwargs)
        if isinstance(response, HttpResponse):
            return response
    served: HttpResponse = chain(page, request, args, kwargs)
    return served
