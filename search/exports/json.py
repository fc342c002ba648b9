"""JSON: the results of DESIGN.md, section 6, and the counts of every facet. Values are the slugs of addresses."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from search.counts import FacetCounts
from search.exports.about import About
from search.exports.rows import Row, Rows


def write(rows: Rows, about: About) -> Iterator[str]:
    """{"total", "facets", "problems", "results"}, the results last since they are streamed."""
    head = {
        "total": rows.total,
        "facets": counted(rows.facets),
        "problems": [{"parameter": name, "value": value} for name, value in rows.problems],
    }
    yield dumps(head)[:-1] + ', "results": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + dumps(described(row))
    yield "\n]}\n"


def described(row: Row) -> dict[str, Any]:
    """An entry as every JSON format tells it."""
    entry = row.entry
    return {
        "title": entry.title,
        "url": row.url,
        "type": entry.type,
        "summary": entry.summary,
        "territories": [slug for slug, _ in row.territories],
        "themes": [slug for slug, _ in row.themes],
        "date": entry.date.isoformat() if entry.date else None,
        "date_end": entry.date_end.isoformat() if entry.date_end else None,
        "language": entry.language,
    }


def counted(facets: Sequence[FacetCounts]) -> dict[str, list[dict[str, Any]]]:
    """The values of each facet, as lists order them."""
    return {
        counts.facet.name: [{"value": v.value, "label": v.label, "count": v.count} for v in counts.values]
        for counts in facets
    }


def dumps(value: Any) -> str:
    """Readable, and always valid UTF-8: what cannot be written (a lone surrogate) is replaced."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
