"""Those who pay: their logo, and the words that their agreement makes compulsory."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField


class Funder(index.Indexed, TranslatableMixin, models.Model):
    """A funder of the programme, of a process or of an event."""

    gather_related = ("logo",)  # network.reading

    name = models.CharField(_("name"), max_length=150)
    mention = models.CharField(
        _("compulsory mention"),
        max_length=250,
        blank=True,
        help_text=_("The words that the funding agreement asks for, shown beside the logo."),
    )
    logo = models.ForeignKey(
        "portal.PortalImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    url = models.URLField(_("website"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100, help_text=_("Small numbers come first."))

    panels: ClassVar[list[Panel]] = [
        FieldPanel("name"),
        FieldPanel("mention"),
        FieldPanel("logo"),
        FieldRowPanel([FieldPanel("url"), FieldPanel("position")]),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("name"),
        TranslatableField("mention"),
        SynchronizedField("logo"),
        SynchronizedField("url"),
        SynchronizedField("position"),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("funder")
        verbose_name_plural = _("funders")
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "locale"], name="network_funder_name")]

    def __str__(self) -> str:
        return self.name
