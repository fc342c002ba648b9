"""The facets that belong to the catalogue itself: type, language of the text, has a document, year."""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from search.models import Entry
from search.registry import Facet, Label, Labels, register_facet, type_labels

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


def _years(values: set[str], language: str) -> dict[str, Label]:
    return {year: Label(year, position=-int(year)) for year in values if year.isdigit()}


def _languages(values: set[str], language: str) -> dict[str, Label]:
    return {code: Label(LANGUAGE_NAMES.get(code, code)) for code in values}


def _yes(values: set[str], language: str) -> dict[str, Label]:
    with override(language):
        return {"oui": Label(gettext("With a document to download"))}


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
