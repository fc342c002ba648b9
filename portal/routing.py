"""From a URL to a page in as few queries as possible: sites, root pages and redirects are held per process."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from portal.models import Counter
from portal.state import Followed, counters_of


@dataclass(frozen=True)
class Roots:
    """The sites, and the specific root page of each site in each language."""

    sites: tuple[Site, ...]
    pages: dict[tuple[int, str], Page]

    def site(self, hostname: str, port: str) -> Site | None:
        """The site that answers for a host: exact port first, then the only site of that name, else the default one."""
        named = [site for site in self.sites if site.hostname == hostname]
        for site in named:
            if str(site.port) == str(port):
                return site
        if len(named) == 1:
            return named[0]
        return next((site for site in self.sites if site.is_default_site), None)


def _build_roots() -> Roots:
    """Read sites, locales and root pages (a handful of rows)."""
    languages = dict(Locale.objects.values_list("id", "language_code"))
    sites = tuple(Site.objects.select_related("root_page"))
    pages: dict[tuple[int, str], Page] = {}
    for site in sites:
        for page in Page.objects.filter(translation_key=site.root_page.translation_key, alias_of=None).specific():
            pages[site.pk, languages[page.locale_id]] = page
    return Roots(sites, pages)


roots = Followed(Counter.SITE, _build_roots)


def _build_redirects() -> dict[tuple[int | None, str], Redirect]:
    """Every redirect by (site or None, normalised path)."""
    return {(r.site_id, r.old_path): r for r in Redirect.objects.select_related("redirect_page")}


redirects = Followed(Counter.SITE, _build_redirects)


def find_site(request: HttpRequest) -> Site | None:
    """The Wagtail site of a request, without a query; kept where `Site.find_for_request` looks first."""
    if not hasattr(request, "_wagtail_site"):
        # The raw host, as Wagtail does: `ALLOWED_HOSTS` is checked by CommonMiddleware, which answers with a clear 400.
        raw_host = request._get_raw_host()  # type: ignore[attr-defined]
        hostname = urlsplit(f"//{raw_host}").hostname or ""
        request._wagtail_site = roots.get(counters_of(request)).site(hostname, request.get_port())  # type: ignore[attr-defined]
    return request._wagtail_site  # type: ignore[attr-defined]


def root_page(request: HttpRequest, language: str) -> Page | None:
    """The specific root page of the request's site in a language; None where that language has no tree."""
    site = find_site(request)
    return roots.get(counters_of(request)).pages.get((site.pk, language)) if site else None


def redirect_for(request: HttpRequest) -> tuple[str, bool] | None:
    """(address, permanent) that replaces the requested one, or None. A page's is given only while it is public."""
    site = find_site(request)
    held = redirects.get(counters_of(request))
    if not held or site is None:
        return None
    path = Redirect.normalise_path(request.get_full_path())
    bare = Redirect.normalise_path(request.path)
    for key in ((site.pk, path), (None, path), (site.pk, bare), (None, bare)):
        redirect = held.get(key)
        if redirect is None:
            continue
        if redirect.redirect_page_id is None:
            return (redirect.redirect_link, redirect.is_permanent) if redirect.redirect_link else None
        page = Page.objects.live().public().filter(pk=redirect.redirect_page_id).first()
        # Expired pages stay live until the worker comes: their new slug is no longer told.
        url = page.get_url(request) if page and not (page.expire_at and page.expire_at <= timezone.now()) else None
        return (f"{url}{redirect.redirect_page_route_path.lstrip('/')}", redirect.is_permanent) if url else None
    return None
