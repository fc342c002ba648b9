"""News: what happens in the network, told in a few lines."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from portal.models import BasePage
from resources.detail import Fact, card_links
from resources.models.links import ActorsMixin
from resources.models.shared import SharedPage, tabs
from resources.relations import Relations
from search.listing import ListingPage
from search.related import Related


class NewsIndexPage(ListingPage, BasePage):
    """`/actualites/`: the news, newest first."""

    template = "search/listing.html"
    parent_page_types = None  # wherever the type of the home page lists it
    subpage_types: ClassVar[list[str]] = ["resources.NewsPage"]
    max_count_per_parent = 1
    page_description = _("The list of news. News items are added under it.")
    listing_types = ("actualite",)
    listing_facets = ("theme", "territoire", "acteur", "annee", "document")

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, *ListingPage.listing_panels]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *ListingPage.listing_translatable_fields,
    ]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Under a home page, never beside it."""
        return super().can_create_at(parent) and parent.depth > 1


class NewsPage(SharedPage):
    """A news item: a day, a text, who and where."""

    template = "resources/news_page.html"
    parent_page_types = ["resources.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Something new: a date, a text, the actors and territories concerned.")
    catalogue_type = "actualite"

    date = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("The day of the news: it orders the list.")
    )

    edit_handler = tabs(
        [
            FieldPanel("date"),
            FieldPanel("body"),
            MultiFieldPanel(ActorsMixin.actor_panels, heading=_("Actors concerned")),
        ],
        [],
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        *SharedPage.shared_translatable_fields,
        SynchronizedField("date"),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    @property
    def shown_date(self) -> datetime.date | None:
        return self.date

    def facts(self, own: Relations, linked: Related) -> list[Fact]:
        actors = card_links(linked, own.keys("resource_actors"))
        return [*super().facts(own, linked), {"label": gettext("Actors"), "links": actors}]
