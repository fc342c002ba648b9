"""From an answer of the catalogue to what templates show: facets as trees, results, pages, orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.cards import Card
from search.catalogue import Answer
from search.choices import chosen_values
from search.counts import FacetCounts, ValueCount
from search.extracts import Extract, marks_in
from search.notices import Notice, away, notices, unknown_values
from search.query import Query

FIRST_VALUES = 6
OPEN_FACETS = 2  # unfolded on arrival: the others open on demand
# HTML elements that values may take in all, so that a list stays under 350 (quality.md, V8).
PANEL_NODES = 49
PANEL_NODES_BESIDE_ROWS = 30
UNFOLDED, UNFOLDED_BESIDE_ROWS = 4, 3  # facets, the first ones, that this is room for
NODES_OF_SEARCH = 176  # results, what editors put first, choices and values share them
ROW_NODES = 4  # and a passage, a link, one for each word found
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
    url: str
    open: bool = False
    more_url: str = ""

    @property
    def nodes(self) -> int:
        """HTML elements that it takes: its frame, its link, a box and a label for each value."""
        return 3 + 2 * _size(self.values)


@dataclass(frozen=True)
class Row:
    """A result of a search: its card, its title, a passage and the keywords that hold what these don't (texts, or safe
    HTML with the words found marked).
    """

    card: Card
    title: str
    passage: str
    keywords: str = ""

    @property
    def nodes(self) -> int:
        """HTML elements that it takes."""
        marks = marks_in(self.title, self.passage, self.keywords)
        return ROW_NODES + bool(self.passage) + bool(self.card.carrier) + marks


@dataclass(frozen=True)
class Period:
    """The days between which a list looks, as its two fields show them."""

    since: date | None
    until: date | None

    @property
    def is_open(self) -> bool:
        """Whether it narrows the list."""
        return bool(self.since or self.until)


@dataclass
class Listing:
    """Everything `search/listing.html` shows of an answer; `rows` instead of `cards` where a text was searched.

    `period` is None where there is nothing to narrow.
    `page_label` names every page but the first.
    `hidden` is what the form of the filters keeps of the query, `search_hidden` what that of the text keeps.
    """

    query: Query
    total: int
    cards: list[Card]
    rows: list[Row]
    facets: list[FacetView]
    chosen: list[dict[str, str]]
    page: int
    pages: int
    page_label: str
    previous_url: str
    next_url: str
    page_urls: list[dict[str, Any]]
    sort_options: list[dict[str, Any]]
    period: Period | None
    unknown_values: list[dict[str, str]]
    notices: list[Notice]
    hidden: list[dict[str, str]]
    search_hidden: list[dict[str, str]]
    reset_url: str
    first_url: str


def present(
    answer: Answer,
    sorts: Sequence[tuple[str, str]] = (),
    *,
    listing: str = "",
    as_rows: bool = False,
    above: Sequence[Row] = (),
) -> Listing:
    """What is shown of an answer; `sorts` are (value of `tri`, label), the default order first with an empty value.

    `listing` is the slug of the list that asks, empty for the search page; `above` is what stands above its results.
    """
    query = answer.query
    last = max(answer.pages, 1)
    as_rows = as_rows or bool(query.text)
    chosen = chosen_values(answer, with_when=not listing)
    rows = make_rows(answer.cards, answer.extracts) if as_rows else []
    room = room_beside([*above, *rows], len(chosen)) if as_rows else PANEL_NODES
    facets = panel(answer.counts, query, listing, room)
    reset_url = query.cleared().url() if query.chosen or query.since or query.until or query.around else ""
    return Listing(
        query=query,
        total=answer.total,
        cards=answer.cards,
        rows=rows,
        facets=facets,
        chosen=chosen,
        page=query.page,
        pages=answer.pages,
        page_label=page_label(query, answer.pages),
        previous_url=query.at_page(min(query.page - 1, last)).url() if query.page > 1 else "",
        next_url=query.at_page(query.page + 1).url() if query.page < answer.pages else "",
        page_urls=page_links(query, answer.pages),
        sort_options=[
            {"label": label, "url": replace(query, sort=value, page=1).url(), "current": query.sort == value}
            for value, label in sorts
        ],
        unknown_values=unknown_values(answer),
        notices=[*notices(answer), *(away(answer) if listing else [])],  # the search page says it elsewhere
        period=Period(query.since, query.until) if facets or reset_url else None,
        hidden=fields(replace(query, chosen=(), since=None, until=None, page=1)),
        search_hidden=fields(replace(query, text="", exactly=False, sort="", page=1)),
        reset_url=reset_url,
        first_url=query.at_page(1).url(),
    )


def page_label(query: Query, pages: int) -> str:
    """“page 2”, for headings and titles; empty on the first page and past the end."""
    return _("page %(page)d") % {"page": query.page} if 1 < query.page <= pages else ""


def fields(query: Query) -> list[dict[str, str]]:
    """What a form keeps of a query in hidden fields."""
    return [{"name": name, "value": value} for name, value in query.parameters()]


def make_rows(cards: Sequence[Card], extracts: Mapping[str, Extract]) -> list[Row]:
    """Results with what was found in them; the summary where no passage holds the words."""
    rows = []
    for card in cards:
        if extract := extracts.get(card.key):
            rows.append(Row(card, extract.title, extract.passage or card.summary, extract.keywords))
        else:
            rows.append(Row(card, card.title, card.summary))
    return rows


def room_beside(rows: Sequence[Row], chosen: int) -> int:
    """How many elements the values of facets may take beside these results and choices: none if negative."""
    return min(PANEL_NODES_BESIDE_ROWS, NODES_OF_SEARCH - sum(row.nodes for row in rows) - chosen)


def panel(counts: Sequence[FacetCounts], query: Query, listing: str = "", size: int = PANEL_NODES) -> list[FacetView]:
    """The facets that have values: those in use with their values, then others in order while the panel is small.

    Each of the rest is a link to the page of that facet, which lists all its values and keeps the query.
    """
    kept = replace(query, page=1).parameters() + ([("liste", listing)] if listing else [])
    parameters = f"?{urlencode(kept)}" if kept else ""
    views = [
        facet_view(each, query, position, _page_of(each.facet.name, get_language()) + parameters)
        for position, each in enumerate(each for each in counts if each.total)
    ]
    room = size - sum(view.nodes for view in views if view.name in query.facets)
    for view in views:
        if view.name in query.facets:
            continue
        if view.values and view.nodes <= room:
            room -= view.nodes
        else:
            view.values, view.more_url = [], view.url
    return views


@cache
def _page_of(facet: str, language: str | None) -> str:
    """The address of the page of a facet, which is that of its language."""
    return reverse("search_facet", args=[facet])


def facet_view(counts: FacetCounts, query: Query, position: int, url: str) -> FacetView:
    """A facet with its first values and its chosen ones; all of them are at `url`."""
    declared = counts.facet
    shown = tree(counts.values) if declared.tree else [_node(value) for value in shorten(counts.values)]
    return FacetView(
        name=declared.name,
        label=str(declared.label),
        values=shown,
        open=position < OPEN_FACETS or declared.name in query.facets,
        url=url,
        more_url=url if _size(shown) < counts.total else "",
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
