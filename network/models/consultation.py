"""Consultations held on an outside platform: the portal links them and keeps their result, it never runs one."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class ConsultationStatus(models.TextChoices):
    """Where an outside consultation stands."""

    PLANNED = "planned", _("to come")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    ANSWERED = "answered", _("closed, results published")


class Consultation(TranslatableMixin, Orderable):
    """A consultation that an initiative runs on an outside platform."""

    page = ParentalKey("network.InitiativePage", on_delete=models.CASCADE, related_name="consultations")
    title = models.CharField(_("title"), max_length=200)
    platform = models.CharField(_("platform"), max_length=120, help_text=_("For example: Citoyens en commun."))
    url = models.URLField(_("address"), blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=ConsultationStatus, default=ConsultationStatus.PLANNED)
    result = models.TextField(_("result"), blank=True, help_text=_("What came out of it, in a few plain sentences."))

    panels: ClassVar[list[Panel]] = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("platform"), FieldPanel("url")]),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on"), FieldPanel("status")]),
        FieldPanel("result"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        SynchronizedField("platform"),
        SynchronizedField("url"),
        SynchronizedField("opens_on"),
        SynchronizedField("closes_on"),
        SynchronizedField("status"),
        TranslatableField("result"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("consultation on another site")
        verbose_name_plural = _("consultations on other sites")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """It closes after it opens; an open one can be reached; published results are summed up."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            errors["closes_on"] = _("The end comes before the start: check both dates.")
        if self.status == ConsultationStatus.OPEN and not self.url:
            errors["url"] = _("Give the address where people can take part.")
        if self.status == ConsultationStatus.ANSWERED and not self.result.strip():
            errors["result"] = _("Say in a few words what came out of it.")
        if errors:
            raise ValidationError(errors)
