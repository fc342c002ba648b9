"""Who steers: strategic committees, steering committees of territories and of processes, and their members."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.forms import SnippetTermsForm
from network.models.vocabulary import Vocabulary, term_field


class Level(models.TextChoices):
    """At which level an ingredient is described, or a body steers."""

    REGIONAL = "regional", _("Regional level")
    LOCAL = "local", _("Local level")


class SteeringBody(index.Indexed, TranslatableMixin, ClusterableModel):
    """A body that steers, the organisations that sit in it, and what it is asked to do."""

    name = models.CharField(_("name"), max_length=150)
    kind = term_field(Vocabulary.STEERING, _("kind"))
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.LOCAL)
    territory = models.ForeignKey(
        "network.Territory",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steering_bodies",
        verbose_name=_("territory"),
        help_text=_("Its page shows this body. Leave empty for the committee of a single process."),
    )
    mandate = models.TextField(
        _("mandate"), blank=True, help_text=_("What it decides, and what it hands over to whom.")
    )
    rhythm = models.CharField(_("pace of its meetings"), max_length=150, blank=True)

    base_form_class = SnippetTermsForm
    panels: ClassVar[list[Panel]] = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]), FieldPanel("territory")],
            heading=_("Kind and territory"),
        ),
        FieldPanel("mandate"),
        FieldPanel("rhythm"),
        InlinePanel("members", heading=_("Members"), label=_("Member")),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("name"),
        TranslatableField("mandate"),
        TranslatableField("rhythm"),
        TranslatableField("members"),
        SynchronizedField("kind"),
        SynchronizedField("level"),
        SynchronizedField("territory"),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("steering body")
        verbose_name_plural = _("steering bodies")
        ordering = ["level", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "territory", "locale"], name="network_steering_name")]

    def __str__(self) -> str:
        return self.name


class MemberKind(models.TextChoices):
    """What kind of member sits in a body."""

    ASSOCIATION = "association", _("association")
    AUTHORITY = "authority", _("local authority")
    PARTNER = "partner", _("other partner")


class SteeringMember(TranslatableMixin, Orderable):
    """An organisation that sits in a body, and its role there."""

    body = ParentalKey(SteeringBody, on_delete=models.CASCADE, related_name="members")
    actor = models.ForeignKey(
        "network.ActorPage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor"),
    )
    name = models.CharField(
        _("or name"), max_length=200, blank=True, help_text=_("For an organisation that has no page in the portal.")
    )
    kind = models.CharField(_("kind of member"), max_length=12, choices=MemberKind, blank=True)
    role = models.CharField(_("role"), max_length=150, blank=True, help_text=_("For example: pilot, co-funder."))

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([PageChooserPanel("actor"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("role")]),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("actor"),
        SynchronizedField("name"),
        SynchronizedField("kind"),
        TranslatableField("role"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return self.name or str(self.actor or "")

    def clean(self) -> None:
        """An actor's page or a name: one of the two."""
        super().clean()
        if bool(self.actor_id) == bool(self.name.strip()):
            raise ValidationError({"actor": _("Choose an actor of the portal or write a name: one of the two.")})
