"""Headers on every answer, and redirects that cost no query."""

from collections.abc import Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from portal.routing import redirect_for

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN_POLICY = "; ".join(
    [
        # Wagtail 8's own screens have inline scripts and styles and no nonce (ecosystem.md, 3).
        # Never loosen the public policy for them.
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    ]
)
ADMIN_PREFIXES = ("/admin/",)
FILE_POLICY = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
FILE_PREFIXES = ("/documents/", settings.MEDIA_URL)


class SecurityHeadersMiddleware:
    """Permissions-Policy and Cross-Origin-Resource-Policy on every answer, and who may keep a document."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.permissions = ", ".join(f"{name}=()" for name in settings.PERMISSIONS_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that Django has no setting for."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.permissions)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith("/documents/"):
            # Asked again each time: a document that is withdrawn leaves every cache at once.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class NulMiddleware(MiddlewareMixin):
    """PostgreSQL refuses a NUL in any text: no view has to think of it."""

    def process_request(self, request: HttpRequest) -> None:
        """In what a visitor asks it reads as a space (no length changes); a path with one is nowhere (Http404)."""
        if "\x00" in request.path_info:
            raise Http404
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "%20")


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp's strict policy on the public site, nothing at all for files that people sent, Wagtail's needs in the
    admin. A preview obeys the public policy, and the admin alone may frame it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the policy of the part of the site that answers."""
        if request.path.startswith(ADMIN_PREFIXES):
            response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY)
            return response
        if request.path.startswith(FILE_PREFIXES) and response.streaming:
            # Chromium shows no PDF in a sandbox; its viewer is one already.
            is_pdf = response.headers.get("Content-Type") == "application/pdf"
            response.headers["Content-Security-Policy"] = FILE_POLICY if is_pdf else f"{FILE_POLICY}; sandbox"
            return response
        if getattr(request, "is_preview", False):
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        return super().process_response(request, response)


class RedirectMiddleware(MiddlewareMixin):
    """Editors' redirects (wagtail.contrib.redirects), read from memory: a 404 costs no query for them."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Answer a 404 by the redirect that an editor or a renaming made for this address, if its target is public."""
        if response.status_code != 404:
            return response
        found = redirect_for(request)
        if found is None:
            return response
        url, permanent = found
        return HttpResponsePermanentRedirect(url) if permanent else HttpResponseRedirect(url)
