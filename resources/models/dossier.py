"""Dossiers: things of the portal put side by side, chosen one by one or by a saved query."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField

from portal.languages import active_language
from resources.forms import LinkedPageForm
from resources.models.links import ActorsMixin
from resources.models.shared import SharedPage, tabs
from search.cards import Card
from search.catalogue import Section, sections
from search.query import COMING, Query
from search.registry import TYPES

NOT_GATHERED = {"dossier", "document", "page"}
LARGEST = 60


class Selection(models.TextChoices):
    """How a dossier is filled."""

    HAND = "hand", _("by hand: the pages listed below")
    AUTOMATIC = "automatic", _("by itself: all that has the types, themes and territories of the dossier")


class DossierSort(models.TextChoices):
    """In which order an automatic dossier shows things."""

    DATE = "date", _("most recent first")
    TITLE = "title", _("alphabetical order")
    COMING = "coming", _("what is coming, soonest first")


def gathered_types() -> list[tuple[str, str | Promise]]:
    """(slug, name) of the types that an automatic dossier may gather."""
    return [(slug, kind.plural) for slug, kind in TYPES.items() if slug not in NOT_GATHERED]


class DossierForm(LinkedPageForm):
    """An automatic dossier gathers something in particular."""

    query_types = forms.MultipleChoiceField(
        label=_("Types"),
        choices=gathered_types,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )

    def clean(self) -> dict[str, Any]:
        """At least one type, theme or territory narrows a saved query."""
        cleaned = super().clean()
        automatic = cleaned.get("selection") == Selection.AUTOMATIC
        if automatic and "query_types" not in self.errors and not self._narrows(cleaned):
            self.add_error(
                "selection",
                _("Tick a type, or choose a theme or a territory: the dossier would hold the whole portal."),
            )
        return cleaned

    def _narrows(self, cleaned: dict[str, Any]) -> bool:
        places = self.formsets["territory_links"].forms if "territory_links" in self.formsets else []
        chosen = [data for form in places if (data := getattr(form, "cleaned_data", None)) and not data.get("DELETE")]
        return bool(cleaned.get("query_types") or cleaned.get("themes") or any(d.get("territory") for d in chosen))


class DossierPage(SharedPage):
    """What the portal holds on a subject. Whatever fills it, it shows only what the catalogue shows."""

    template = "resources/dossier_page.html"
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Pages of the portal on a subject, chosen one by one or by themselves.")
    catalogue_type = "dossier"

    published_on = models.DateField(_("publication date"), default=timezone.localdate)
    selection = models.CharField(_("how it is filled"), max_length=10, choices=Selection, default=Selection.HAND)
    query_types = models.JSONField(_("types"), default=list, blank=True)
    query_sort = models.CharField(_("order"), max_length=10, choices=DossierSort, default=DossierSort.DATE)
    query_limit = models.PositiveSmallIntegerField(
        _("how many at most"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST)],
    )

    page_links: ClassVar[dict[str, str]] = {**SharedPage.page_links, "items": "page"}
    base_form_class = DossierForm
    edit_handler = tabs(
        [
            FieldPanel("published_on"),
            FieldPanel("body"),
            FieldPanel("selection"),
            InlinePanel(
                "items",
                heading=_("Pages chosen by hand"),
                label=_("Page"),
                help_text=_("In the order in which they are shown. One that is not public is not shown."),
            ),
            MultiFieldPanel(
                [
                    HelpPanel(content=_("The themes and territories are those of the next tab.")),
                    FieldPanel("query_types"),
                    FieldRowPanel([FieldPanel("query_sort"), FieldPanel("query_limit")]),
                ],
                heading=_("Automatic dossier"),
            ),
            MultiFieldPanel(ActorsMixin.actor_panels, heading=_("Authors")),
        ],
        [],
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        *SharedPage.shared_translatable_fields,
        SynchronizedField("published_on"),
        SynchronizedField("selection"),
        SynchronizedField("query_types"),
        SynchronizedField("query_sort"),
        SynchronizedField("query_limit"),
        SynchronizedField("items"),
    ]

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    @property
    def shown_date(self) -> date | None:
        return self.published_on

    @property
    def is_automatic(self) -> bool:
        """Whether a query fills it."""
        return self.selection == Selection.AUTOMATIC

    def shown_links(self) -> dict[str, str]:
        """Pages chosen by hand count only where they fill the dossier."""
        return {name: target for name, target in self.page_links.items() if name != "items" or not self.is_automatic}

    def query(self, themes: list[str], territories: list[str]) -> Query:
        """The saved query, for these slugs."""
        types = [slug for slug, _label in gathered_types()]
        chosen = [slug for slug in types if slug in self.query_types] or types
        narrowed = (("type", tuple(chosen)), ("theme", tuple(themes)), ("territoire", tuple(territories)))
        return Query(
            fixed=tuple((name, values) for name, values in narrowed if values),
            when=COMING if self.query_sort == DossierSort.COMING else "",
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the cards that fill it."""
        context = super().get_context(request, *args, **kwargs)
        if self.is_automatic:
            context["gathered"], context["gathered_total"] = self.gather(context["own"])
        else:
            context["gathered"] = context["linked"]["items"]
            context["gathered_total"] = len(context["gathered"])
        return context

    def gather(self, own: Any) -> tuple[list[Card], int]:
        """(cards, number in all) of the saved query, from the catalogue."""
        query = self.query(own.keys("themes"), own.keys("territory_links"))
        section = Section(query, size=min(self.query_limit, LARGEST), sort=self.query_sort)
        answer = sections([section], active_language())[0]
        return answer.cards, answer.total


class DossierItem(Orderable):
    """A page chosen by hand."""

    dossier = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("page of a dossier")
        verbose_name_plural = _("pages of a dossier")
        constraints = [models.UniqueConstraint(fields=["dossier", "page"], name="resources_dossier_item_once")]

    def __str__(self) -> str:
        return str(self.page)
