"""Words shared by the pages of this layer: facts beside the text, tags, cards of linked pages."""

from collections.abc import Iterable
from typing import Any, TypedDict

from resources.relations import Item


class Fact(TypedDict, total=False):
    """A row of `portal/components/facts.html`; one without value is left out."""

    label: str
    value: object
    url: str
    links: list[dict[str, str]]


def labels(items: Iterable[Item]) -> list[dict[str, str]]:
    """Terms or territories as lines of a fact."""
    return [{"label": item.label, "url": ""} for item in items]


def tags(facet: str, items: Iterable[Item]) -> list[dict[str, str]]:
    """Terms as links that narrow the list under which the page stands."""
    return [{"label": item.label, "url": f"../?{facet}={item.key}"} for item in items]


def cards(related: Any, keys: Iterable[str]) -> list[Any]:
    """Cards of the pages that the public may see, in the order of their translation keys."""
    return [card for key in keys if (card := related.target(key))]


def card_links(related: Any, keys: Iterable[str]) -> list[dict[str, str]]:
    """The same as lines of a fact."""
    return [{"label": card.title, "url": card.url} for card in cards(related, keys)]
