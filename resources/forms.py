"""Rules that concern several fields of a page at once."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms import TermsForm

TWICE = {
    "resource_actors": ("actor", _("This actor is there twice: keep one.")),
    "resource_initiatives": ("initiative", _("This initiative is there twice: keep one.")),
    "resource_uses": ("resource", _("This resource is there twice: keep one.")),
    "items": ("page", _("This page is there twice: keep one.")),
}


class LinkedPageForm(TermsForm):
    """A page is linked once; what has happened is not in the future."""

    past_dates: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Check links and dates together."""
        cleaned: dict[str, Any] = super().clean()
        for relation, (field, message) in TWICE.items():
            if relation in self.formsets:
                self._refuse_twice(relation, field, message)
        for name in self.past_dates:
            day = cleaned.get(name)
            if day and day > timezone.localdate():
                self.add_error(name, _("This date is in the future: check the year."))
        return cleaned

    def _refuse_twice(self, relation: str, field: str, message: Any) -> None:
        seen: set[Any] = set()
        for form in self.formsets[relation].forms:
            data = getattr(form, "cleaned_data", None) or {}
            value = None if data.get("DELETE") else data.get(field)
            if value is not None and value in seen:
                form.add_error(field, message)
                self.add_error(None, message)
            seen.add(value)
