"""`/flux/`: the feeds worth following, for people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.chrome import surroundings
from portal.languages import active_language
from portal.methods import read_only
from search.catalogue import find
from search.exports.ics import EVENT
from search.exports.links import export_url, results_path
from search.presentation import FacetNode, tree
from search.query import Query

# Those with most entries, so that the page stays small (quality.md, V8); any list has its feed.
TERRITORIES = 30


@dataclass(frozen=True)
class Feed:
    """A feed to follow, how many entries it holds, and the feeds of what is under it."""

    label: str
    url: str
    count: int
    under: Sequence["Feed"] = field(default_factory=tuple)


@read_only
def feeds(request: HttpRequest) -> HttpResponse:
    """What may be followed: everything, the agenda, each type, territory and theme that has entries."""
    language = active_language()
    home = surroundings(request).home_url
    answer = find(Query(), language, facets=("type", "territoire", "theme"), page_size=1)
    values = {counts.facet.name: [value for value in counts.values if value.count] for counts in answer.counts}
    territories = values.get("territoire", [])[:TERRITORIES]
    types = values.get("type", [])
    context: dict[str, Any] = {
        "meta_title": _("Feeds to follow"),
        "breadcrumb": [{"label": _("Home"), "url": home}, {"label": _("Feeds to follow"), "url": request.path}],
        "everything": Feed(_("Everything that is published"), export_url(Query(), "atom", home), answer.total),
        "calendar_url": export_url(Query(chosen=(("type", (EVENT,)),)), "ics", home),
        "has_events": any(value.value == EVENT for value in types),
        "types": [_feed("type", value.value, value.label, value.count, home) for value in types],
        "territories": [_feed("territoire", value.value, value.label, value.count, home) for value in territories],
        "more_territories": len(values.get("territoire", [])) > len(territories),
        "themes": _branch(tree(values.get("theme", []), everything=True), home),
        "search_url": results_path(),
    }
    return render(request, "search/feeds.html", context)


def _feed(name: str, value: str, label: str, count: int, home: str, under: Sequence[Feed] = ()) -> Feed:
    return Feed(label, export_url(Query(chosen=((name, (value,)),)), "atom", home), count, under)


def _branch(nodes: Sequence[FacetNode], home: str) -> list[Feed]:
    return [_feed("theme", node.value, node.label, node.count, home, _branch(node.children, home)) for node in nodes]
