"""The facets that belong to the catalogue itself: type, language of the text, has a document, year."""

import re

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from search.models import Entry
from search.registry import Facet, Label, Labels, register_facet, type_labels

YEAR = re.compile(r"\d{4}", re.ASCII)
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


def _years(values: set[str], language: str) -> dict[str, Label]:
    return {year: Label(year, position=-int(year)) for year in values if YEAR.fullmatch(year)}


def _languages(values: set[str], language: str) -> dict[str, Label]:
    known = {**dict(settings.LANGUAGES), **LANGUAGE_NAMES}
    return {code: Label(str(known[code])) for code in values if code in known}


def _yes(values: set[str], language: str) -> dict[str, Label]:
    with override(language):
        return {value: Label(gettext("With a document to download")) for value in values if value == "oui"}


def entry_labels(entry_type: str) -> Labels:
    """Labels of a facet whose values are slugs of entries of a type: only what is public has a name."""

    def labels(values: set[str], language: str) -> dict[str, Label]:
        entries = Entry.objects.filter(type=entry_type, card__slug__in=values)
        rows = entries.values_list("card__slug", "title", "language")
        return {slug: Label(title) for slug, title, code in sorted(rows, key=lambda row: row[2] == language)}

    return labels


def register() -> None:
    """Called when the app is ready."""
    register_facet(Facet("type", _("Type"), type_labels, position=1))
    register_facet(Facet("annee", _("Year"), _years, position=80))
    register_facet(Facet("langue", _("Language"), _languages, position=90))
    register_facet(Facet("document", _("Document"), _yes, position=85))


register()
