"""Numbers and addresses that people type: read in the forms they use, kept in one form, refused with what to do."""

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

LA_POSTE = "356000000"
SEPARATORS = re.compile(r"[\s.\-\u00a0\u202f/]+")
FRENCH_CODES = ("+33", "0033")


def _compact(value: str) -> str:
    return SEPARATORS.sub("", value.strip())


def luhn(digits: str) -> bool:
    """The checksum of SIREN and SIRET numbers."""
    doubled = (int(digit) * (2 if position % 2 else 1) for position, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def clean_rna(value: str) -> str:
    """`W` and nine figures; the second of them is a letter in Corsica and overseas (W2A…, W9C…)."""
    compact = _compact(value).upper()
    if compact and not re.fullmatch(r"W\d[0-9A-Z]\d{7}", compact):
        raise ValidationError(_("An RNA number is the letter W followed by nine figures, for example W802001234."))
    return compact


def clean_siret(value: str) -> str:
    """Fourteen figures with a valid checksum; those of La Poste (SIREN 356 000 000) add up to a multiple of five."""
    compact = _compact(value)
    if not compact:
        return ""
    if not re.fullmatch(r"\d{14}", compact):
        raise ValidationError(_("A SIRET number has 14 figures: the 9 of the SIREN, then 5 for the place."))
    la_poste = compact.startswith(LA_POSTE) and sum(map(int, compact)) % 5 == 0
    if not (luhn(compact) or la_poste):
        raise ValidationError(_("This SIRET number does not exist: one figure at least is wrong."))
    return compact


def clean_postcode(value: str) -> str:
    """Five figures of an existing kind (01 to 98, never 96)."""
    compact = _compact(value)
    if compact and not re.fullmatch(r"(?:0[1-9]|[1-8]\d|9[0-578])\d{3}", compact):
        raise ValidationError(_("A French postcode has five figures, for example 80000."))
    return compact


def clean_phone(value: str) -> str:
    """A number in its international form: `+33695689428`. French by default, any country with its code.

    Short and special numbers (3 to 6 figures, 08…) keep the form in which they are dialled in France.
    """
    compact = re.sub(r"\(0\)", "", value)
    compact = re.sub(r"[()]", "", _compact(compact))
    if not compact:
        return ""
    for code in FRENCH_CODES:
        if compact.startswith(code):
            compact = "0" + compact[len(code) :].lstrip("0")
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    if re.fullmatch(r"0[1-79]\d{8}", compact):
        return f"+33{compact[1:]}"
    if re.fullmatch(r"08\d{8}|3\d{3}|1\d{1,2}|11\d{4}", compact):
        return compact
    if re.fullmatch(r"\+[1-9]\d{6,14}", compact):
        return compact
    raise ValidationError(
        _("This is not a phone number: write the ten figures (06 12 34 56 78), or +, the country code and the number.")
    )


def normalise(instance: models.Model, **cleaners: Callable[[str], str]) -> None:
    """Replace each named text field by its cleaned value; ValidationError names every field that is wrong."""
    errors: dict[str, ValidationError] = {}
    for name, cleaner in cleaners.items():
        try:
            setattr(instance, name, cleaner(getattr(instance, name) or ""))
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
