"""The lists that an initiative holds: stages, expected outcomes, accompaniment, partners, participants."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.contribution import Contribution, ParticipantCount
from network.models.vocabulary import Vocabulary, term_field

NO_OUTCOME = "aucun"  # slug of the expected outcome "none, on purpose"


class InitiativePartner(Contribution):
    """A partner of an initiative."""

    page = ParentalKey("network.InitiativePage", on_delete=models.CASCADE, related_name="partners")

    class Meta(Contribution.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")


class InitiativeParticipants(ParticipantCount):
    """People who took part in an initiative."""

    page = ParentalKey("network.InitiativePage", on_delete=models.CASCADE, related_name="participants")

    class Meta(ParticipantCount.Meta):
        verbose_name = _("participants")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["page", "category"], name="network_initiative_participants_once")
        ]


class StageStep(TranslatableMixin, Orderable):
    """An initiative entered a stage on a day."""

    page = ParentalKey("network.InitiativePage", on_delete=models.CASCADE, related_name="stages")
    stage = term_field(Vocabulary.STAGE, _("stage"), null=False, blank=False)
    entered_on = models.DateField(_("since"))
    note = models.CharField(_("what happened"), max_length=250, blank=True)

    panels: ClassVar[list[Panel]] = [FieldRowPanel([FieldPanel("stage"), FieldPanel("entered_on")]), FieldPanel("note")]
    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("stage"),
        SynchronizedField("entered_on"),
        TranslatableField("note"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["entered_on", "sort_order"]

    def __str__(self) -> str:
        return f"{self.stage} ({self.entered_on})"


class OutcomeStatus(models.TextChoices):
    """Where an expected outcome stands."""

    EXPECTED = "expected", _("expected")
    UNDER_WAY = "under-way", _("under way")
    OBTAINED = "obtained", _("obtained")
    DROPPED = "dropped", _("dropped")


class Attendu(TranslatableMixin, Orderable):
    """What the process is expected to lead to; "none, on purpose" is an answer, an empty list is not."""

    page = ParentalKey("network.InitiativePage", on_delete=models.CASCADE, related_name="attendus")
    kind = term_field(Vocabulary.ATTENDU, _("expected outcome"), null=False, blank=False)
    needs = models.TextField(
        _("needs and expectations"),
        blank=True,
        help_text=_("Which need it answers; if none is set on purpose, say why."),
    )
    status = models.CharField(_("state"), max_length=12, choices=OutcomeStatus, default=OutcomeStatus.EXPECTED)
    proof = models.ForeignKey(
        "portal.PortalDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proof"),
        help_text=_("The decision, the charter, the minutes. It becomes public with the page."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        FieldPanel("needs"),
        FieldPanel("proof"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("kind"),
        TranslatableField("needs"),
        SynchronizedField("status"),
        SynchronizedField("proof"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("expected outcome")
        verbose_name_plural = _("expected outcomes")

    def __str__(self) -> str:
        return str(self.kind)

    @property
    def is_none(self) -> bool:
        """True for "none, on purpose"."""
        return self.kind is not None and self.kind.slug == NO_OUTCOME

    def clean(self) -> None:
        """Nothing is expected, so nothing is obtained nor proved."""
        super().clean()
        if self.kind_id and self.is_none and (self.proof_id or self.status != OutcomeStatus.EXPECTED):
            raise ValidationError(
                {"kind": _("Where no outcome is set on purpose, leave the state “expected” and no proof.")}
            )


class NoteVisibility(models.TextChoices):
    """Who may read the strategy note of an accompaniment."""

    PUBLIC = "public", _("everyone")
    NETWORK = "network", _("the network only")


class Accompaniment(TranslatableMixin, Orderable):
    """What the programme does beside a process, and what each side brings: never money."""

    page = ParentalKey("network.InitiativePage", on_delete=models.CASCADE, related_name="accompaniments")
    activity = term_field(Vocabulary.ACTIVITY, _("activity"), null=False, blank=False)
    support = term_field(Vocabulary.SUPPORT, _("kind of support"))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    given = models.TextField(_("what the programme brings"), blank=True)
    received = models.TextField(
        _("what it receives"), blank=True, help_text=_("A room, know-how, time, a tool: not money.")
    )
    strategy_note = models.TextField(
        _("strategy note"), blank=True, help_text=_("How to make this process succeed, agreed with those involved.")
    )
    note_visibility = models.CharField(
        _("who reads the note"),
        max_length=10,
        choices=NoteVisibility,
        default=NoteVisibility.NETWORK,
        help_text=_("“The network only”: it appears nowhere on the public site."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("activity"), FieldPanel("support")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("given"), FieldPanel("received")]),
        FieldPanel("strategy_note"),
        FieldPanel("note_visibility"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("activity"),
        SynchronizedField("support"),
        SynchronizedField("starts_on"),
        SynchronizedField("ends_on"),
        TranslatableField("given"),
        TranslatableField("received"),
        TranslatableField("strategy_note"),
        SynchronizedField("note_visibility", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("accompaniment")
        verbose_name_plural = _("accompaniments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="network_accompaniment_dates",
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)

    def clean(self) -> None:
        """It ends after it starts."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end comes before the start: check both dates.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A note reserved to the network is so at once in every language."""
        super().save(*args, **kwargs)
        if self.note_visibility == NoteVisibility.NETWORK:
            others = type(self)._default_manager.filter(translation_key=self.translation_key).exclude(pk=self.pk)
            others.update(note_visibility=NoteVisibility.NETWORK)

    @property
    def public_note(self) -> str:
        """The strategy note where everyone may read it, else nothing: the only way templates reach it."""
        return self.strategy_note if self.note_visibility == NoteVisibility.PUBLIC else ""
