"""A request as one search of the cluster: hits, their number and the counts of every facet together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings

from search.engines.base import COMING, DISTANCE, LANGUAGE, RELEVANCE, TITLE, Request
from search.engines.elastic.mapping import DEEPEST, counted_names
from search.engines.elastic.text import Clause, group, required
from search.engines.weights import majority, most
from search.index import DEFAULT_LANGUAGE

VALUES = 50_000  # of facets: all there are
TOGETHER = ":"  # the name of the facets that are counted together, which no facet has
FEW = 3  # facets that are counted faster by themselves than together
PRESENT = "?"  # how the names begin of what says which facets have values
ROOM = 50_000  # identifiers in one clause
NEARLY = 10
PART = 1_000.0  # how much more matching another part of the query is worth than matching it well
SHOWN = "hits.total.value,hits.hits._id,timed_out"
SHOWN += ",aggregations.*.*.buckets.key,aggregations.*.*.buckets.doc_count,aggregations.*.*.buckets.*.doc_count"


def body(request: Request, hidden: Sequence[int]) -> dict[str, Any]:
    """The search of a request; pages beyond what the index can reach are empty."""
    reachable = request.start + request.size <= DEEPEST
    chosen = {name: _any(name, values) for name, values in request.chosen}
    names = (*request.facets, *request.present)
    if request.listed is not None and LANGUAGE in names and LANGUAGE not in chosen:
        chosen[LANGUAGE] = _listed(request.listed)
        request = replace(request, listed=None)
    asked: dict[str, Any] = {
        "query": {"bool": {**_within(request, hidden), "must": required(request.text)}},
        "from": request.start if reachable else 0,
        "size": request.size if reachable else 0,
        "sort": order(request),
        "track_total_hits": True,
    }
    if chosen:
        asked["post_filter"] = {"bool": {"filter": list(chosen.values())}}
    if names:
        asked["aggs"] = _counts(request, chosen) | _presence(request.present, chosen)
    return asked


def groups(request: Request) -> tuple[Any, ...]:
    """The parts of the text that must be found."""
    return request.text.groups if request.text else ()


def nearly(request: Request, hidden: Sequence[int]) -> dict[str, Any]:
    """What holds most of a query (by the rarity of its parts, or by their number), not all: the same filters, nothing
    that is excluded.
    """
    parts = groups(request)
    clauses = required(request.text)
    within = _within(request, hidden)
    filters = within["filter"] + [_any(name, values) for name, values in request.chosen]
    refused = [*within["must_not"], {"bool": {"filter": clauses}}]
    worth = sum(each.rarity for each in parts) or 1.0
    query = {"bool": {"filter": filters, "must_not": refused, "should": clauses, "minimum_should_match": 1}}
    functions = [
        {"filter": clause, "weight": PART * max(each.rarity, 0.0) / worth}
        for clause, each in zip(clauses, parts, strict=True)
    ]
    many = {"bool": {"should": clauses, "minimum_should_match": majority(len(parts))}}
    functions.append({"filter": many, "weight": PART * most(len(parts))})
    scored = {"query": query, "functions": functions, "score_mode": "sum", "boost_mode": "sum"}
    return {
        "query": {"function_score": scored},
        "min_score": PART * most(len(parts)),
        "size": NEARLY,
        "sort": order(request, RELEVANCE),
        "track_total_hits": False,
    }


def suggestion(
    clauses: list[Clause], first: list[Clause], language: str, hidden: Sequence[int], size: int
) -> dict[str, Any]:
    """Entries by their titles, those that match `first` before the others."""
    within = _within(Request(listed=language), hidden)
    begins = [{"constant_score": {"filter": clause, "boost": PART}} for clause in first]
    return {
        "query": {"bool": {**within, "must": clauses, "should": begins}},
        "size": size,
        "sort": [{"_score": "desc"}, {"order": "asc"}, {"id": "asc"}],
        "track_total_hits": False,
    }


def order(request: Request, default: str = "") -> list[Clause]:
    """An order in which no two entries are equal, so that pages never overlap."""
    newest = [{"first": "desc"}, {"id": "desc"}]
    sort = default or request.sort
    if sort == DISTANCE and request.around:
        latitude, longitude, _ = request.around
        near = {"place": {"lat": latitude, "lon": longitude}, "order": "asc", "unit": "km"}
        return [{"_geo_distance": near}, {"id": "asc"}]
    if sort == TITLE:
        return [{"order": "asc"}, {"id": "asc"}]
    if sort == COMING:
        return [{"first": "asc"}, {"id": "asc"}]
    if sort == RELEVANCE and groups(request):
        return [{"_score": "desc"}, *newest]
    return newest


def _within(request: Request, hidden: Sequence[int]) -> dict[str, list[Clause]]:
    """What every result is, whatever is chosen."""
    filters: list[Clause] = [_any(name, values) for name, values in request.fixed]
    if request.listed is not None:
        filters.append(_listed(request.listed))
    if request.since:
        filters.append({"range": {"last": {"gte": request.since.toordinal()}}})
    if request.until:
        filters.append({"range": {"first": {"lte": request.until.toordinal()}}})
    if request.before:
        filters.append({"range": {"last": {"lt": request.before.toordinal()}}})
    if request.around:
        latitude, longitude, radius = request.around
        filters.append({"geo_distance": {"distance": f"{radius}km", "place": {"lat": latitude, "lon": longitude}}})
    refused: list[Clause] = [{"ids": {"values": portion}} for portion in _portions(hidden)]
    refused += [group(each) for each in (request.text.excluded if request.text else ())]
    return {"filter": filters, "must_not": refused}


def _listed(language: str) -> Clause:
    """Each thing once, for a reader of this language."""
    known = {code for code, _ in settings.LANGUAGES}
    return {"term": {"listed": language if language in known else DEFAULT_LANGUAGE}}


def _portions(ids: Sequence[int]) -> Iterable[list[str]]:
    return ([str(pk) for pk in ids[start : start + ROOM]] for start in range(0, len(ids), ROOM))


def _any(name: str, values: Sequence[str]) -> Clause:
    return {"terms": {f"terms.{name}": list(values)}}


def _counts(request: Request, chosen: dict[str, Clause]) -> dict[str, Clause]:
    """How many results each value has, each facet's own selection left out: those without one are counted together
    unless they are few. No value is sent of a facet that is not asked for.
    """
    names, values = request.facets, dict(request.chosen)
    known = set(counted_names())
    alone = [name for name in names if name in chosen or name not in known or len(names) <= FEW + len(chosen)]
    found = {}
    for name in alone:
        most = 0 if name in known else request.most
        own = values.get(name, ()) if most else ()
        found[name] = _count(f"terms.{name}", _others(chosen, name), most or VALUES, own)
    if together := [name for name in names if name not in alone]:
        found[TOGETHER] = _count("values", _others(chosen), VALUES)
        found[TOGETHER]["aggs"]["buckets"]["terms"]["include"] = f"({'|'.join(together)})=.*"
    return found


def _presence(names: Sequence[str], chosen: dict[str, Clause]) -> dict[str, Clause]:
    """How many results have any value of each of these, its own selection left out (of languages, the reader's)."""
    having: dict[str, dict[str, Clause]] = {}
    for name in names:
        own = name if name in chosen else ""
        having.setdefault(own, {})[name] = {"exists": {"field": f"terms.{name}"}}
    return {
        PRESENT + own: _narrowed(_others(chosen, own), {"filters": {"filters": clauses}})
        for own, clauses in having.items()
    }


def _others(chosen: dict[str, Clause], own: str = "") -> list[Clause]:
    """What is chosen of the other facets."""
    return [clause for name, clause in chosen.items() if name != own]


def _count(field: str, narrowed: list[Clause], size: int, own: Sequence[str] = ()) -> Clause:
    """The most frequent values, and those of its own selection, which may be rare."""
    found = _narrowed(narrowed, {"terms": {"field": field, "size": size}})
    if own:
        found["aggs"]["own"] = {"terms": {"field": field, "size": len(own), "include": list(own)}}
    return found


def _narrowed(others: list[Clause], buckets: Clause) -> Clause:
    return {"filter": {"bool": {"filter": others}}, "aggs": {"buckets": buckets}}


def counts(answer: dict[str, Any], names: Sequence[str]) -> dict[str, dict[str, int]]:
    """The counts of an answer, by facet."""
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    for key, part in answer.get("aggregations", {}).items():
        if key.startswith(PRESENT):
            continue
        for bucket in [*part["buckets"]["buckets"], *part.get("own", {}).get("buckets", ())]:
            name, _, value = bucket["key"].partition("=") if key == TOGETHER else (key, "", bucket["key"])
            found[name][value] = bucket["doc_count"]
    return found


def present(answer: dict[str, Any]) -> frozenset[str]:
    """The facets, of those asked for presence, that some result has a value of."""
    parts = [part for key, part in answer.get("aggregations", {}).items() if key.startswith(PRESENT)]
    having = [each for part in parts for each in part["buckets"]["buckets"].items()]
    return frozenset(name for name, bucket in having if bucket["doc_count"])
