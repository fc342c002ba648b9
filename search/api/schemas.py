"""What the API answers. Names and types are a promise: add, never change or remove.

Texts are marked for translation here and translated when the description is served (search.api.description).
"""

import datetime

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field


class ValueOut(Schema):
    """A value of a facet."""

    value: str = Field(description=_("The value, as addresses write it."))
    label: str = Field(description=_("Its name in the reader’s language."))


class PointOut(Schema):
    """A place on the map."""

    latitude: float = Field(description=_("In degrees, north of the equator."))
    longitude: float = Field(description=_("In degrees, east of Greenwich."))


class EntryOut(Schema):
    """Something that the portal publishes."""

    key: str = Field(description=_("Its identifier in this API."))
    title: str = Field(description=_("Its title."))
    url: str = Field(description=_("The address of its page."))
    type: str = Field(description=_("Its type: a value of the facet “type”."))
    summary: str = Field(description=_("What it is about, in a few sentences."))
    language: str = Field(description=_("The language of its text."))
    date: datetime.date | None = Field(description=_("Its day, or the first one of an event."))
    date_end: datetime.date | None = Field(description=_("Its last day."))
    place: str = Field(description=_("Where it is, in a few words."))
    point: PointOut | None = Field(description=_("Where it is on the map."))
    facets: dict[str, list[ValueOut]] = Field(description=_("Its values of each facet, what contains them included."))


class TranslationOut(Schema):
    """The same thing in another language."""

    key: str = Field(description=_("Its identifier in this API."))
    language: str = Field(description=_("The language of its text."))
    url: str = Field(description=_("The address of its page."))


class EntryDetailOut(EntryOut):
    """Something that the portal publishes, with its translations."""

    translations: list[TranslationOut] = Field(description=_("The same thing in other languages."))


class ProblemValueOut(Schema):
    """A value that was not taken into account."""

    parameter: str = Field(description=_("The name of the parameter."))
    value: str = Field(description=_("What no entry has."))


class PageOut(Schema):
    """Where a list stands."""

    total: int = Field(description=_("How many there are in all."))
    page: int = Field(description=_("The number of this page."))
    pages: int = Field(description=_("How many pages there are."))
    next: str | None = Field(description=_("The address of the next page."))
    previous: str | None = Field(description=_("The address of the previous page."))


class EntriesOut(PageOut):
    """A page of what a query finds."""

    results: list[EntryOut] = Field(description=_("The entries of this page."))
    problems: list[ProblemValueOut] = Field(description=_("Values of the query that no entry has."))


class CountOut(ValueOut):
    """A value of a facet, and how many entries choosing it would give."""

    count: int = Field(description=_("How many entries there are if one chooses it."))
    parent: str = Field(description=_("The value that it stands under, if any."))


class FacetOut(Schema):
    """A facet with its first values."""

    name: str = Field(description=_("Its name, which is the parameter of a query."))
    label: str = Field(description=_("Its name in the reader’s language."))
    total: int = Field(description=_("How many values it has in this query."))
    url: str = Field(description=_("The address of all its values."))
    values: list[CountOut] = Field(description=_("Its first values."))


class FacetsOut(Schema):
    """Every facet of a query."""

    total: int = Field(description=_("How many entries the query finds."))
    facets: list[FacetOut] = Field(description=_("The facets, as lists order them."))


class FacetPageOut(PageOut):
    """A page of the values of a facet."""

    name: str = Field(description=_("Its name, which is the parameter of a query."))
    label: str = Field(description=_("Its name in the reader’s language."))
    values: list[CountOut] = Field(description=_("The values of this page."))


class ErrorOut(Schema):
    """A parameter that could not be read."""

    parameter: str = Field(description=_("The name of the parameter."))
    detail: str = Field(description=_("What is wrong, in a sentence."))


class ProblemOut(Schema):
    """Why there is no answer (RFC 9457)."""

    title: str = Field(description=_("The problem in a few words."))
    status: int = Field(description=_("The status of the answer."))
    detail: str = Field(description=_("What is wrong and what to do, in a sentence."))
    errors: list[ErrorOut] = Field(description=_("The parameters that could not be read."))
