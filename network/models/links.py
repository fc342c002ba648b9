"""What pages of every type share: the territories they concern, and their themes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField

from network.models.territory import Territory, TerritoryKind
from network.models.vocabulary import Term, Vocabulary, term_slugs, terms_field


class PageTerritory(Orderable):
    """A page concerns a territory: one table for every page type.

    `TermsForm` refuses one twice; a database constraint would fail when an editor swaps two lines.
    """

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="territory_links")
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="page_links", verbose_name=_("territory")
    )

    panels = [FieldPanel("territory")]

    class Meta(Orderable.Meta):
        verbose_name = _("territory")
        verbose_name_plural = _("territories")

    def __str__(self) -> str:
        return str(self.territory)


def territory_slugs(territories: Iterable[Territory]) -> list[str]:
    """Slugs of territories and of all that contains them, once each.

    Costs no query where `container_links__ancestor` is prefetched.
    """
    slugs: dict[str, None] = {}
    for territory in territories:
        slugs[territory.slug] = None
        slugs.update(dict.fromkeys(link.ancestor.slug for link in territory.container_links.all()))
    return list(slugs)


def place_terms(territories: Iterable[Territory]) -> dict[str, list[str]]:
    """The facet values of these territories: what contains them too (`territoire`), themselves alone (`ici`)."""
    territories = list(territories)
    return {"territoire": territory_slugs(territories), "ici": [territory.slug for territory in territories]}


class TerritoriesMixin(models.Model):
    """The territories that a page concerns, the main one first. Page types that use it are pages."""

    TERRITORY_PREFETCH: ClassVar[tuple[str, ...]] = ("territory_links__territory__container_links__ancestor",)
    territory_panels: ClassVar[list[Panel]] = [
        InlinePanel(
            "territory_links",
            heading=_("Territories"),
            label=_("Territory"),
            help_text=_("The main one first. No need to add what contains it (département, région)."),
        ),
    ]
    territory_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("territory_links")]

    class Meta:
        abstract = True

    @property
    def territories(self) -> list[Territory]:
        """The territories in the order that the editor gave."""
        return [link.territory for link in self.territory_links.all()]  # type: ignore[attr-defined]

    def territory_terms(self) -> dict[str, list[str]]:
        """Values of the facet `territoire`: its territories and all that contains them."""
        return place_terms(self.territories)

    @property
    def territory_place(self) -> str:
        """Short label for cards: the main territory."""
        return next((territory.name for territory in self.territories), "")

    @property
    def territory_point(self) -> tuple[float, float] | None:
        """Centre of the narrowest territory that has one, in degrees: a région beside its town would hide the town."""
        known = [territory for territory in self.territories if territory.point]
        narrowest = max(known, key=lambda territory: TerritoryKind.values.index(territory.kind), default=None)
        return narrowest and narrowest.point


class ThemesMixin(models.Model):
    """The themes of a page."""

    themes = terms_field(Vocabulary.THEME, _("themes"))

    THEME_PREFETCH: ClassVar[tuple[str, ...]] = ("themes__parent",)
    theme_panels: ClassVar[list[Panel]] = [FieldPanel("themes")]
    theme_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("themes")]

    class Meta:
        abstract = True

    def theme_terms(self) -> list[str]:
        """Values of the facet `theme`: its themes and the wider ones."""
        return term_slugs(self.theme_list)

    @property
    def theme_list(self) -> list[Term]:
        """The themes, in the order of the vocabulary."""
        return sorted(self.themes.all(), key=lambda term: (term.position, term.label))
