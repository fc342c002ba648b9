"""The text of a request in the cluster's query language: every group is required, one of its ways to say it is enough.

Scores are those of BM25 over the three fields taken together (`combined_fields`), so that a word counts as on the other
engines wherever it stands.
"""

from typing import Any

from search.analysis import QueryWord
from search.engines.base import Alternative, Group, Here, Text
from search.engines.weights import ALONE, NEAR, PAGE, SAID, SUMMARY, TEXT, TITLE

FIELDS = {"title": TITLE, "summary": SUMMARY, "text": TEXT}
WEIGHTED = [f"{name}^{weight}" for name, weight in FIELDS.items()]
TIE = 0.2  # what a second way to say the same adds

Clause = dict[str, Any]


def required(text: Text | None) -> list[Clause]:
    """Each group of a text; what a place is worth is a share of what the whole text is, or far more if it is alone."""
    groups = text.groups if text else ()
    worth = sum(each.rarity for each in groups)
    return [group(each, worth, alone=bool(text and text.is_places)) for each in groups]


def group(asked: Group, worth: float = 1.0, *, alone: bool = False) -> Clause:
    """Any of the alternatives, or any of the places; both together are worth more."""
    said = [alternative(each) for each in asked.alternatives if each.words]
    there = [clause for place in asked.places for clause in here(place, worth * (ALONE if alone else 1), alone=alone)]
    if said and alone:
        there.append(_constant({"dis_max": {"queries": said}}, worth * ALONE * SAID))
    ways: list[Clause] = []
    if said:
        ways.append({"dis_max": {"queries": said, "tie_breaker": TIE}})
    if there:
        ways.append({"dis_max": {"queries": there}})
    if not ways:
        return {"match_none": {}}
    return ways[0] if len(ways) == 1 else {"bool": {"should": ways, "minimum_should_match": 1}}


def alternative(asked: Alternative) -> Clause:
    """All its words; those of a phrase one after the other as well."""
    words = [word(each) for each in asked.words]
    if not asked.phrase and len(words) == 1 and asked.weight == 1:
        return words[0]
    clause: Clause = {"must": words, "boost": asked.weight}
    if asked.phrase and len(words) > 1:
        clause["filter"] = [phrase(asked.words)]
    return {"bool": clause}


def word(asked: QueryWord) -> Clause:
    """Any of its tokens, and what begins with it while it is being typed."""
    queries: list[Clause] = [{"combined_fields": {"query": token, "fields": WEIGHTED}} for token in asked.tokens]
    if asked.prefix:
        queries += [
            {"prefix": {name: {"value": asked.prefix, "boost": weight / TITLE}}} for name, weight in FIELDS.items()
        ]
    if not queries:
        return {"match_none": {}}
    return queries[0] if len(queries) == 1 else {"dis_max": {"queries": queries, "tie_breaker": TIE}}


def phrase(words: tuple[QueryWord, ...]) -> Clause:
    """The words one after the other in one field; a word that has several tokens is any of them."""
    rule = {"all_of": {"ordered": True, "max_gaps": 0, "intervals": [_place(each) for each in words]}}
    return {"bool": {"should": [{"intervals": {name: rule}} for name in FIELDS], "minimum_should_match": 1}}


def _place(asked: QueryWord) -> Clause:
    rules: list[Clause] = [{"match": {"query": token}} for token in asked.tokens]
    if asked.prefix:
        rules.append({"prefix": {"prefix": asked.prefix}})
    return rules[0] if len(rules) == 1 else {"any_of": {"intervals": rules}}


def here(place: Here, worth: float, *, alone: bool) -> list[Clause]:
    """What concerns a place, what it contains, what contains it; if it is alone, the pages of places apart."""
    circles = [("ici", place.slug), ("territoire", place.slug), *(("ici", slug) for slug in place.around)]
    clauses = []
    for rank, (name, slug) in enumerate(circles):
        near = NEAR[min(rank, len(NEAR) - 1)]
        clauses.append(_constant({"term": {f"terms.{name}": slug}}, worth * near))
        if alone and name == "ici":
            clauses.append(_constant({"term": {"terms.lieu": slug}}, worth * (near + PAGE)))
    return clauses


def _constant(clause: Clause, boost: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": boost}}
