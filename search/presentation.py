"""From an answer of the catalogue to what templates show: facets as trees, removable choices, pages, orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.cards import Card
from search.catalogue import Answer
from search.counts import FacetCounts, ValueCount
from search.query import Query
from search.registry import facet as declared_facet

FIRST_VALUES = 6
OPEN_FACETS = 2  # unfolded on arrival: the others open on demand
PANEL_NODES = 56  # HTML elements that values may take in all, so that a list stays under 350 (quality.md, V8)
NEIGHBOURS = 1


@dataclass
class FacetNode:
    """A value offered, and the values under it when its branch is open."""

    value: str
    label: str
    count: int
    chosen: bool
    children: list["FacetNode"] = field(default_factory=list)


@dataclass
class FacetView:
    """A facet as the filter panel shows it."""

    name: str
    label: str
    values: list[FacetNode]
    open: bool = False
    more_url: str = ""

    @property
    def nodes(self) -> int:
        """HTML elements that it takes: its frame, its link, a box and a label for each value."""
        return 3 + 2 * _size(self.values)


@dataclass
class Listing:
    """Everything `search/listing.html` shows of an answer."""

    total: int
    cards: list[Card]
    facets: list[FacetView]
    chosen: list[dict[str, str]]
    page: int
    pages: int
    previous_url: str
    next_url: str
    page_urls: list[dict[str, Any]]
    sort_options: list[dict[str, Any]]
    unknown_values: list[dict[str, str]]
    notices: list[str]
    hidden: list[dict[str, str]]
    reset_url: str
    first_url: str


def present(answer: Answer, sorts: Sequence[tuple[str, str]] = ()) -> Listing:
    """The listing of an answer; `sorts` are (value of `tri`, label), the default order first with an empty value."""
    query = answer.query
    last = max(answer.pages, 1)
    notices = []
    if query.page > last:
        notices.append(
            ngettext(
                "This list has only one page: page %(page)s does not exist.",
                "This list has %(pages)s pages: page %(page)s does not exist.",
                last,
            )
            % {"pages": last, "page": query.page}
        )
    return Listing(
        total=answer.total,
        cards=answer.cards,
        facets=panel(answer.counts, query),
        chosen=chosen_values(answer),
        page=query.page,
        pages=answer.pages,
        previous_url=query.at_page(min(query.page - 1, last)).url() if query.page > 1 else "",
        next_url=query.at_page(query.page + 1).url() if query.page < answer.pages else "",
        page_urls=page_links(query, answer.pages),
        sort_options=[
            {"label": label, "url": replace(query, sort=value, page=1).url(), "current": query.sort == value}
            for value, label in sorts
        ],
        unknown_values=[{"name": name, "label": _label_of(name), "value": value} for name, value in answer.problems],
        notices=notices,
        hidden=[{"name": name, "value": value} for name, value in replace(query, chosen=(), page=1).parameters()],
        reset_url=query.cleared().url() if query.chosen or query.since or query.until else "",
        first_url=query.at_page(1).url(),
    )


def _label_of(name: str) -> str:
    names = {"du": _("from"), "au": _("to"), "page": _("page")}
    declared = declared_facet(name)
    return str(declared.label) if declared else names.get(name, name)


def panel(counts: Sequence[FacetCounts], query: Query) -> list[FacetView]:
    """The facets that have values: those in use with their values, then others in order while the panel is small.

    Each of the rest is a link to the same list with that facet unfolded.
    """
    views = [facet_view(each, query, position) for position, each in enumerate(each for each in counts if each.values)]
    in_use = {*query.facets, query.unfold}
    room = PANEL_NODES - sum(view.nodes for view in views if view.name in in_use)
    for view in views:
        if view.name in in_use:
            continue
        if view.nodes <= room:
            room -= view.nodes
        else:
            view.values, view.more_url = [], unfolded_url(query, view.name)
    return views


def unfolded_url(query: Query, name: str) -> str:
    """The same list with every value of a facet."""
    return replace(query, unfold=name, page=1).url() + "#filtres"


def facet_view(counts: FacetCounts, query: Query, position: int = 0) -> FacetView:
    """A facet with its first values, its chosen ones, and all of them when the query unfolds it."""
    declared = counts.facet
    everything = query.unfold == declared.name
    values = counts.values
    if declared.tree:
        shown = tree(values, everything)
    else:
        shown = [_node(value) for value in (values if everything else shorten(values))]
    hidden = _size(shown) < counts.total
    return FacetView(
        name=declared.name,
        label=str(declared.label),
        values=shown,
        open=position < OPEN_FACETS or everything or declared.name in query.facets,
        more_url=unfolded_url(query, declared.name) if hidden and not everything else "",
    )


def _node(value: ValueCount) -> FacetNode:
    return FacetNode(value.value, value.label, value.count, value.chosen)


def _size(nodes: Sequence[FacetNode]) -> int:
    return sum(1 + _size(node.children) for node in nodes)


def shorten(values: Sequence[ValueCount], size: int = FIRST_VALUES) -> list[ValueCount]:
    """The first values, and every chosen one."""
    return [*values[:size], *(value for value in values[size:] if value.chosen)]


def tree(values: Sequence[ValueCount], everything: bool = False) -> list[FacetNode]:
    """Values under their parents. A branch is open where something in it is chosen, or where it stands alone.

    Of each open branch, the first values and those that lead to a chosen one; all of them with `everything`.
    """
    parents = {value.value: value.parent for value in values}
    under: dict[str, list[ValueCount]] = {}
    for value in values:
        under.setdefault(value.parent if value.parent in parents else "", []).append(value)
    touched = {value.value for value in values if value.chosen}
    for slug in list(touched):
        while (slug := parents.get(slug, "")) and slug not in touched:
            touched.add(slug)

    def branch(slug: str) -> list[FacetNode]:
        siblings = under.get(slug, [])
        alone = len(siblings) == 1
        nodes = []
        for rank, value in enumerate(siblings):
            if everything or rank < FIRST_VALUES or value.value in touched:
                node = _node(value)
                if everything or alone or value.value in touched:
                    node.children = branch(value.value)
                nodes.append(node)
        return nodes

    return branch("")


def chosen_values(answer: Answer) -> list[dict[str, str]]:
    """Each choice with the address of the list without it."""
    query = answer.query
    labels: Mapping[tuple[str, str], str] = {
        (c.facet.name, v.value): v.label for c in answer.counts for v in c.values if v.chosen
    }
    chosen = []
    for name, values in query.chosen:
        for value in values:
            label = labels.get((name, value))
            if label is not None:
                url = query.toggled(name, value).url()
                chosen.append({"label": label, "facet_label": _label_of(name), "remove_url": url})
    for name, day in (("since", query.since), ("until", query.until)):
        if day:
            label = _("from %(day)s") if name == "since" else _("until %(day)s")
            chosen.append(
                {
                    "label": label % {"day": day.strftime("%d/%m/%Y")},
                    "facet_label": _("Period"),
                    "remove_url": replace(query, page=1, **{name: None}).url(),  # type: ignore[arg-type]
                }
            )
    return chosen


def page_links(query: Query, pages: int) -> list[dict[str, Any]]:
    """The first, the last, the current page and its neighbours; a gap is {"number": None}."""
    around = range(query.page - NEIGHBOURS, query.page + NEIGHBOURS + 1)
    numbers = sorted({1, pages, *around} & set(range(1, pages + 1)))
    links: list[dict[str, Any]] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            links.append({"number": None, "url": ""})
        links.append({"number": number, "url": query.at_page(number).url()})
    return links
