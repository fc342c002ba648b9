"""The agenda: festivals, meetings of the network, training sessions, workshops, steering meetings."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
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

from network.models.event_form import EventForm
from network.models.links import TerritoriesMixin, ThemesMixin
from network.models.vocabulary import Vocabulary, term_field, term_labels, terms_field
from network.presenting.event import event_context
from portal.blocks import BodyBlock
from portal.blocks.reading import linked_documents, plain_text
from portal.media.renditions import picture
from portal.models import BasePage
from search.describe import Catalogued, EntryData
from search.listing import ListingPage


class EventIndexPage(ListingPage, BasePage):
    """The agenda: what is coming first, what is past behind a link; what ends today is coming."""

    template = "search/listing.html"
    parent_page_types = None  # wherever the type of the home page lists it
    subpage_types: ClassVar[list[str]] = ["network.EventPage"]
    page_description = _("The agenda: events to come and past ones, with their filters.")
    max_count_per_parent = 1
    listing_types = ("evenement",)
    listing_facets = ("territoire", "theme", "public", "format", "activite", "acteur", "annee")
    listing_sort = "coming"

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, *ListingPage.listing_panels]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *ListingPage.listing_translatable_fields,
    ]

    class Meta:
        verbose_name = _("agenda")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Under a home page, never beside it."""
        return super().can_create_at(parent) and parent.depth > 1


