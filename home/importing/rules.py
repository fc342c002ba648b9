"""What the cells of a row must hold together: the rules that the admin's forms apply, for pages filled from a table.

Each takes a filled page and today, and gives errors by field. Models keep their own rules (`clean`): they come on top.
"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.testimonial_form import FIRST_NAMES

END_BEFORE_START = _("The end comes before the start: check both dates.")
IN_THE_FUTURE = _("This date is in the future: check the year.")
Errors = dict[str, Any]


def none(_page: Any, _today: date) -> Errors:
    """Nothing more than what the model says."""
    return {}


def initiative(page: Any, _today: date) -> Errors:
    """Dates and ages in order; an accompanied process says what it is and where it stands."""
    errors: Errors = {}
    if page.starts_on and page.ends_on and page.ends_on < page.starts_on:
        errors["ends_on"] = END_BEFORE_START
    if page.age_min is not None and page.age_max is not None and page.age_max < page.age_min:
        errors["age_max"] = _("The highest age is below the lowest one: check both.")
    if page.accompanied and not page.demarche_type:
        errors["demarche_type"] = _("Choose the type of process: an accompanied one is found by its type.")
    if page.accompanied and not page.stage:
        errors["stage"] = _("Say at which stage this accompanied process stands.")
    return errors


def testimonial(page: Any, today: date) -> Errors:
    """Somebody speaks, under a first name only, and did so before today."""
    errors: Errors = {}
    if not page.first_name and not page.organisation:
        errors["first_name"] = _("Say who speaks: a first name or an organisation.")
    if page.first_name and not FIRST_NAMES.fullmatch(page.first_name):
        errors["first_name"] = _("The first name only, never a surname.")
    if page.given_on and page.given_on > today:
        errors["given_on"] = IN_THE_FUTURE
    if page.media_url and page.form == "text":
        errors["form"] = _("Choose “film” or “recording”: this testimonial has one.")
    return errors


def event(page: Any, _today: date) -> Errors:
    """Dates in order; a point is complete."""
    errors: Errors = {}
    if page.starts_at and page.ends_at and page.ends_at < page.starts_at:
        errors["ends_at"] = END_BEFORE_START
    last = page.ends_at or page.starts_at
    if page.registration_deadline and last and page.registration_deadline > timezone.localdate(last):
        errors["registration_deadline"] = _("Registration would close after the event: check this date.")
    if (page.latitude is None) != (page.longitude is None):
        errors["longitude"] = _("Give both latitude and longitude, or neither.")
    return errors


def resource(page: Any, today: date) -> Errors:
    """What has happened is not in the future; a monitoring note leads somewhere and says why to read it."""
    errors: Errors = {
        name: IN_THE_FUTURE
        for name in ("published_on", "read_on", "interviewed_on")
        if getattr(page, name, None) and getattr(page, name) > today
    }
    if page.catalogue_type == "veille":
        page.note = page.note or page.summary
        errors |= {
            name: _("A monitoring note needs it.")
            for name in ("note", "source", "source_url")
            if not getattr(page, name)
        }
    return errors
