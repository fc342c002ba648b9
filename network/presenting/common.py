"""Shared by every detail page: its lists read at once, both ends of its links, facts, people, documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.rich_text import expand_db_html

from network.reading import Gathered, gather
from portal.blocks.reading import plain_text
from portal.languages import active_language
from portal.media.renditions import picture
from search.cards import Card
from search.registry import TYPES
from search.related import Related, related

Text = str | Promise


@dataclass(frozen=True)
class Item:
    """A label, with an address where it has one, and a remark."""

    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Fact:
    """A line of `components/facts.html`; one without value nor links is left out."""

    label: Text
    value: str = ""
    url: str = ""
    links: Sequence[Item] = ()


@dataclass(frozen=True)
class Detail:
    """A page ready to be shown: what it refers to, and its cards."""

    page: Any
    index_url: str
    gathered: Gathered
    related: Related
    context: dict[str, Any] = field(default_factory=dict)

    def card(self, pk: int | None) -> Card | None:
        """The card of a page referred to; None unless the public may see it."""
        key = self.gathered.key(pk)
        return self.related.target(key) if key else None

    def facet_link(self, facet: str, term: Any) -> Item:
        """A label that leads to the list narrowed by it."""
        label = getattr(term, "label", "") or getattr(term, "name", "")
        return Item(label or str(term), f"{self.index_url}?{facet}={term.slug}")

    def facet_links(self, facet: str, terms: Iterable[Any]) -> list[Item]:
        """Labels that lead to the list narrowed by each."""
        return [self.facet_link(facet, term) for term in terms if term is not None]


def detail(page: Any, request: HttpRequest, vocabularies: Iterable[str] = ()) -> Detail:
    """Read all that a page holds and both ends of its links, and whole vocabularies if it shows them."""
    gathered = gather(page, vocabularies)
    links = related(page.translation_key, active_language(), targets=gathered.keys.values())
    kind = TYPES[page.catalogue_type]
    context = {
        "type": kind.slug,
        "type_label": kind.label,
        "picture": picture(page.image, page.image_alt),
        "picture_credit": page.image.credit if page.image else "",
        "linked": links.of(*TYPES),
    }
    return Detail(page, index_of(request), gathered, links, context)


def together(*lists: Iterable[Card]) -> list[Card]:
    """What goes with a page, both ends of its links, each thing once: one section of cards."""
    return list({card.key: card for cards in lists for card in cards}.values())


def index_of(request: HttpRequest) -> str:
    """The address of the list that a detail page stands in."""
    return request.path.rstrip("/").rpartition("/")[0] + "/"


def contributors(shown: Detail, rows: Iterable[Any]) -> list[Fact]:
    """Actors who took part, by role: a public one with its link, one without page by its name, any other not at all."""
    roles: dict[str, list[Item]] = {}
    for row in rows:
        card = None if row.name else shown.card(row.actor_id)
        if row.name or card:
            role = row.role.label if row.role else gettext("With")
            roles.setdefault(role, []).append(Item(card.title, card.url) if card else Item(row.name))
    return [Fact(role, links=items) for role, items in roles.items()]


def counts(rows: Iterable[Any]) -> list[dict[str, str]]:
    """`components/figures.html` for the categories that were counted."""
    return [{"value": f"{row.number:n}", "label": row.category.label} for row in rows if row.number is not None]


def funders_of(page: Any) -> list[dict[str, Any]]:
    """`components/funders.html` for the funders of a page."""
    funders = list(page.funders.all())
    return [
        {"name": funder.name, "mention": funder.mention, "url": funder.url, "logo": picture(funder.logo)}
        for funder in funders
    ]


def rich_text(value: str) -> SafeString | str:
    """What an editor wrote, ready to be shown; empty where it holds no word."""
    return SafeString(expand_db_html(value)) if plain_text(value) else ""


def ages(low: int | None, high: int | None) -> str:
    """An age range in words; empty where nothing is said."""
    if low is not None and high is not None:
        return gettext("%(low)s to %(high)s years old") % {"low": low, "high": high}
    if low is not None:
        return gettext("from %(low)s years old") % {"low": low}
    return gettext("up to %(high)s years old") % {"high": high} if high is not None else ""
