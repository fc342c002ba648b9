"""Where a query is asked: the whole portal, or one of its lists."""

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page

from portal.chrome import surroundings
from portal.languages import active_language
from portal.routing import root_page
from search.listing import ListingPage
from search.query import Query
from search.registry import facets


@dataclass(frozen=True)
class Scope:
    """The page that shows the results of a query: its name and address, the facets it offers, its slug if a list."""

    label: str
    url: str
    query: Query
    facets: tuple[str, ...]
    listing: str = ""

    @classmethod
    def whole(cls, request: HttpRequest) -> Self:
        """The search page."""
        names = tuple(facet.name for facet in facets() if facet.public)
        return cls(gettext("Search"), reverse("search"), Query.parse(request.GET), names)

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The list that the parameter `liste` names, if it is a public one, otherwise the search page."""
        slug = request.GET.get("liste", "")
        page = public_list(request, slug) if slug else None
        if page is None:
            return cls.whole(request)
        url = f"{surroundings(request).home_url}{slug}/"
        return cls(page.title, url, page.listing_query(request), page.offered_facets(), slug)


def public_list(request: HttpRequest, slug: str) -> ListingPage | None:
    """The list of that slug under the home page, where it is one that everybody may see: one query."""
    base = surroundings(request)
    root = root_page(request, active_language())
    if root is None or f"{base.home_url}{slug}/" not in {link.url for link in base.sections}:
        return None
    page = Page.objects.child_of(root).live().filter(slug=slug).first()
    specific = page.specific_deferred if page else None
    return specific if isinstance(specific, ListingPage) else None
