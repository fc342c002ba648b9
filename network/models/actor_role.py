"""The part that an organisation plays in the programme."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class ProgrammeRole(models.TextChoices):
    """What an organisation is to the programme."""

    PILOT = "pilot", _("pilot")
    FUNDER = "funder", _("co-funder")
    STEERING = "steering", _("member of the strategic committee")
    ACCOMPANIED = "accompanied", _("accompanied")
    PARTNER = "partner", _("partner")
    RELAY = "relay", _("local relay")


class ActorRole(TranslatableMixin, Orderable):
    """A role of an organisation, with what it covers."""

    page = ParentalKey("network.ActorPage", on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=ProgrammeRole)
    note = models.CharField(_("what it covers"), max_length=200, blank=True)

    panels: ClassVar[list[Panel]] = [FieldRowPanel([FieldPanel("role"), FieldPanel("note")])]
    translatable_fields: ClassVar[list[Any]] = [SynchronizedField("role"), TranslatableField("note")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("role in the programme")
        verbose_name_plural = _("roles in the programme")

    def __str__(self) -> str:
        return self.get_role_display()
