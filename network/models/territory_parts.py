"""The lists that the page of a territory holds: results, people who answer, partnerships of reciprocity."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel, Panel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.vocabulary import Vocabulary, term_field


class TerritoryResult(TranslatableMixin, Orderable):
    """What was obtained, under the objective that it serves, with its proof."""

    page = ParentalKey("network.TerritoryPage", on_delete=models.CASCADE, related_name="results")
    objective = term_field(Vocabulary.OBJECTIVE, _("objective"), null=False, blank=False)
    text = models.CharField(_("result"), max_length=300)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    proof = models.ForeignKey(
        "portal.PortalDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proof"),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("objective"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("reached_on"), FieldPanel("proof")]),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("text"),
        *(SynchronizedField(name) for name in ("objective", "reached_on", "proof")),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.text


class PersonRole(TranslatableMixin, Orderable):
    """Somebody's function for a territory. The public sees a first name only where the person agreed to it."""

    page = ParentalKey("network.TerritoryPage", on_delete=models.CASCADE, related_name="people")
    function = models.CharField(_("function"), max_length=150)
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    organisation = models.ForeignKey(
        "network.ActorPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    fte = models.DecimalField(
        _("full-time equivalent"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(9)],
        help_text=_("1 for a full-time post entirely given to the programme."),
    )
    mission = models.CharField(_("mission"), max_length=250, blank=True)
    public = models.BooleanField(
        _("show the first name"), default=False, help_text=_("Only with the person’s written agreement.")
    )
    consent = models.CharField(
        _("agreement"), max_length=200, blank=True, help_text=_("Where the written agreement is kept. Never published.")
    )

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("function"), FieldPanel("fte")]),
        PageChooserPanel("organisation"),
        FieldPanel("mission"),
        FieldRowPanel([FieldPanel("first_name"), FieldPanel("public")]),
        FieldPanel("consent"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("function"),
        TranslatableField("mission"),
        *(SynchronizedField(name) for name in ("first_name", "organisation", "fte", "public", "consent")),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("function")
        verbose_name_plural = _("functions")

    def __str__(self) -> str:
        return self.function

    @property
    def shown_name(self) -> str:
        """The first name, if the public may see it."""
        return self.first_name if self.public else ""

    def clean(self) -> None:
        """No name is shown without a trace of the person's agreement."""
        super().clean()
        if self.public and not self.first_name.strip():
            raise ValidationError({"first_name": _("Write the first name to show, or untick the box.")})
        if self.public and not self.consent.strip():
            raise ValidationError({"consent": _("Say where the written agreement is kept, or untick the box.")})
