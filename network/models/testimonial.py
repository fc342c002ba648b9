"""Testimonials: somebody's words, a film or a recording, never without the consent of who speaks."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    Panel,
    TabbedInterface,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.links import TerritoriesMixin, ThemesMixin
from network.models.testimonial_form import TestimonialForm
from network.models.vocabulary import term_labels
from network.presenting.testimonial import testimonial_context
from portal.blocks import BodyBlock
from portal.blocks.reading import linked_documents, plain_text
from portal.media.renditions import picture
from portal.models import BasePage
from search.describe import Catalogued, EntryData
from search.listing import ListingPage


class TestimonialIndexPage(ListingPage, BasePage):
    """The list of testimonials."""

    template = "search/listing.html"
    parent_page_types = None  # wherever the type of the home page lists it
    subpage_types: ClassVar[list[str]] = ["network.TestimonialPage"]
    page_description = _("The list of testimonials, with its filters.")
    max_count_per_parent = 1
    listing_types = ("temoignage",)
    listing_facets = ("territoire", "theme", "format", "acteur", "annee")
    listing_sort = "date"

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, *ListingPage.listing_panels]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *ListingPage.listing_translatable_fields,
    ]

    class Meta:
        verbose_name = _("list of testimonials")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Under a home page, never beside it."""
        return super().can_create_at(parent) and parent.depth > 1


class TestimonialKind(models.TextChoices):
    """How a testimonial is given."""

    TEXT = "text", _("text")
    VIDEO = "video", _("film")
    AUDIO = "audio", _("recording")


