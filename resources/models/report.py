"""Reports: what was done in a period, or what a study found."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from portal.templatetags.portal_tags import date_range
from resources.detail import Fact
from resources.models.base import ResourceBase, resource_tabs
from resources.models.links import InitiativesMixin
from resources.relations import Relations
from search.related import Related


class ReportKind(models.TextChoices):
    """What a report reports."""

    ACTIVITY = "activity", _("activity report")
    EVENT = "event", _("report of an event")
    EVALUATION = "evaluation", _("evaluation")
    STUDY = "study", _("study or survey")
    MINUTES = "minutes", _("minutes")
    OTHER = "other", _("other report")


class ReportPage(InitiativesMixin, ResourceBase):
    """A report, with the period that it covers."""

    template = "resources/report_page.html"
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("An activity report, an evaluation, a study, minutes.")
    catalogue_type = "rapport"

    kind = models.CharField(_("kind of report"), max_length=12, choices=ReportKind, default=ReportKind.ACTIVITY)
    period_start = models.DateField(_("period from"), null=True, blank=True)
    period_end = models.DateField(_("period to"), null=True, blank=True)

    texts = ResourceBase.shared_texts
    page_links: ClassVar[dict[str, str]] = {**ResourceBase.page_links, "resource_initiatives": "initiative"}
    edit_handler = resource_tabs(
        [
            MultiFieldPanel(
                [FieldPanel("kind"), FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")])],
                heading=_("What it reports"),
            ),
            *InitiativesMixin.initiative_panels,
        ]
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        *ResourceBase.resource_translatable_fields,
        *InitiativesMixin.initiative_translatable_fields,
        SynchronizedField("kind"),
        SynchronizedField("period_start"),
        SynchronizedField("period_end"),
    ]

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_start__isnull=True)
                | models.Q(period_end__isnull=True)
                | models.Q(period_end__gte=models.F("period_start")),
                name="resources_report_period",
            )
        ]

    def clean(self) -> None:
        """A period ends after it starts, and has a start."""
        super().clean()
        if self.period_end and not self.period_start:
            raise ValidationError({"period_start": _("Give the start of the period too.")})
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValidationError({"period_end": _("The end comes before the start: check both dates.")})

    @property
    def period(self) -> tuple[date | None, date | None]:
        """First and last day covered."""
        return self.period_start, self.period_end

    def kind_facts(self, own: Relations, linked: Related) -> list[Fact]:
        return [
            {"label": gettext("Kind of report"), "value": self.get_kind_display()},
            {"label": gettext("Period"), "value": date_range(*self.period)},
        ]
