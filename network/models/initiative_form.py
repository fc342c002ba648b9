"""What must hold together in an initiative before it is kept, said where the editor can correct it."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.forms import TermsForm
from network.models.contribution import kept, refuse_twice
from network.models.initiative_parts import NO_OUTCOME


class InitiativeForm(TermsForm):
    """Cross-field rules of an initiative. A draft may be incomplete, never contradictory."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_dates(cleaned)
        self._check_ages(cleaned)
        self._check_stages(cleaned)
        self._check_attendus()
        refuse_twice(self.formsets.get("participants"), "category", _("This category is already in the list."))
        refuse_twice(self.formsets.get("partners"), "actor", _("This actor is already in the list."))
        if cleaned.get("inspired_by") and self.instance.pk and cleaned["inspired_by"].pk == self.instance.pk:
            self.add_error("inspired_by", _("An initiative can’t be inspired by itself."))
        if cleaned.get("accompanied") and not self.is_deferred_validation:
            self._check_accompanied(cleaned)
        return cleaned

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end comes before the start: check both dates."))

    def _check_ages(self, cleaned: dict[str, Any]) -> None:
        low, high = cleaned.get("age_min"), cleaned.get("age_max")
        if low is not None and high is not None and high < low:
            self.add_error("age_max", _("The highest age is below the lowest one: check both."))

    def _check_stages(self, cleaned: dict[str, Any]) -> None:
        """The current stage is the last dated one; an empty one takes it."""
        steps = [form for form in kept(self.formsets.get("stages")) if form.cleaned_data.get("entered_on")]
        steps = [form for form in steps if form.cleaned_data.get("stage")]
        if not steps:
            return
        last_day = max(form.cleaned_data["entered_on"] for form in steps)
        last = [form.cleaned_data["stage"] for form in steps if form.cleaned_data["entered_on"] == last_day]
        current = cleaned.get("stage")
        if current is None:
            cleaned["stage"] = self.instance.stage = last[-1]
        elif current not in last:
            message = _(
                "The last dated stage is “%(stage)s” (%(day)s): choose it as the current one, or complete the history."
            )
            details = {"stage": last[-1].label, "day": date_format(last_day)}
            self.add_error("stage", forms.ValidationError(message, params=details))

    def _check_attendus(self) -> None:
        """ "None, on purpose" stands alone."""
        rows = kept(self.formsets.get("attendus"))
        for form in rows:
            kind = form.cleaned_data.get("kind")
            if kind is not None and kind.slug == NO_OUTCOME and len(rows) > 1:
                form.add_error("kind", _("“None, on purpose” can’t stand beside another outcome: remove one of them."))

    def _check_accompanied(self, cleaned: dict[str, Any]) -> None:
        """An accompanied process says what it is and where it stands before it is published."""
        if not cleaned.get("demarche_type") and "demarche_type" not in self.errors:
            self.add_error("demarche_type", _("Choose the type of process: an accompanied one is found by its type."))
        if not cleaned.get("stage") and "stage" not in self.errors:
            self.add_error("stage", _("Say at which stage this accompanied process stands."))