class TestimonialPage(TerritoriesMixin, ThemesMixin, Catalogued, BasePage):
    """What someone lived through. Public only under a recorded consent, and until that consent ends."""

    template = "network/testimonial_page.html"
    parent_page_types: ClassVar[list[str]] = ["network.TestimonialIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Someone’s words, a film or a recording, with the consent of who speaks.")
    base_form_class = TestimonialForm
    catalogue_type = "temoignage"

    form = models.CharField(_("form"), max_length=5, choices=TestimonialKind, default=TestimonialKind.TEXT)
    first_name = models.CharField(
        _("first name"), max_length=80, blank=True, help_text=_("The first name only, never a surname.")
    )
    organisation = models.ForeignKey(
        "network.ActorPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("or organisation"),
        help_text=_("When an organisation speaks."),
    )
    status = models.CharField(
        _("who they are"),
        max_length=120,
        blank=True,
        help_text=_("For example: young person involved, town councillor."),
    )
    given_on = models.DateField(_("given on"), null=True, blank=True)

    quote = models.TextField(
        _("highlight"),
        blank=True,
        help_text=_("Exact words, as they were said or written; the page adds the quotation marks."),
    )
    reported = RichTextField(
        _("reported speech"),
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text=_("What they said, in other words than theirs. Never shown between quotation marks."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    media_file = models.ForeignKey(
        "portal.PortalDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
        help_text=_("The film or the recording. Leave file and address empty while it is still to come."),
    )
    media_url = models.URLField(_("or address"), blank=True, help_text=_("Where the film or the recording is kept."))
    poster = models.ForeignKey(
        "portal.PortalImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("Shown before the film starts."),
    )
    transcript = RichTextField(
        _("transcript"), blank=True, features=["bold", "italic", "ul"], help_text=_("All that is said and shown.")
    )
    captions = models.ForeignKey(
        "portal.PortalDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("captions"),
        help_text=_("A .vtt file, for a film that we hold."),
    )

    initiative = models.ForeignKey(
        "network.InitiativePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("initiative"),
    )
    event = models.ForeignKey(
        "network.EventPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("event")
    )

    consent_reference = models.CharField(
        _("consent"),
        max_length=255,
        blank=True,
        help_text=_("Where the signed consent is kept (file number, folder). It is never published."),
    )
    consent_until = models.DateField(
        _("consent valid until"),
        null=True,
        blank=True,
        help_text=_("The page leaves the site on its own the day after."),
    )
    is_minor = models.BooleanField(_("a minor speaks or is seen"), default=False)
    guardian_consent_reference = models.CharField(
        _("consent of the guardians"),
        max_length=255,
        blank=True,
        help_text=_(
            "For a minor: where the consent signed by the parents or guardians is kept. It is never published."
        ),
    )

    testimonial_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("first_name"),
                PageChooserPanel("organisation"),
                FieldRowPanel([FieldPanel("status"), FieldPanel("given_on")]),
            ],
            heading=_("Who speaks"),
        ),
        MultiFieldPanel([FieldPanel("quote"), FieldPanel("reported")], heading=_("Words")),
        FieldPanel("body"),
    ]
    media_panels: ClassVar[list[Panel]] = [
        FieldPanel("form"),
        MultiFieldPanel(
            [FieldPanel("media_file"), FieldPanel("media_url"), FieldPanel("poster")], heading=_("Film or recording")
        ),
        MultiFieldPanel([FieldPanel("transcript"), FieldPanel("captions")], heading=_("For those who can’t hear it")),
    ]
    link_panels: ClassVar[list[Panel]] = [
        *TerritoriesMixin.territory_panels,
        *ThemesMixin.theme_panels,
        MultiFieldPanel([PageChooserPanel("initiative"), PageChooserPanel("event")], heading=_("About")),
    ]
    consent_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("consent_reference"), FieldPanel("consent_until")]),
                FieldPanel("is_minor"),
                FieldPanel("guardian_consent_reference"),
            ],
            heading=_("Consent"),
            help_text=_("A draft can wait for it; nothing is published without it."),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(testimonial_panels, heading=_("Testimonial")),
            ObjectList(media_panels, heading=_("Film or recording")),
            ObjectList(link_panels, heading=_("Territories and themes")),
            ObjectList(consent_panels, heading=_("Consent")),
            ObjectList(BasePage.promote_panels, heading=_("Search engines")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *TerritoriesMixin.territory_translatable_fields,
        *ThemesMixin.theme_translatable_fields,
        *(TranslatableField(name) for name in ("status", "quote", "reported", "body", "transcript")),
        *(
            SynchronizedField(name)
            for name in ("form", "first_name", "organisation", "given_on", "media_file", "media_url")
        ),
        *(SynchronizedField(name) for name in ("poster", "captions", "initiative", "event")),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("consent_reference", "consent_until", "is_minor", "guardian_consent_reference")
        ),
    ]

    class Meta:
        verbose_name = _("testimonial")
        verbose_name_plural = _("testimonials")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is public has a valid consent, whichever way it came to be published."""
        if kwargs.get("clean", True) and self.live:
            errors = self.consent_errors()
            if errors:
                raise ValidationError(errors)
            self.expire_at = self.consent_end(self.expire_at)
        super().save(*args, **kwargs)

    def consent_errors(self, values: Mapping[str, Any] | None = None, today: date | None = None) -> dict[str, Any]:
        """By field, what the consent lacks on the day of publication; `values` are those of a form."""
        values = {} if values is None else values
        read = {name: values.get(name, getattr(self, name)) for name in self.CONSENT}
        day = today or timezone.localdate()
        if read["go_live_at"]:
            day = max(day, timezone.localdate(read["go_live_at"]))
        errors: dict[str, Any] = {}
        if not read["consent_reference"].strip():
            errors["consent_reference"] = _("Say where the signed consent is kept: nothing is published without it.")
        if read["consent_until"] and read["consent_until"] < day:
            errors["consent_until"] = _("This consent ends before the day of publication: ask for a new one.")
        if read["is_minor"] and not read["guardian_consent_reference"].strip():
            errors["guardian_consent_reference"] = _(
                "A minor speaks or is seen: say where the guardians’ consent is kept."
            )
        return errors

    CONSENT: ClassVar[tuple[str, ...]] = (
        "consent_reference",
        "consent_until",
        "is_minor",
        "guardian_consent_reference",
        "go_live_at",
    )

    def consent_end(self, expire_at: datetime | None) -> datetime | None:
        """The page expires when its consent does, or earlier if it was to."""
        if self.consent_until is None:
            return expire_at
        midnight = timezone.make_aware(datetime.combine(self.consent_until + timedelta(days=1), time.min))
        return min(expire_at, midnight) if expire_at else midnight

    @classmethod
    def catalogue_queryset(cls) -> models.QuerySet[Any]:
        """Testimonials with all that their entry reads."""
        return cls._default_manager.select_related("organisation", "initiative", "event", "image").prefetch_related(
            "image__renditions", *cls.TERRITORY_PREFETCH, *cls.THEME_PREFETCH
        )

    def catalogue_entry(self) -> EntryData:
        """How it stands in the catalogue. Nothing of the consent enters it."""
        return EntryData(
            title=self.title,
            summary=self.summary,
            text=plain_text(self.first_name, self.status, self.quote, self.reported, self.body, self.transcript),
            keywords=term_labels(self.theme_list),
            terms={
                **self.territory_terms(),
                "theme": self.theme_terms(),
                "acteur": [self.organisation.slug] if self.organisation else [],
            },
            date=self.given_on,
            point=self.territory_point,
            image=picture(self.image, self.image_alt),
            place=self.territory_place,
            links=[str(page.translation_key) for page in (self.organisation, self.initiative, self.event) if page],
            documents=linked_documents(self.body, self.reported, self.transcript)
            | {pk for pk in (self.media_file_id, self.captions_id) if pk},
            extra={"form": self.form, "quote": self.quote, "author": self.author, "status": self.status},
        )

    @property
    def author(self) -> str:
        """The first name of who speaks, else the organisation."""
        return self.first_name or (self.organisation.title if self.organisation else "")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template shows."""
        return {**super().get_context(request, *args, **kwargs), **testimonial_context(self, request)}