class EventState(models.TextChoices):
    """Whether an event takes place."""

    PLANNED = "planned", _("takes place")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class PlaceMixin(models.Model):
    """Where it happens, on the ground or online."""

    place_name = models.CharField(
        _("place"), max_length=150, blank=True, help_text=_("For example: town hall, youth centre.")
    )
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("A postcode has five digits."))],
    )
    town = models.CharField(_("town"), max_length=100, blank=True)
    access = models.TextField(
        _("access"), blank=True, help_text=_("How to get there, including for people with reduced mobility.")
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Leave both empty: the map then uses the territory."),
    )
    online_url = models.URLField(_("address to take part online"), blank=True)

    place_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("place_name"),
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldPanel("access"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("online_url"),
            ],
            heading=_("Place"),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def address_lines(self) -> list[str]:
        """The address, line by line."""
        return [line for line in (self.place_name, self.street, f"{self.postcode} {self.town}".strip()) if line]

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of the place, in degrees."""
        return (self.latitude, self.longitude) if self.latitude is not None and self.longitude is not None else None


class EventPage(PlaceMixin, TerritoriesMixin, ThemesMixin, Catalogued, BasePage):  # noqa: DJ008 (Page has it)
    """Something that happens at a moment: announced, held, then told."""

    template = "network/event_page.html"
    parent_page_types: ClassVar[list[str]] = ["network.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A festival, a meeting, a training session, a workshop or a steering meeting.")
    base_form_class = EventForm
    catalogue_type = "evenement"

    event_type = term_field(Vocabulary.EVENT_TYPE, _("type of event"))
    scale = term_field(Vocabulary.SCALE, _("scale"))
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.PLANNED)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    edition = models.ForeignKey(
        "network.Edition",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("edition"),
        help_text=_("For what comes back, such as the festival every two years."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("presentation"))
    subjects = models.TextField(_("subjects and projects"), blank=True, help_text=_("What people work on together."))

    audiences = terms_field(Vocabulary.AUDIENCE, _("training for"), help_text=_("For a training session."))
    formats = terms_field(Vocabulary.FORMAT, _("formats"))
    activities = terms_field(Vocabulary.ACTIVITY, _("activities of the programme"))
    registration_url = models.URLField(_("address to register"), blank=True)
    registration_deadline = models.DateField(_("register before"), null=True, blank=True)
    funders = ParentalManyToManyField("network.Funder", blank=True, related_name="+", verbose_name=_("funders"))
    report = RichTextField(
        _("event report"), blank=True, features=["h3", "bold", "italic", "link", "document-link", "ul", "ol"]
    )
    report_document = models.ForeignKey(
        "portal.PortalDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("report to download"),
    )

    event_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("state")]),
                FieldPanel("event_type"),
                FieldPanel("scale"),
                FieldPanel("edition"),
            ],
            heading=_("What and when"),
        ),
        FieldPanel("body"),
        FieldPanel("subjects"),
        InlinePanel("programme", heading=_("Programme"), label=_("Moment")),
    ]
    practical_panels: ClassVar[list[Panel]] = [
        *PlaceMixin.place_panels,
        *TerritoriesMixin.territory_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("registration_url"), FieldPanel("registration_deadline")])],
            heading=_("Registration"),
        ),
        FieldPanel("formats"),
    ]
    people_panels: ClassVar[list[Panel]] = [
        InlinePanel("organisers", heading=_("Organisers and contributors"), label=_("Actor")),
        InlinePanel("participants", heading=_("Participants"), label=_("Category")),
        FieldPanel("audiences"),
        *ThemesMixin.theme_panels,
        FieldPanel("activities"),
        FieldPanel("funders"),
    ]
    outcome_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel([FieldPanel("report"), FieldPanel("report_document")], heading=_("Event report")),
        InlinePanel("outputs", heading=_("What came out of it"), label=_("Page")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(event_panels, heading=_("Event")),
            ObjectList(practical_panels, heading=_("Practical information")),
            ObjectList(people_panels, heading=_("People and themes")),
            ObjectList(outcome_panels, heading=_("Afterwards")),
            ObjectList(BasePage.promote_panels, heading=_("Search engines")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *TerritoriesMixin.territory_translatable_fields,
        *ThemesMixin.theme_translatable_fields,
        *(TranslatableField(name) for name in ("body", "subjects", "access", "report", "programme", "edition")),
        *(SynchronizedField(name) for name in ("event_type", "scale", "state", "starts_at", "ends_at", "place_name")),
        *(SynchronizedField(name) for name in ("street", "postcode", "town", "latitude", "longitude", "online_url")),
        *(SynchronizedField(name) for name in ("audiences", "formats", "activities", "registration_url")),
        *(SynchronizedField(name) for name in ("registration_deadline", "funders", "report_document")),
        *(SynchronizedField(name) for name in ("organisers", "participants", "outputs")),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="network_event_dates",
            )
        ]

    def clean(self) -> None:
        """It ends after it starts."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The end comes before the start: check both dates.")})

    @classmethod
    def catalogue_queryset(cls) -> models.QuerySet[Any]:
        """Events with all that their entry reads."""
        return cls._default_manager.select_related("event_type", "scale", "image", "edition").prefetch_related(
            "image__renditions",
            *cls.TERRITORY_PREFETCH,
            *cls.THEME_PREFETCH,
            "activities",
            "formats",
            "audiences",
            "organisers__actor",
            "participants__category",
            "programme",
            "outputs__output",
        )

    def catalogue_entry(self) -> EntryData:
        """How it stands in the catalogue: by its days, at its place or else in the middle of its territory."""
        actors = [row.actor for row in self.organisers.all() if row.actor]
        concerned = [*actors, *(row.output for row in self.outputs.all())]
        publics = [*(row.category for row in self.participants.all()), *self.audiences.all()]
        return EntryData(
            title=self.title,
            summary=self.summary,
            text=plain_text(*self._texts()),
            keywords=term_labels([*self.theme_list, *publics, *self.formats.all(), *self.activities.all()]),
            terms={
                **self.territory_terms(),
                "theme": self.theme_terms(),
                "acteur": [actor.slug for actor in actors],
                "public": [term.slug for term in publics],
                "format": [term.slug for term in self.formats.all()],
                "activite": [term.slug for term in self.activities.all()],
                "annee": sorted({str(day.year) for day in (self.first_day, self.last_day) if day}),
            },
            date=self.first_day,
            date_end=self.last_day,
            point=self.point or self.territory_point,
            image=picture(self.image, self.image_alt),
            place=self.town or self.territory_place,
            links=[str(page.translation_key) for page in concerned],
            documents=linked_documents(self.body, self.report)
            | ({self.report_document_id} if self.report_document_id else set()),
            extra={
                "event_type": self.event_type.slug if self.event_type else "",
                "state": self.state,
                "starts_at": self.starts_at.isoformat() if self.starts_at else "",
                "ends_at": self.ends_at.isoformat() if self.ends_at else "",
                "address": ", ".join(self.address_lines),
            },
        )

    def _texts(self) -> Iterable[Any]:
        """What the public page says: texts and streams."""
        yield from (self.event_type.label if self.event_type else "", self.edition.name if self.edition else "")
        yield from (self.body, self.subjects, self.access, self.report, ", ".join(self.address_lines))
        yield from (row.name for row in self.organisers.all())
        yield from (f"{row.title} {row.description}" for row in self.programme.all())

    @property
    def first_day(self) -> date | None:
        """The day it starts, in the portal's time zone."""
        return timezone.localdate(self.starts_at) if self.starts_at else None

    @property
    def last_day(self) -> date | None:
        """The day it ends, in the portal's time zone."""
        return timezone.localdate(self.ends_at) if self.ends_at else self.first_day

    def is_past(self, today: date) -> bool:
        """True from the day after its last one: an event that ends today is still to come."""
        return self.last_day is not None and self.last_day < today

    def registration_open(self, today: date) -> bool:
        """True while one can register: an address, not cancelled, before the deadline and the end."""
        if not self.registration_url or self.state == EventState.CANCELLED or self.is_past(today):
            return False
        return self.registration_deadline is None or self.registration_deadline >= today

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template shows."""
        return {**super().get_context(request, *args, **kwargs), **event_context(self, request, timezone.now())}
