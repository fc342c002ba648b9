"""What must hold together in an event before it is kept."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms import TermsForm
from network.models.contribution import kept, refuse_twice


class EventForm(TermsForm):
    """Cross-field rules of an event."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_dates(cleaned)
        self._check_point(cleaned)
        self._check_programme(cleaned)
        refuse_twice(self.formsets.get("participants"), "category", _("This category is already in the list."))
        refuse_twice(self.formsets.get("organisers"), "actor", _("This actor is already in the list."))
        refuse_twice(self.formsets.get("outputs"), "output", _("This page is already in the list."))
        return cleaned

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends < starts:
            self.add_error("ends_at", _("The end comes before the start: check both dates."))
        deadline = cleaned.get("registration_deadline")
        if deadline and starts and deadline > timezone.localdate(ends or starts):
            self.add_error("registration_deadline", _("Registration would close after the event: check this date."))

    def _check_point(self, cleaned: dict[str, Any]) -> None:
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", _("Give both latitude and longitude, or neither."))

    def _check_programme(self, cleaned: dict[str, Any]) -> None:
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at") or cleaned.get("starts_at")
        for form in kept(self.formsets.get("programme")):
            day, first, last = (form.cleaned_data.get(name) for name in ("day", "starts_at", "ends_at"))
            if first and last and last < first:
                form.add_error("ends_at", _("This moment ends before it starts: check both times."))
            if day and starts and not timezone.localdate(starts) <= day <= timezone.localdate(ends):
                form.add_error("day", _("This day is not one of the event’s."))
