"""The listing that an index page inherits: a query of the catalogue with a fixed type."""

from dataclasses import replace
from typing import Any, ClassVar

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.languages import active_language
from search.catalogue import find
from search.presentation import FIRST_VALUES, present
from search.query import COMING, PAST, Query

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

    def listing_query(self, request: HttpRequest) -> Query:
        """The query of this list: what the URL asks for, within the list's own types."""
        names = [name for name in (*self.listing_facets, "langue") if name != "type" or len(self.listing_types) > 1]
        query = Query.parse(request.GET, fixed=(("type", self.listing_types),), names=names)
        if self.listing_sort == "coming" and not query.when and not (query.since or query.until):
            query = replace(query, when=COMING)
        return query

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The answer of the catalogue, ready for `search/listing.html`."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        query = self.listing_query(request)
        facets = [name for name in self.listing_facets if name != "type" or len(self.listing_types) > 1]
        sort = "date" if self.listing_sort == "coming" else self.listing_sort
        answer = find(query, active_language(), facets=facets, sort=sort, first=FIRST_VALUES)
        agenda = self.listing_sort == "coming"
        context |= {
            "results": present(answer, sorts=() if agenda else self.sort_options()),
            "periods": self.periods(query) if agenda else [],
            "form_action": request.path,
            "noindex": bool(query.parameters()),
        }
        return context

    def sort_options(self) -> list[tuple[str, str]]:
        """(value of `tri`, label): the default order has no value."""
        options = {"date": gettext("most recent first"), "titre": gettext("alphabetical order")}
        default = {"date": "date", "title": "titre"}[self.listing_sort]
        return [("", options[default])] + [(value, label) for value, label in options.items() if value != default]

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
