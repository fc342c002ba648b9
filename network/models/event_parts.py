"""The lists that an event holds: programme, organisers, participants, what came out of it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel, Panel
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.contribution import Contribution, ParticipantCount


class EventOrganiser(Contribution):
    """An actor that organises an event or contributes to it."""

    page = ParentalKey("network.EventPage", on_delete=models.CASCADE, related_name="organisers")

    class Meta(Contribution.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")


class EventParticipants(ParticipantCount):
    """A category of people invited to an event, then counted."""

    page = ParentalKey("network.EventPage", on_delete=models.CASCADE, related_name="participants")

    class Meta(ParticipantCount.Meta):
        verbose_name = _("participants")
        verbose_name_plural = _("participants")
        constraints = [models.UniqueConstraint(fields=["page", "category"], name="network_event_participants_once")]


class ProgrammeItem(TranslatableMixin, Orderable):
    """A moment of an event."""

    page = ParentalKey("network.EventPage", on_delete=models.CASCADE, related_name="programme")
    day = models.DateField(_("day"), null=True, blank=True, help_text=_("Only if the event lasts several days."))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("title"),
        FieldPanel("description"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("day"),
        SynchronizedField("starts_at"),
        SynchronizedField("ends_at"),
        TranslatableField("title"),
        TranslatableField("description"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("moment of the programme")
        verbose_name_plural = _("programme")

    def __str__(self) -> str:
        return self.title


class EventOutput(Orderable):
    """A page that came out of an event: a resource, a tool, an initiative."""

    page = ParentalKey("network.EventPage", on_delete=models.CASCADE, related_name="outputs")
    output = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    panels: ClassVar[list[Panel]] = [PageChooserPanel("output")]

    class Meta(Orderable.Meta):
        verbose_name = _("output")
        verbose_name_plural = _("outputs")

    def __str__(self) -> str:
        return str(self.output)
