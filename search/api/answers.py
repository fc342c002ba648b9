"""From what the catalogue answers to what the API says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from search.catalogue import Answer
from search.counts import FacetCounts
from search.exports.names import Names
from search.exports.rows import absolute
from search.models import Entry
from search.registry import facets
from search.state import shown

VALUES_SHOWN = 20  # of a facet, where all of them are shown


def public_facets() -> list[str]:
    """The names of the facets that lists offer."""
    return [facet.name for facet in facets() if facet.public]


def entries_out(entries: Iterable[Entry], language: str) -> list[dict[str, Any]]:
    """EntryOut of entries: a query for each facet whose names an app keeps."""
    entries = list(entries)
    names = Names(language)
    names.learn(entries, public_facets())
    return [_entry(entry, names) for entry in entries]


def _entry(entry: Entry, names: Names) -> dict[str, Any]:
    found = {name: names.of(entry, name) for name in public_facets()}
    placed = entry.latitude is not None and entry.longitude is not None
    return {
        "key": entry.key,
        "title": entry.title,
        "url": absolute(entry.url),
        "type": entry.type,
        "summary": entry.summary,
        "language": entry.language,
        "date": entry.date,
        "date_end": entry.date_end,
        "place": entry.card.get("place") or "",
        "point": {"latitude": entry.latitude, "longitude": entry.longitude} if placed else None,
        "facets": {
            name: [{"value": slug, "label": label} for slug, label in values]
            for name, values in found.items()
            if values
        },
    }


def of_answer(answer: Answer, language: str) -> list[dict[str, Any]]:
    """EntryOut of the cards of an answer, in their order."""
    keys = [card.key for card in answer.cards]
    found = {entry.key: entry for entry in shown().filter(key__in=keys)}
    return entries_out([found[key] for key in keys if key in found], language)


def translations_out(entry: Entry) -> list[dict[str, str]]:
    """TranslationOut of the other versions of an entry: one query."""
    others = shown().filter(translation_key=entry.translation_key).exclude(pk=entry.pk).order_by("language")
    return [{"key": other.key, "language": other.language, "url": absolute(other.url)} for other in others]


def counts_out(counts: FacetCounts) -> list[dict[str, Any]]:
    """CountOut of the values of a facet."""
    return [
        {"value": value.value, "label": value.label, "count": value.count, "parent": value.parent}
        for value in counts.values
    ]


def facet_out(counts: FacetCounts, request: HttpRequest) -> dict[str, Any]:
    """FacetOut; a tree may have more values than were listed, and its total is then at least that."""
    return {
        "name": counts.facet.name,
        "label": str(counts.facet.label),
        "total": counts.total,
        "url": address(request, f"/api/facets/{counts.facet.name}", {"page": "", "taille": ""}),
        "values": counts_out(counts),
    }


def page_out(request: HttpRequest, total: int, page: int, pages: int) -> dict[str, Any]:
    """PageOut of a list at this address."""
    return {
        "total": total,
        "page": page,
        "pages": pages,
        "next": address(request, request.path, {"page": str(page + 1)}) if page < pages else None,
        "previous": address(request, request.path, {"page": str(page - 1)}) if page > 1 else None,
    }


def address(request: HttpRequest, path: str, changes: Mapping[str, str]) -> str:
    """The whole address of the same question at another path, with these parameters replaced (empty: removed)."""
    kept: Sequence[tuple[str, str]] = [
        (name, value) for name, values in request.GET.lists() if name not in changes for value in values
    ]
    pairs = [*kept, *((name, value) for name, value in changes.items() if value)]
    return f"{settings.BASE_URL}{path}" + (f"?{urlencode(pairs)}" if pairs else "")
