"""The pages of search: results, all the values of a facet, suggestions while typing."""

from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from portal.chrome import surroundings
from portal.languages import active_language
from portal.methods import read_only
from portal.state import counters_of
from search import results as shown
from search.catalogue import find
from search.exports.links import export_links, feed_links
from search.facet_page import MAX_LETTERS, values_page
from search.notices import away
from search.presentation import FIRST_VALUES, UNFOLDED_BESIDE_ROWS, fields, make_rows, present
from search.promotion import promoted_cards
from search.query import Query
from search.registry import facet
from search.scope import Scope
from search.sorts import ORDERS, search_sorts, sort_links, without_default
from search.statistics import note
from search.suggest import suggest, suggest_places

SUGGESTIONS = 8


@read_only
def results(request: HttpRequest) -> HttpResponse:
    """What a query finds; without a query, how to search and the newest. A page past the end is answered 404."""
    scope = Scope.whole(request)
    query, around = shown.settle_place(scope.query)
    sorts = search_sorts(query, bool(around.place and around.place.point))
    query = without_default(query, sorts)
    answer = find(
        query,
        active_language(),
        facets=scope.facets,
        sort=ORDERS[next(iter(sorts))],
        first=FIRST_VALUES,
        unfolded=UNFOLDED_BESIDE_ROWS,
        counters=counters_of(request),
    )
    is_whole = query.text and not shown.is_narrowed(query)
    promoted = promoted_cards(query.text, active_language(), counters_of(request)) if is_whole else []
    above = shown.promoted_rows(promoted, query.page)
    listing = present(answer, sorts=sort_links(sorts), as_rows=True, above=above)
    listing.rows = shown.without(listing.rows, promoted)
    note(query, active_language(), answer.total, request.headers.get("User-Agent", ""))
    listing.hidden = fields(replace(query, chosen=(), since=None, until=None, around="", radius=0, page=1))
    listing.notices += around.notices()
    base = surroundings(request)
    wider = shown.wider_than_chosen(answer)
    request.portal_parameters = query.url() if query.parameters() else ""  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "results": listing,
        "bare": shown.is_bare(query),
        "answer": answer,
        "title": shown.page_title(query, answer.pages),
        "breadcrumb": [{"label": _("Home"), "url": base.home_url}, {"label": scope.label, "url": scope.url}],
        "promoted": above,
        "nearly": make_rows(answer.nearly, answer.extracts),
        "corrections": shown.corrections(answer),
        "understood": shown.understood(answer),
        "wider": wider or shown.wider(answer),
        "languages": shown.in_other_languages(answer),
        "wider_than": "" if wider or not answer.places else answer.places[0].name,
        "exactly_url": replace(query, exactly=False, page=1).url() if query.exactly else "",
        "around": around.form(query),
        "around_url": f"{reverse('search_suggestions')}?lieux=oui",
        "form_action": scope.url,
        "search_hidden": listing.search_hidden,
        "sections": [link for link in base.menu if link.url != base.contact.get("url")],
        "formats": export_links(query, base.home_url),
        "feeds": feed_links(query, base.home_url),
        "noindex": True,
        "canonical_url": "",
        "alternates": [],
    }
    status = 404 if query.page > max(answer.pages, 1) else 200
    return render(request, "search/results.html", context, status=status)


@read_only
def facet_values(request: HttpRequest, name: str) -> HttpResponse:
    """Every value of a facet, within a query: a form that leads back to the results. Http404 for an unknown facet."""
    scope = Scope.of(request)
    declared = facet(name)
    if declared is None or name not in scope.facets:
        raise Http404
    query = replace(scope.query, page=1)
    answer = find(query, active_language(), facets=[name], page_size=1, counters=counters_of(request))
    letters = request.GET.get("filtre", "").replace("\x00", "")[:MAX_LETTERS].strip()
    counted = answer.counts[0].values if answer.counts else []
    asked = [*query.parameters(), ("liste", scope.listing), ("filtre", letters)]
    said = urlencode([pair for pair in asked if pair[1]])
    request.portal_parameters = f"?{said}" if said else ""  # type: ignore[attr-defined]
    kept = replace(query, chosen=tuple(choice for choice in query.chosen if choice[0] != name))
    context = {
        "facet": declared,
        "title": _("Filter by: %(facet)s") % {"facet": declared.label},
        "values": values_page(counted, declared.tree, letters, scope.query.page),
        "letters": letters,
        "notices": away(answer),
        "answer": answer,
        "scope": scope,
        "back_url": scope.url + query.url(),
        "hidden": fields(kept),
        "breadcrumb": [
            {"label": _("Home"), "url": surroundings(request).home_url},
            {"label": scope.label, "url": scope.url},
            {"label": str(declared.label), "url": request.path},
        ],
        "noindex": True,
        "canonical_url": "",
        "alternates": [],
    }
    return render(request, "search/facet.html", context)


@read_only
@cache_control(max_age=30, public=True)
def suggestions(request: HttpRequest) -> JsonResponse:
    """`{"suggestions": [{"label", "url", "type", "type_label"}]}` for the beginning of a text; with `lieux=oui`, of a
    place around which to look.
    """
    text = Query.parse(request.GET, names=()).text
    if request.GET.get("lieux") == "oui":
        found = suggest_places(text, SUGGESTIONS, reverse("search"))
    else:
        found = suggest(text, active_language(), SUGGESTIONS, reverse("search"))
    return JsonResponse({"suggestions": [asdict(each) for each in found]})
