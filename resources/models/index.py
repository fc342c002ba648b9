"""The list of every kind of resource."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.models import BasePage
from search.listing import ListingPage


class ResourceIndexPage(ListingPage, BasePage):
    """`/ressources/`: veille, capitalisation, tools, training kits, reports and dossiers in one list."""

    template = "search/listing.html"
    parent_page_types = None  # wherever the type of the home page lists it
    subpage_types: ClassVar[list[str]] = [
        "resources.VeillePage",
        "resources.CapitalisationPage",
        "resources.ToolPage",
        "resources.TrainingKitPage",
        "resources.ReportPage",
        "resources.DossierPage",
    ]
    max_count_per_parent = 1
    page_description = _("The list of resources. New resources are added under it.")
    listing_types = ("veille", "capitalisation", "outil", "formation", "rapport", "dossier")
    listing_facets = (
        "type",
        "theme",
        "territoire",
        "public",
        "format",
        "activite",
        "acteur",
        "annee",
        "document",
    )

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, *ListingPage.listing_panels]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *ListingPage.listing_translatable_fields,
    ]

    class Meta:
        verbose_name = _("list of resources")
        verbose_name_plural = _("lists of resources")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Under a home page, never beside it."""
        return super().can_create_at(parent) and parent.depth > 1
