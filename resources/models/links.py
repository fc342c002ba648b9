"""Pages that pages of this layer point to: actors, initiatives, resources. One table each for every page type."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, PageChooserPanel, Panel
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField

RESOURCE_PAGES = [
    "resources.ToolPage",
    "resources.CapitalisationPage",
    "resources.TrainingKitPage",
    "resources.VeillePage",
    "resources.ReportPage",
    "resources.DossierPage",
]


class PageActor(Orderable):
    """An actor made the page, or the page is about it."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="resource_actors")
    actor = models.ForeignKey("network.ActorPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("actor"))

    panels = [PageChooserPanel("actor")]

    class Meta(Orderable.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        constraints = [models.UniqueConstraint(fields=["page", "actor"], name="resources_page_actor_once")]

    def __str__(self) -> str:
        return str(self.actor)


class PageInitiative(Orderable):
    """The page comes from an initiative, or was used in it."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="resource_initiatives")
    initiative = models.ForeignKey(
        "network.InitiativePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("initiative")
    )

    panels = [PageChooserPanel("initiative")]

    class Meta(Orderable.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [models.UniqueConstraint(fields=["page", "initiative"], name="resources_page_initiative_once")]

    def __str__(self) -> str:
        return str(self.initiative)


class PageResource(Orderable):
    """The page uses a resource of the portal, or gave birth to it."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="resource_uses")
    resource = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("resource"))

    panels = [PageChooserPanel("resource", RESOURCE_PAGES)]

    class Meta(Orderable.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [models.UniqueConstraint(fields=["page", "resource"], name="resources_page_resource_once")]

    def __str__(self) -> str:
        return str(self.resource)


class ActorsMixin(models.Model):
    """The actors of a page."""

    ACTOR_PREFETCH: ClassVar[tuple[str, ...]] = ("resource_actors__actor",)
    actor_panels: ClassVar[list[Panel]] = [InlinePanel("resource_actors", heading=_("Actors"), label=_("Actor"))]
    actor_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("resource_actors")]

    class Meta:
        abstract = True

    @property
    def actors(self) -> list[Any]:
        """The actors' pages, in the order that the editor gave: show only those that have a card."""
        return [link.actor for link in self.resource_actors.all()]  # type: ignore[attr-defined]

    def actor_terms(self) -> list[str]:
        """Values of the facet `acteur`."""
        return [actor.slug for actor in self.actors]


class InitiativesMixin(models.Model):
    """The initiatives that a page comes from or was used in."""

    INITIATIVE_PREFETCH: ClassVar[tuple[str, ...]] = ("resource_initiatives__initiative",)
    initiative_panels: ClassVar[list[Panel]] = [
        InlinePanel("resource_initiatives", heading=_("Initiatives"), label=_("Initiative"))
    ]
    initiative_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("resource_initiatives")]

    class Meta:
        abstract = True

    @property
    def initiatives(self) -> list[Any]:
        """The initiatives' pages in order: show only those that have a card."""
        return [link.initiative for link in self.resource_initiatives.all()]  # type: ignore[attr-defined]


class ResourcesMixin(models.Model):
    """The resources that a page uses."""

    RESOURCE_PREFETCH: ClassVar[tuple[str, ...]] = ("resource_uses__resource",)
    resource_panels: ClassVar[list[Panel]] = [
        InlinePanel("resource_uses", heading=_("Tools and resources"), label=_("Resource"))
    ]
    resource_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("resource_uses")]

    class Meta:
        abstract = True

    @property
    def used_resources(self) -> list[Any]:
        """The resources' pages in order: show only those that have a card."""
        return [link.resource for link in self.resource_uses.all()]  # type: ignore[attr-defined]
