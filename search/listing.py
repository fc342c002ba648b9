"""The listing that an index page inherits: a query of the catalogue with a fixed type."""

from dataclasses import replace
from typing import Any, ClassVar

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.chrome import surroundings
from portal.languages import active_language
from portal.state import counters_of
from search.catalogue import find
from search.engines.base import COMING as COMING_FIRST
from search.exports.links import export_links, feed_links
from search.presentation import FIRST_VALUES, UNFOLDED, present
from search.query import COMING, PAST, Query
from search.results import wider_than_chosen
from search.sorts import ORDERS, sort_labels, sort_links, without_default

ALL_FACETS = ("type", "territoire", "theme", "demarche", "etape", "public", "format", "activite", "annee")


class ListingPage(Page):
    """Abstract mixin for index pages: `class NewsIndexPage(ListingPage, BasePage)`.

    `listing_types` are the types listed, `listing_facets` the facets offered, `listing_sort` the default order: `date`
    (newest first), `title`, or `coming` (an agenda: what ends today or later, soonest first, and what is past).
    """

    listing_types: ClassVar[tuple[str, ...]] = ()
    listing_facets: ClassVar[tuple[str, ...]] = ALL_FACETS
    listing_sort: ClassVar[str] = "date"

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("What this list holds, in two sentences."),
    )

    listing_panels: ClassVar[list[Panel]] = [FieldPanel("intro")]
    listing_translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("intro"),
        SynchronizedField("slug"),  # fixed paths are the same in every language
    ]

    class Meta:
        abstract = True

    def offered_facets(self) -> tuple[str, ...]:
        """The facets offered: the type only where there are several."""
        return tuple(name for name in self.listing_facets if name != "type" or len(self.listing_types) > 1)

    def listing_query(self, request: HttpRequest) -> Query:
        """The query of this list: what the URL asks for, within the list's own types."""
        names = (*self.offered_facets(), "langue")
        query = Query.parse(request.GET, fixed=(("type", self.listing_types),), names=names)
        if self.listing_sort != "coming":
            return query
        dated = bool(query.since or query.until)  # a period of one's own takes the place of coming and past
        return replace(query, when="" if dated else query.when or COMING)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The answer of the catalogue, ready for `search/listing.html`."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        agenda = self.listing_sort == "coming"
        query = self.listing_query(request)
        asked = replace(query, when="") if agenda and query.when == COMING else query  # shown without being asked
        request.portal_parameters = asked.url() if asked.parameters() else ""  # type: ignore[attr-defined]
        sorts = {} if agenda else self.sort_options(query)
        query = without_default(query, sorts)
        order = COMING_FIRST if agenda and not query.when else ORDERS[next(iter(sorts), "date")]
        facets = self.offered_facets()
        answer = find(
            query,
            active_language(),
            facets=facets,
            sort=order,
            first=FIRST_VALUES,
            unfolded=UNFOLDED,
            counters=counters_of(request),
        )
        home_url = surroundings(request).home_url
        context |= {
            "results": present(answer, sorts=sort_links(sorts), listing=self.slug),
            "periods": self.periods(query) if agenda else [],
            "form_action": request.path,
            "everywhere_url": reverse("search") + Query(text=query.text).url() if query.text else "",
            "wider": wider_than_chosen(answer),
            "noindex": bool(asked.parameters()),
            "formats": export_links(query, home_url),
            "feed_alternates": feed_links(query, home_url),
        }
        return context

    def sort_options(self, query: Query) -> dict[str, str]:
        """{value of `tri`: label}, the default order first: what matches best where a text is searched, the nearest
        around a place.
        """
        labels = sort_labels()
        default = {"date": "date", "title": "titre"}[self.listing_sort]
        near = ["distance"] if query.around else []
        order = [*(["pertinence"] if query.text else []), *near, default, "date", "titre"]
        return {value: labels[value] for value in dict.fromkeys(order)}

    def periods(self, query: Query) -> list[dict[str, Any]]:
        """Coming and past, for an agenda."""
        return [
            {
                "label": label,
                "url": replace(query.cleared(), chosen=query.chosen, when=when).url(),
                "current": query.when == when,
            }
            for when, label in ((COMING, gettext("Coming")), (PAST, gettext("Past")))
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        """A page number past the end is answered 404, by a page that says so."""
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        results = response.context_data["results"] if response.context_data else None
        if results and results.page > max(results.pages, 1):
            response.status_code = 404
        return response
