"""Who took part in an initiative or an event, and how many people of each kind: shared by both."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel, Panel
from wagtail.models import Orderable

from network.models.vocabulary import Vocabulary, term_field


class Contribution(Orderable):
    """An actor took part, in a role. One that has no page in the portal is named."""

    actor = models.ForeignKey(
        "network.ActorPage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor"),
        help_text=_("Shown with a link once its page is published."),
    )
    name = models.CharField(
        _("or name"), max_length=200, blank=True, help_text=_("For an organisation that has no page in the portal.")
    )
    role = term_field(Vocabulary.CONTRIBUTION_ROLE, _("role"))

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([PageChooserPanel("actor"), FieldPanel("name")]),
        FieldPanel("role"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name or str(self.actor or "")

    def clean(self) -> None:
        """An actor's page or a name: one of the two."""
        super().clean()
        if bool(self.actor_id) == bool(self.name.strip()):
            raise ValidationError({"actor": _("Choose an actor of the portal or write a name: one of the two.")})


class ParticipantCount(Orderable):
    """How many people of one category took part; no number: that category is invited."""

    category = term_field(Vocabulary.PARTICIPANT, _("who"), null=False, blank=False)
    number = models.PositiveIntegerField(
        _("how many"),
        null=True,
        blank=True,
        help_text=_("Leave empty until you know: the category is then shown as invited."),
    )

    panels: ClassVar[list[Panel]] = [FieldRowPanel([FieldPanel("category"), FieldPanel("number")])]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.category}: {self.number}" if self.number is not None else str(self.category)


def refuse_twice(formset: Any, field: str, message: Any) -> None:
    """Put `message` on each inline form that repeats the value of `field` of an earlier one."""
    seen: set[Any] = set()
    for form in kept(formset):
        value = form.cleaned_data.get(field)
        if value is not None and value in seen:
            form.add_error(field, message)
        seen.add(value)


def kept(formset: Any) -> list[Any]:
    """The filled inline forms of a formset that will not be deleted, once each was validated."""
    if formset is None:
        return []
    formset.is_valid()
    return [
        form for form in formset.forms if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
    ]
