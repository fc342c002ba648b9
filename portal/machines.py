"""`/robots.txt`, `/sitemap.xml` and `/.well-known/security.txt`."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.registries import public_addresses

PORTION = 5_000  # addresses in one file; the standard allows 50,000, but each has its translations


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots should leave alone, and where the sitemap is."""
    return render(request, "portal/robots.txt", {"base_url": settings.BASE_URL}, content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116): the contact form; good for less than a year, as the RFC asks."""
    expires = (timezone.now() + timedelta(days=360)).replace(hour=0, minute=0, second=0, microsecond=0)
    context = {"base_url": settings.BASE_URL, "expires": f"{expires:%Y-%m-%dT%H:%M:%SZ}"}
    return render(request, "portal/security.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest, part: int | None = None) -> HttpResponse:
    """Every public address with its translations; beyond 5,000 an index of parts (`/sitemap-1.xml` ...)."""
    addresses = public_addresses()
    parts = max(1, -(-len(addresses) // PORTION))
    context: dict[str, Any] = {"base_url": settings.BASE_URL}
    if part is None and parts > 1:
        return render(request, "portal/sitemap_index.xml", {**context, "parts": range(1, parts + 1)}, "application/xml")
    if part is not None and not 1 <= part <= parts:
        raise Http404
    start = ((part or 1) - 1) * PORTION
    context["addresses"] = addresses[start : start + PORTION]
    return render(request, "portal/sitemap.xml", context, "application/xml")
