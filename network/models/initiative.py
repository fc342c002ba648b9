"""Initiatives: what members do by themselves, and the processes (« démarches ») that the programme accompanies."""

from collections.abc import Iterable
from typing import Any, ClassVar

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
    PageChooserPanel,
    Panel,
    TabbedInterface,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.initiative_form import InitiativeForm
from network.models.links import TerritoriesMixin, ThemesMixin
from network.models.vocabulary import Vocabulary, term_field, term_labels, term_slugs, terms_field
from network.presenting.initiative import initiative_context
from portal.blocks import BodyBlock
from portal.blocks.reading import linked_documents, plain_text
from portal.media.renditions import picture
from portal.models import BasePage
from search.describe import Catalogued, EntryData
from search.listing import ListingPage

SHORT_TEXT = ["bold", "italic", "link", "ul", "ol"]


class InitiativeIndexPage(ListingPage, BasePage):
    """The list of initiatives."""

    template = "search/listing.html"
    parent_page_types = None  # wherever the type of the home page lists it
    subpage_types: ClassVar[list[str]] = ["network.InitiativePage"]
    page_description = _("The list of initiatives and accompanied processes, with its filters.")
    max_count_per_parent = 1
    listing_types = ("initiative",)
    listing_facets = ("territoire", "theme", "demarche", "etape", "public", "format", "activite", "acteur", "annee")
    listing_sort = "date"

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, *ListingPage.listing_panels]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *ListingPage.listing_translatable_fields,
    ]

    class Meta:
        verbose_name = _("list of initiatives")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Under a home page, never beside it."""
        return super().can_create_at(parent) and parent.depth > 1


class InitiativePage(TerritoriesMixin, ThemesMixin, Catalogued, BasePage):
    """What young people, associations and local authorities do together; accompanied by the programme or not."""

    template = "network/initiative_page.html"
    parent_page_types: ClassVar[list[str]] = ["network.InitiativeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A member’s initiative or a process that the programme accompanies.")
    base_form_class = InitiativeForm
    catalogue_type = "initiative"

    accompanied = models.BooleanField(
        _("accompanied by the programme"),
        default=False,
        help_text=_(
            "Tick it for a process that the programme accompanies: type, stage and accompaniment are then expected."
        ),
    )
    by_young_people = models.BooleanField(_("led by young people themselves"), default=False)
    demarche_type = term_field(Vocabulary.DEMARCHE_TYPE, _("type of process"))
    natures = terms_field(Vocabulary.NATURE, _("nature"))
    holder = models.ForeignKey(
        "network.ActorPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who leads it"),
        help_text=_("The association or local authority that carries it."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("presentation"))

    subject = models.CharField(
        _("subject"), max_length=250, blank=True, help_text=_("In the words of the place; link it to themes below.")
    )
    subject_chosen_with = models.CharField(
        _("chosen with"), max_length=250, blank=True, help_text=_("Who chose the subject, with whom.")
    )
    decision = models.TextField(
        _("decision or action concerned"),
        blank=True,
        help_text=_("Which decision, policy or action of the territory it weighs on, or has changed."),
    )
    stage = term_field(
        Vocabulary.STAGE, _("current stage"), help_text=_("Leave empty to take the last dated stage of the list below.")
    )
    calendar = models.TextField(
        _("calendar"), blank=True, help_text=_("Its pace in plain words: no cadence is imposed.")
    )
    calendar_reason = models.TextField(
        _("why this calendar"), blank=True, help_text=_("What it depends on: expectations, needs, those involved.")
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("Leave empty while it goes on."))

    activities = terms_field(Vocabulary.ACTIVITY, _("activities of the programme"))
    formats = terms_field(Vocabulary.FORMAT, _("formats"))
    modalities = terms_field(Vocabulary.MODALITY, _("modalities"))
    tools = RichTextField(
        _("methods and tools"),
        blank=True,
        features=SHORT_TEXT,
        help_text=_("How it works in practice, with which tools."),
    )
    public = models.CharField(_("for whom"), max_length=200, blank=True)
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    evaluation = RichTextField(
        _("evaluation"), blank=True, features=SHORT_TEXT, help_text=_("What worked, what didn’t, what changed.")
    )

    supports = terms_field(Vocabulary.SUPPORT, _("kinds of support"))
    funders = ParentalManyToManyField("network.Funder", blank=True, related_name="+", verbose_name=_("funders"))
    editions = ParentalManyToManyField(
        "network.Edition",
        blank=True,
        related_name="+",
        verbose_name=_("shown at"),
        help_text=_("Editions where it was shown."),
    )
    inspired_by = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inspired by"),
        help_text=_("The initiative, tool or lessons learnt that gave the idea."),
    )
    inspired_changes = models.CharField(_("what was changed"), max_length=250, blank=True)

    presentation_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("accompanied"), FieldPanel("by_young_people")]),
                FieldPanel("demarche_type"),
                FieldPanel("natures"),
            ],
            heading=_("What it is"),
        ),
        MultiFieldPanel([PageChooserPanel("holder"), InlinePanel("partners", label=_("Partner"))], heading=_("Who")),
        *TerritoriesMixin.territory_panels,
        FieldPanel("body"),
    ]
    process_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("subject"),
                FieldPanel("subject_chosen_with"),
                *ThemesMixin.theme_panels,
                FieldPanel("decision"),
            ],
            heading=_("Subject"),
        ),
        InlinePanel("attendus", heading=_("Expected outcomes"), label=_("Expected outcome")),
        MultiFieldPanel(
            [FieldPanel("stage"), InlinePanel("stages", heading=_("History"), label=_("Stage"))], heading=_("Stages")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("calendar"),
                FieldPanel("calendar_reason"),
            ],
            heading=_("Calendar"),
        ),
    ]
    method_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("public"), FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")])], heading=_("For whom")
        ),
        InlinePanel("participants", heading=_("Participants"), label=_("Category")),
        MultiFieldPanel(
            [FieldPanel("formats"), FieldPanel("modalities"), FieldPanel("tools")], heading=_("Methods and tools")
        ),
        InlinePanel("consultations", heading=_("Consultations on other sites"), label=_("Consultation")),
        FieldPanel("evaluation"),
        MultiFieldPanel([PageChooserPanel("inspired_by"), FieldPanel("inspired_changes")], heading=_("Inspired by")),
    ]
    support_panels: ClassVar[list[Panel]] = [
        FieldPanel("activities"),
        FieldPanel("supports"),
        InlinePanel("accompaniments", heading=_("Accompaniment"), label=_("Accompaniment")),
        FieldPanel("funders"),
        FieldPanel("editions"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(presentation_panels, heading=_("Presentation")),
            ObjectList(process_panels, heading=_("Process")),
            ObjectList(method_panels, heading=_("Methods")),
            ObjectList(support_panels, heading=_("Support")),
            ObjectList(BasePage.promote_panels, heading=_("Search engines")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *TerritoriesMixin.territory_translatable_fields,
        *ThemesMixin.theme_translatable_fields,
        *(TranslatableField(name) for name in ("body", "subject", "subject_chosen_with", "decision", "calendar")),
        *(TranslatableField(name) for name in ("calendar_reason", "tools", "public", "evaluation", "inspired_changes")),
        *(TranslatableField(name) for name in ("stages", "attendus", "accompaniments", "consultations")),
        *(SynchronizedField(name) for name in ("accompanied", "by_young_people", "demarche_type", "natures", "holder")),
        *(SynchronizedField(name) for name in ("partners", "participants", "stage", "starts_on", "ends_on")),
        *(SynchronizedField(name) for name in ("activities", "formats", "modalities", "age_min", "age_max")),
        *(SynchronizedField(name) for name in ("supports", "funders", "editions", "inspired_by")),
    ]

    class Meta:
        verbose_name = _("initiative or accompanied process")
        verbose_name_plural = _("initiatives and accompanied processes")

    @classmethod
    def catalogue_queryset(cls) -> models.QuerySet[Any]:
        """Initiatives with all that their entry reads."""
        return cls._default_manager.select_related(
            "demarche_type__parent", "stage", "holder", "inspired_by", "image"
        ).prefetch_related(
            "image__renditions",
            *cls.TERRITORY_PREFETCH,
            *cls.THEME_PREFETCH,
            "activities",
            "formats",
            "partners__actor",
            "participants__category__parent",
            "attendus__kind",
            "stages",
            "accompaniments",
            "consultations",
        )

    def catalogue_entry(self) -> EntryData:
        """How it stands in the catalogue. Strategy notes never enter it, whoever may read them."""
        actors = [actor for actor in [self.holder, *(partner.actor for partner in self.partners.all())] if actor]
        return EntryData(
            title=self.title,
            summary=self.summary,
            text=plain_text(*self._texts()),
            keywords=term_labels([*self.theme_list, self.demarche_type, *self.formats.all()]),
            terms={
                **self.territory_terms(),
                "theme": self.theme_terms(),
                "acteur": [actor.slug for actor in actors],
                "demarche": term_slugs([self.demarche_type]),
                "etape": term_slugs([self.stage]),
                "public": term_slugs(row.category for row in self.participants.all()),
                "format": [term.slug for term in self.formats.all()],
                "activite": [term.slug for term in self.activities.all()],
                **({"annee": self.years} if self.years else {}),
            },
            date=self.starts_on,
            date_end=self.ends_on,
            point=self.territory_point,
            image=picture(self.image, self.image_alt),
            place=self.territory_place,
            links=[str(page.translation_key) for page in [*actors, self.inspired_by] if page],
            documents=linked_documents(self.body, self.tools, self.evaluation)
            | {row.proof_id for row in self.attendus.all() if row.proof_id},
            extra={"accompanied": self.accompanied},
        )

    def _texts(self) -> Iterable[Any]:
        """What the public page says: texts and streams."""
        yield from (self.subject, self.subject_chosen_with, self.decision, self.body, self.calendar)
        yield from (self.calendar_reason, self.tools, self.public, self.evaluation, self.inspired_changes)
        yield from (partner.name for partner in self.partners.all())
        yield from (step.note for step in self.stages.all())
        yield from (f"{row.kind} {row.needs}" for row in self.attendus.all())
        yield from (f"{row.given} {row.received}" for row in self.accompaniments.all())
        yield from (f"{row.title} {row.platform} {row.result}" for row in self.consultations.all())

    @property
    def years(self) -> list[str]:
        """Every year it lasts, as far as its dates say."""
        first, last = self.starts_on or self.ends_on, self.ends_on or self.starts_on
        return [str(year) for year in range(first.year, last.year + 1)] if first and last else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template shows."""
        return {**super().get_context(request, *args, **kwargs), **initiative_context(self, request)}
