"""What a visitor fills in, and two things that only machines fill in."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "home.contact"
LONGEST = 24 * 3600  # seconds that a form may stay open
QUICK = 3  # seconds in which nobody writes a message


def opened_now() -> str:
    """A signed time: when the form was shown."""
    return signing.dumps(int(time.time()), salt=SALT)


def seconds_open(token: str) -> float | None:
    """How long the form was open; None for a forged or a stale time."""
    try:
        return time.time() - float(signing.loads(token, salt=SALT, max_age=LONGEST))
    except (signing.BadSignature, TypeError, ValueError):
        return None


class LineField(forms.CharField):
    """One line: what goes into a header holds no line break."""

    def to_python(self, value: Any) -> str:
        """The text with every run of white space made one space."""
        return " ".join((super().to_python(value) or "").split())


class ContactForm(forms.Form):
    """A message to a territory's team, or to the actor that the address of the page names."""

    name = LineField(label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("To answer you, for example prenom.nom@exemple.fr. It is given to nobody else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This address is not complete: it looks like prenom.nom@exemple.fr.")},
    )
    territory = forms.ChoiceField(
        label=_("Territory"),
        required=False,
        help_text=_("Your message goes to its team. If you don’t know, leave it empty."),
    )
    subject = LineField(label=_("Subject"), max_length=150)
    message = forms.CharField(
        label=_("Message"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 8}), strip=True
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, territories: list[tuple[str, str]], to_actor: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if to_actor or not territories:
            del self.fields["territory"]
        else:
            self.fields["territory"].choices = [("", _("I don’t know")), *territories]  # type: ignore[attr-defined]
        required = {
            "name": _("Tell us your name."),
            "email": _("Give the address at which we can answer you."),
            "subject": _("Say in a few words what it is about."),
            "message": _("Write your message."),
        }
        for name, sentence in required.items():
            self.fields[name].error_messages["required"] = sentence

    @property
    def visible(self) -> list[forms.BoundField]:
        """What a person fills in, in order."""
        return [field for field in self.visible_fields() if field.name != "website"]

    @property
    def is_trap_sprung(self) -> bool:
        """The field that nobody sees was filled in."""
        return bool(self.data.get("website", "").strip())
