"""Atom (RFC 4287): what to follow with a feed reader."""

import re
import uuid
from collections.abc import Iterator
from datetime import datetime

from django.utils.html import escape

from search.exports.about import About
from search.exports.identity import Moments, identifier, last_change, moments
from search.exports.rows import Row, Rows

UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def write(rows: Rows, about: About) -> Iterator[str]:
    """The feed: its identifier is that of its query, so that a portal that moves keeps its subscribers' marks."""
    query = about.url.partition("?")[2]
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{about.language}">\n'
        f"<id>{uuid.uuid5(uuid.NAMESPACE_URL, f'feed/{about.language}?{query}').urn}</id>\n"
        f"<title>{clean(f'{about.title} – {about.site}')}</title>\n"
        f"<updated>{moment(last_change())}</updated>\n"
        f"<author><name>{clean(about.site)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{clean(about.url)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{clean(about.page_url)}"/>\n'
    )
    for portion in rows.portions():
        times = moments(row.entry for row in portion)
        yield "".join(_entry(row, times[row.entry.key], rows, about) for row in portion)
    yield "</feed>\n"


def _entry(row: Row, times: Moments, rows: Rows, about: About) -> str:
    entry = row.entry
    language = f' xml:lang="{clean(entry.language)}"' if entry.language != about.language else ""
    categories = [(entry.type, rows.types.get(entry.type, entry.type)), *row.territories, *row.themes]
    return (
        f"<entry{language}>\n"
        f"<id>{identifier(entry).urn}</id>\n"
        f"<title>{clean(entry.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{clean(row.url)}"/>\n'
        f"<published>{moment(times.published)}</published>\n"
        f"<updated>{moment(times.updated)}</updated>\n"
        f"<summary>{clean(entry.summary)}</summary>\n"
        + "".join(f'<category term="{clean(term)}" label="{clean(label)}"/>\n' for term, label in categories)
        + "</entry>\n"
    )


def clean(text: str) -> str:
    """Text that may stand in an element or an attribute."""
    return escape(UNWRITABLE.sub("", text))


def moment(value: datetime) -> str:
    """RFC 3339."""
    return value.isoformat(timespec="seconds")
