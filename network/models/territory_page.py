"""The page of a territory: what structured dialogue is there, who steers it, what goes on, whom to write to."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.contact import ContactDetailsMixin
from network.models.links import territory_slugs
from network.models.territory import Territory
from network.models.territory_form import TerritoryForm
from network.models.vocabulary import Vocabulary, term_labels, term_slugs, terms_field
from network.presenting.territory import territory_context
from portal.blocks import BodyBlock
from portal.blocks.reading import linked_documents, plain_text
from portal.media.renditions import picture
from portal.models import BasePage
from search.describe import Catalogued, EntryData
from search.listing import ListingPage

SHORT_TEXT = ["bold", "italic", "link", "ul", "ol"]


class TerritoryIndexPage(ListingPage, BasePage):
    """The list of territories that have a page."""

    template = "search/listing.html"
    parent_page_types = None  # wherever the type of the home page lists it
    subpage_types: ClassVar[list[str]] = ["network.TerritoryPage"]
    page_description = _("The list of territories, with its filters.")
    max_count_per_parent = 1
    listing_types = ("territoire",)
    listing_facets = ("territoire", "theme", "activite")
    listing_sort = "title"

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, *ListingPage.listing_panels]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *ListingPage.listing_translatable_fields,
    ]

    class Meta:
        verbose_name = _("list of territories")
        verbose_name_plural = _("lists of territories")


class TerritoryPage(ContactDetailsMixin, Catalogued, BasePage):
    """One territory, once in each language; it stands under the page of the territory that it belongs to."""

    template = "network/territory_page.html"
    parent_page_types: ClassVar[list[str]] = ["network.TerritoryIndexPage", "network.TerritoryPage"]
    subpage_types: ClassVar[list[str]] = ["network.TerritoryPage"]
    page_description = _("A territory: its programme, the five ingredients, who steers, its contact.")
    base_form_class = TerritoryForm
    catalogue_type = "territoire"

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="territory_pages", verbose_name=_("territory")
    )
    brand_name = models.CharField(
        _("local name of the programme"),
        max_length=120,
        blank=True,
        help_text=_("For example: Provox Hauts-de-France."),
    )
    method_name = models.CharField(
        _("name of the method"),
        max_length=120,
        blank=True,
        help_text=_("For example: DST (dialogue structuré territorial)."),
    )
    other_names = models.TextField(
        _("other names"), blank=True, help_text=_("One a line: short forms and spellings that people search with.")
    )
    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True, validators=[MaxValueValidator(99)])
    age_max = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True, validators=[MaxValueValidator(99)])
    mission = RichTextField(_("mission"), blank=True, features=SHORT_TEXT)
    objectives = terms_field(Vocabulary.OBJECTIVE, _("objectives"))
    activities = terms_field(Vocabulary.ACTIVITY, _("activities"))
    supports = terms_field(Vocabulary.SUPPORT, _("kinds of support"))
    demarche_types = terms_field(
        Vocabulary.DEMARCHE_TYPE, _("kinds of process"), help_text=_("Those that are carried out or supported here.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("presentation"))

    regional_themes = terms_field(Vocabulary.THEME, _("subjects, regional level"))
    local_themes = terms_field(Vocabulary.THEME, _("subjects, local level"))
    regional_modalities = terms_field(Vocabulary.MODALITY, _("modalities, regional level"))
    local_modalities = terms_field(Vocabulary.MODALITY, _("modalities, local level"))

    funders = ParentalManyToManyField("network.Funder", blank=True, related_name="+", verbose_name=_("funders"))
    reciprocity = RichTextField(
        _("partnership of reciprocity"),
        blank=True,
        features=SHORT_TEXT,
        help_text=_("What each side gives and receives, other than money."),
    )
    contact_name = models.CharField(_("who answers"), max_length=150, blank=True)
    contact_role = models.CharField(_("function or team"), max_length=150, blank=True)

    presentation_panels: ClassVar[list[Panel]] = [
        FieldPanel("territory"),
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("brand_name"), FieldPanel("method_name")]),
                FieldPanel("other_names"),
                FieldRowPanel([FieldPanel("launched_on"), FieldPanel("age_min"), FieldPanel("age_max")]),
            ],
            heading=_("Programme"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("mission", "objectives", "activities", "demarche_types", "supports")],
            heading=_("Mission"),
        ),
        FieldPanel("body"),
    ]
    ingredient_panels: ClassVar[list[Panel]] = [
        InlinePanel(
            "ingredients",
            heading=_("The five ingredients, at two levels"),
            label=_("Ingredient"),
            max_num=10,
            help_text=_(
                "What is not described yet needs no line. “None, on purpose” is an answer: tick it and say why."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel("regional_themes"), FieldPanel("local_themes")], heading=_("3. A precise subject: themes")
        ),
        MultiFieldPanel(
            [FieldPanel("regional_modalities"), FieldPanel("local_modalities")],
            heading=_("5. Relevant modalities: which ones"),
        ),
    ]
    partner_panels: ClassVar[list[Panel]] = [
        InlinePanel("people", heading=_("Who works on it"), label=_("Function")),
        InlinePanel("results", heading=_("Results, by objective"), label=_("Result")),
        FieldPanel("funders"),
        FieldPanel("reciprocity"),
    ]
    reach_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_role")])], heading=_("Who answers")
        ),
        *ContactDetailsMixin.contact_panels,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(presentation_panels, heading=_("Presentation")),
            ObjectList(ingredient_panels, heading=_("Ingredients")),
            ObjectList(partner_panels, heading=_("Results and partners")),
            ObjectList(reach_panels, heading=_("Contact")),
            ObjectList(BasePage.promote_panels, heading=_("Search engines")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *ContactDetailsMixin.contact_translatable_fields,
        *(TranslatableField(name) for name in ("brand_name", "method_name", "other_names", "mission", "body")),
        *(TranslatableField(name) for name in ("reciprocity", "contact_name", "contact_role")),
        *(TranslatableField(name) for name in ("ingredients", "results", "people")),
        *(SynchronizedField(name) for name in ("territory", "launched_on", "age_min", "age_max", "funders")),
        *(SynchronizedField(name) for name in ("objectives", "activities", "supports", "demarche_types")),
        *(SynchronizedField(name) for name in ("regional_themes", "local_themes")),
        *(SynchronizedField(name) for name in ("regional_modalities", "local_modalities")),
    ]

    class Meta:
        verbose_name = _("territory page")
        verbose_name_plural = _("territory pages")

    @classmethod
    def catalogue_queryset(cls) -> models.QuerySet[Any]:
        """Territory pages with all that their entry reads."""
        return cls._default_manager.select_related("territory__parent", "image").prefetch_related(
            "image__renditions",
            "territory__container_links__ancestor",
            "regional_themes__parent",
            "local_themes__parent",
            "objectives",
            "activities",
            "ingredients__attendu",
            "ingredients__steering_body",
            "results",
            "people__organisation",
            "funders",
        )

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Its address is the territory's own, unless the editor chose another."""
        if not self.slug and self.territory_id:
            self.slug = self.territory.slug
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """One page for a territory in each language."""
        super().clean()
        if not self.territory_id or not self.locale_id:
            return
        others = TerritoryPage.objects.filter(territory=self.territory_id, locale=self.locale_id).exclude(pk=self.pk)
        if other := others.first():
            message = _("This territory already has a page: “%(title)s”. Complete that one.")
            raise ValidationError({"territory": ValidationError(message, params={"title": other.title})})

    @property
    def place_label(self) -> str:
        """What the territory is, and where: « département, Hauts-de-France »."""
        names = [self.territory.get_kind_display(), self.territory.parent.name if self.territory.parent else ""]
        return ", ".join(filter(None, names))

    def catalogue_entry(self) -> EntryData:
        """How it stands in the catalogue. The e-mail address never enters it."""
        slugs = territory_slugs([self.territory])
        documents = linked_documents(self.body, self.mission, self.reciprocity)
        proofs = [row.proof_id for row in self.results.all()] + [row.proof_id for row in self.ingredients.all()]
        organisations = [person.organisation for person in self.people.all() if person.organisation]
        return EntryData(
            title=self.title,
            summary=self.summary,
            text=plain_text(*self._texts()),
            keywords=[*term_labels([*self.regional_themes.all(), *self.local_themes.all()]), *self._names()],
            terms={
                "territoire": slugs,
                "ici": [self.territory.slug],
                "lieu": [self.territory.slug],
                "theme": term_slugs([*self.regional_themes.all(), *self.local_themes.all()]),
                "activite": [term.slug for term in self.activities.all()],
            },
            point=self.territory.point or self.address_point,
            place=self.place_label,
            image=picture(self.image, self.image_alt),
            links=[str(page.translation_key) for page in organisations],
            documents=documents | {proof for proof in proofs if proof},
            extra={"slug": self.territory.slug, "depth": len(slugs), "contact": self.public_contact},
        )

    def _names(self) -> Iterable[str]:
        """What people call it: found, and no sentence to show."""
        return (self.territory.name, self.brand_name, self.method_name, self.other_names)

    def _texts(self) -> Iterable[Any]:
        """What the public page says: texts and streams."""
        yield from (self.mission, self.body)
        yield from (term.label for term in [*self.objectives.all(), *self.activities.all()])
        for entry in self.ingredients.all():
            yield from (entry.text, entry.none_reason, entry.attendu.label if entry.attendu else "")
            yield entry.steering_body.name if entry.steering_body else ""
        yield from (result.text for result in self.results.all())
        yield from (f"{person.function} {person.mission} {person.shown_name}" for person in self.people.all())
        yield from (f"{funder.name} {funder.mention}" for funder in self.funders.all())
        yield from (self.reciprocity, self.contact_name, *self.address_lines)

    @property
    def public_contact(self) -> dict[str, Any]:
        """What may be shown of the contact: never the e-mail address. Empty if nobody answers here."""
        if not (self.address_lines or self.phone):
            return {}
        return {
            "name": self.contact_name or self.brand_name or self.title,
            "role": self.contact_role,
            "address_lines": self.address_lines,
            "phone": self.phone,
            "website": self.website,
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template shows."""
        return {**super().get_context(request, *args, **kwargs), **territory_context(self, request)}
