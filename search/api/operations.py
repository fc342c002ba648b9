"""The operations of the API."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Path
from ninja import Query as Parameters
from ninja.errors import ValidationError

from portal.languages import active_language
from search.api import answers, problems, schemas
from search.api.parameters import FilterIn, LanguageIn, SearchIn
from search.catalogue import find
from search.query import Query
from search.registry import facet
from search.state import shown

api = NinjaAPI(
    title="Portal API",
    version="1.0.0",
    description=_("Everything that the portal publishes, as its lists and its search find it. Read only, no key."),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_exception_handler(ValidationError, problems.unreadable)
PROBLEMS: dict[int, Any] = {304: None, 404: schemas.ProblemOut, 422: schemas.ProblemOut, 429: schemas.ProblemOut}


@api.get(
    "/entries",
    response={200: schemas.EntriesOut, **PROBLEMS},
    operation_id="listEntries",
    summary=_("What a query finds"),
    description=_("The same results, in the same order, as the search page with the same parameters."),
)
def entries(request: HttpRequest, asked: Parameters[SearchIn]) -> Any:
    """A page of what a query finds."""
    language = active_language()
    query = Query.parse(request.GET)
    answer = find(query, language, page_size=asked.taille)
    if query.page > max(answer.pages, 1):
        return problems.unknown_page(query.page, max(answer.pages, 1))
    return {
        **answers.page_out(request, answer.total, query.page, answer.pages),
        "results": answers.of_answer(answer, language),
        "problems": [{"parameter": name, "value": value} for name, value in answer.problems],
    }


@api.get(
    "/entries/{key}",
    response={200: schemas.EntryDetailOut, **PROBLEMS},
    operation_id="getEntry",
    summary=_("One entry"),
    description=_("What is published under a key, and its translations."),
)
def entry(
    request: HttpRequest,
    key: Path[str],
    asked: Parameters[LanguageIn],
) -> Any:
    """One entry, while it is public."""
    found = shown().filter(key=key).first()
    if found is None:
        return problems.unknown_entry()
    [described] = answers.entries_out([found], active_language())
    return {**described, "translations": answers.translations_out(found)}


@api.get(
    "/facets",
    response={200: schemas.FacetsOut, **PROBLEMS},
    operation_id="listFacets",
    summary=_("The facets of a query"),
    description=_("Each with its first values, counted among what the query finds, its own choice left out."),
)
def facets(request: HttpRequest, asked: Parameters[FilterIn]) -> Any:
    """Every facet of a query."""
    query = Query.parse(request.GET).at_page(1)
    names = answers.public_facets()
    answer = find(query, active_language(), facets=names, page_size=1, first=answers.VALUES_SHOWN)
    return {"total": answer.total, "facets": [answers.facet_out(counts, request) for counts in answer.counts]}


@api.get(
    "/facets/{name}",
    response={200: schemas.FacetPageOut, **PROBLEMS},
    operation_id="getFacet",
    summary=_("All the values of a facet"),
    description=_("Most frequent first, then by name."),
)
def values(request: HttpRequest, name: Path[str], asked: Parameters[SearchIn]) -> Any:
    """A page of the values of a facet."""
    declared = facet(name)
    if declared is None or not declared.public:
        return problems.unknown_facet()
    answer = find(Query.parse(request.GET).at_page(1), active_language(), facets=[name], page_size=1)
    found = answers.counts_out(answer.counts[0]) if answer.counts else []
    pages = -(-len(found) // asked.taille)
    if asked.page > max(pages, 1):
        return problems.unknown_page(asked.page, max(pages, 1))
    start = (asked.page - 1) * asked.taille
    return {
        **answers.page_out(request, len(found), asked.page, pages),
        "name": name,
        "label": str(declared.label),
        "values": found[start : start + asked.taille],
    }


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under /api/."""
    return problems.unknown_address(request, rest)
