"""The orders of a list, as addresses and people name them; the default one is not in the address."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from search.query import Query

# Value of `tri` -> order that the catalogue is asked for.
ORDERS = {"pertinence": "relevance", "date": "date", "titre": "title", "distance": "distance"}


def sort_labels() -> dict[str, str]:
    """{value of `tri`: label}."""
    return {
        "pertinence": _("best match"),
        "date": _("most recent first"),
        "titre": _("alphabetical order"),
        "distance": _("nearest first"),
    }


def search_sorts(query: Query, has_place: bool) -> dict[str, str]:
    """{value of `tri`: label} of the search page, the default first: what matches best, the nearest, the newest."""
    order = [*(["pertinence"] if query.text else []), *(["distance"] if has_place else []), "date"]
    labels = sort_labels()
    return {value: labels[value] for value in order}


def without_default(query: Query, sorts: Mapping[str, str]) -> Query:
    """The query in an order that is offered; the first of them needs no name."""
    default = next(iter(sorts), "")
    return replace(query, sort="") if query.sort not in sorts or query.sort == default else query


def sort_links(sorts: Mapping[str, str]) -> list[tuple[str, str]]:
    """(value of `tri` in the address, label)."""
    return [("" if rank == 0 else value, label) for rank, (value, label) in enumerate(sorts.items())]
