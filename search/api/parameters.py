"""What may be asked of the API: the parameters of `/recherche/`, read strictly (what cannot be read is a 422)."""

from datetime import date
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, create_model

from search.query import DAY, LAST_PAGE, MAX_LENGTH, MAX_RADIUS, MAX_TEXT
from search.registry import facets

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
MAX_VALUES = 20  # of one facet: an address stays under what servers read (8 kB)
NOT_ASKED: Any = None


def _digits(value: Any) -> Any:
    """Pydantic would take “1_0”, “1.0” and spaces for numbers."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError("not a whole number")
    return value


def _day(value: str) -> str:
    """RFC 3339, full-date: the only form that is read."""
    if not DAY.fullmatch(value):
        raise ValueError("not a day")
    date.fromisoformat(value)
    return value


Whole = Annotated[int, BeforeValidator(_digits)]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Value = Annotated[str, Field(max_length=MAX_LENGTH, pattern=r"^[A-Za-z0-9_-]*$")]


class LanguageIn(Schema):
    """The reader's language."""

    lang: Literal["fr", "en"] = Field(
        "fr", description=_("The reader’s language: names, sentences, and which version of a thing is given.")
    )


class PageIn(LanguageIn):
    """Which part of a list."""

    page: Whole = Field(1, ge=1, le=LAST_PAGE, description=_("The number of the page, from 1."))
    taille: Whole = Field(PAGE_SIZE, ge=1, le=MAX_PAGE_SIZE, description=_("How many a page holds, 100 at most."))


class QueryIn(LanguageIn):
    """A query of the catalogue; the facets are added below, as the apps declare them."""

    q: str = Field("", max_length=MAX_TEXT, description=_("Words, “a phrase” in quotes, -word to exclude one."))
    exact: Literal["oui"] = Field(NOT_ASKED, description=_("“oui”: search what was typed, without correcting it."))
    du: Day = Field(NOT_ASKED, description=_("From this day on, written 2026-06-01."))
    au: Day = Field(NOT_ASKED, description=_("Until this day, written 2026-06-30."))
    quand: Literal["a-venir", "passes"] = Field(
        NOT_ASKED, description=_("“a-venir”: what ends today or later; “passes”: what is over.")
    )
    autour: str = Field("", max_length=MAX_LENGTH, description=_("A place (value of the facet “territoire”)."))
    rayon: Whole = Field(NOT_ASKED, ge=1, le=MAX_RADIUS, description=_("How far around that place, in kilometres."))
    tri: Literal["pertinence", "date", "titre", "distance"] = Field(NOT_ASKED, description=_("The order."))


FACET_DESCRIPTION = _("Values of this facet: entries that have one of them. May be repeated.")


def _with_facets(name: str, *bases: type[Schema]) -> Any:
    """The parameters of a query and, for each public facet, its own."""
    fields: dict[str, Any] = {
        facet.name: (list[Value], Field([], max_length=MAX_VALUES, description=FACET_DESCRIPTION))
        for facet in facets()
        if facet.public
    }
    return create_model(name, __base__=bases, **fields)


FilterIn = _with_facets("FilterIn", QueryIn)
SearchIn = _with_facets("SearchIn", QueryIn, PageIn)
