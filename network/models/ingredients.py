"""The five ingredients of territorial structured dialogue, each at two levels."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.cycle import Cycle
from network.models.steering import Level
from network.models.vocabulary import Vocabulary, term_field


class Ingredient(models.IntegerChoices):
    """Fixed, in this order, with these words everywhere."""

    STEERING = 1, _("Formal co-steering")
    OUTCOMES = 2, _("Defined outcomes")
    SUBJECT = 3, _("A precise subject")
    CALENDAR = 4, _("A cyclical calendar")
    MODALITIES = 5, _("Relevant modalities")


class AttenduStatus(models.TextChoices):
    """Where an expected outcome stands."""

    EXPECTED = "expected", _("expected")
    ONGOING = "ongoing", _("under way")
    REACHED = "reached", _("reached")
    DROPPED = "dropped", _("given up")


# Which structured fields belong to which ingredient.
STRUCTURED: dict[int, tuple[str, ...]] = {
    Ingredient.STEERING: ("steering_body",),
    Ingredient.OUTCOMES: ("attendu", "attendu_status", "proof"),
    Ingredient.SUBJECT: (),
    Ingredient.CALENDAR: ("cadence", "cycle"),
    Ingredient.MODALITIES: (),
}


class IngredientEntry(TranslatableMixin, Orderable):
    """What a territory says of one ingredient at one level.

    Three states that never look alike: described; « none, on purpose », with its reason; not described yet (no row, or
    an empty one).
    """

    page = ParentalKey("network.TerritoryPage", on_delete=models.CASCADE, related_name="ingredients")
    ingredient = models.PositiveSmallIntegerField(_("ingredient"), choices=Ingredient)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    text = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ul", "ol"])
    none_on_purpose = models.BooleanField(
        _("none, on purpose"),
        default=False,
        help_text=_("The partners decided not to have any. Leave unticked if it is only not described yet."),
    )
    none_reason = models.TextField(
        _("why none"), blank=True, help_text=_("Shown to visitors, with “none, on purpose”.")
    )
    steering_body = models.ForeignKey(
        "network.SteeringBody",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("steering body"),
        help_text=_("For ingredient 1."),
    )
    attendu = term_field(Vocabulary.ATTENDU, _("expected outcome"), help_text=_("For ingredient 2."))
    attendu_status = models.CharField(_("state"), max_length=10, choices=AttenduStatus, blank=True)
    proof = models.ForeignKey(
        "portal.PortalDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proof"),
        help_text=_("The document that shows it: a resolution, a charter, minutes."),
    )
    cadence = term_field(Vocabulary.CADENCE, _("cadence"), help_text=_("For ingredient 4."))
    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cycle")
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("ingredient"), FieldPanel("level"), FieldPanel("checked_on")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("none_on_purpose"), FieldPanel("none_reason")]),
        MultiFieldPanel(
            [
                FieldPanel("steering_body"),
                FieldRowPanel([FieldPanel("attendu"), FieldPanel("attendu_status")]),
                FieldPanel("proof"),
                FieldRowPanel([FieldPanel("cadence"), FieldPanel("cycle")]),
            ],
            heading=_("Structured part: only what belongs to the ingredient"),
            classname="collapsed",
        ),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("text"),
        TranslatableField("none_reason"),
        *(SynchronizedField(name) for name in ("ingredient", "level", "none_on_purpose", "checked_on")),
        *(SynchronizedField(name) for name in ("steering_body", "attendu", "attendu_status", "proof")),
        *(SynchronizedField(name) for name in ("cadence", "cycle")),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("ingredient")
        verbose_name_plural = _("ingredients")
        ordering = ["ingredient", "-level", "sort_order"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ingredient__range=(1, 5)), name="network_ingredient_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.ingredient}. {self.get_ingredient_display()} ({self.get_level_display()})"

    @property
    def is_described(self) -> bool:
        """It says something: words or a structured part."""
        return bool(strip_tags(self.text).strip()) or any(getattr(self, name) for name in self.structured_fields)

    @property
    def structured_fields(self) -> list[str]:
        """Names of the structured fields, as stored (`_id` for references)."""
        names = [name for fields in STRUCTURED.values() for name in fields]
        return [self._meta.get_field(name).attname for name in names]

    def clean(self) -> None:
        """« None, on purpose » goes with no description; a structured part goes with its ingredient."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.none_on_purpose and self.is_described:
            errors["none_on_purpose"] = _(
                "“None, on purpose” contradicts what is described: empty one of the two. The reason has its own field."
            )
        if self.none_reason.strip() and not self.none_on_purpose:
            errors["none_reason"] = _("Tick “none, on purpose”, or move this text into the description.")
        if self.attendu_status and not self.attendu_id:
            errors["attendu_status"] = _("Choose the expected outcome that is in this state.")
        errors |= self._misplaced()
        if errors:
            raise ValidationError(errors)

    def _misplaced(self) -> dict[str, Any]:
        """An error for each structured field that belongs to another ingredient."""
        return {
            name: _("This belongs to ingredient %(number)s: empty it, or choose that ingredient.") % {"number": number}
            for number, names in STRUCTURED.items()
            for name in names
            if self.ingredient and number != self.ingredient and getattr(self, self._meta.get_field(name).attname)
        }
