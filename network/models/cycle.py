"""What comes back at a regular pace (a festival every two years) and each time it takes place."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.forms import SnippetTermsForm
from network.models.vocabulary import Vocabulary, term_field


class Cycle(index.Indexed, TranslatableMixin, models.Model):
    """Something that comes back; `months` between two editions, empty where the pace is free."""

    name = models.CharField(_("name"), max_length=150)
    cadence = term_field(Vocabulary.CADENCE, _("cadence"))
    months = models.PositiveSmallIntegerField(
        _("months between two editions"),
        null=True,
        blank=True,
        help_text=_("24 for a festival every two years; empty if the pace is free."),
    )
    description = models.TextField(_("description"), blank=True)

    base_form_class = SnippetTermsForm
    panels: ClassVar[list[Panel]] = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("cadence"), FieldPanel("months")]),
        FieldPanel("description"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("name"),
        SynchronizedField("cadence"),
        SynchronizedField("months"),
        TranslatableField("description"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__isnull=True) | models.Q(months__gt=0), name="network_cycle_months"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Edition(index.Indexed, TranslatableMixin, models.Model):
    """One time that a cycle takes place; its period says which accompanied processes it shows."""

    gather_related = ("cycle",)  # network.reading
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="editions", verbose_name=_("cycle"))
    name = models.CharField(_("name"), max_length=150, help_text=_("For example: Festival 2025."))
    starts_on = models.DateField(
        _("period from"), help_text=_("It shows the processes accompanied during this period.")
    )
    ends_on = models.DateField(_("period until"))

    panels: ClassVar[list[Panel]] = [
        FieldPanel("cycle"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("cycle"),
        TranslatableField("name"),
        SynchronizedField("starts_on"),
        SynchronizedField("ends_on"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="network_edition_period"
            ),
            models.UniqueConstraint(fields=["cycle", "name", "locale"], name="network_edition_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The period ends after it starts."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end comes before the start: check both dates.")})
