"""Catalogue rows as the cluster keeps them: the tokens prepared in Python, terms, days, place."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.conf import settings

from search.engines.elastic.client import line
from search.engines.elastic.mapping import counted_names, term_names
from search.index import FIRST_DAY
from search.models import Entry
from search.versions import Versions, shown_to, versions

LONGEST_TEXT = 4_000_000  # characters of tokens of one entry
LONGEST_ORDER = 250
DIGEST = 16  # characters of an entry's digest, by which `catalogue check` knows it again
COLUMNS = (
    "pk",
    "language",
    "translation_key",
    "title",
    "date",
    "date_end",
    "latitude",
    "longitude",
    "terms",
    "digest",
    "tokens__title",
    "tokens__summary",
    "tokens__text",
)


def readers() -> list[str]:
    """The languages that somebody reads the portal in."""
    return [code for code, _ in settings.LANGUAGES]


def written(pks: Collection[int], version: int) -> Iterator[tuple[int, bytes]]:
    """(entry, the two lines of a bulk that write it) for those of these entries that there are: two queries."""
    rows = list(Entry.objects.filter(pk__in=pks).order_by("pk").values_list(*COLUMNS))
    known = versions({row[2] for row in rows})
    names, counted, languages = set(term_names()), counted_names(), readers()
    for row in rows:
        document = _document(row, names, counted) | _shown(row[0], known[row[2]], languages)
        yield row[0], b"\n".join([line(_action("index", row[0], version)), line(document)])


def deleted(pk: int, version: int) -> bytes:
    """The line of a bulk that forgets an entry, unless it came back later than `version`."""
    return line(_action("delete", pk, version))


def _action(name: str, pk: int, version: int) -> dict[str, Any]:
    return {name: {"_id": str(pk), "version": version, "version_type": "external"}}


def _shown(pk: int, known: Versions, languages: list[str]) -> dict[str, Any]:
    """Empty when the entry went away meanwhile: it is told as gone next."""
    listed = [code for code in languages if known and shown_to(code, known) == pk]
    return {"listed": listed, "others": [other for other in known.values() if other != pk]}


def _document(row: tuple[Any, ...], names: set[str], counted: list[str]) -> dict[str, Any]:
    pk, language, key, title, start, end, latitude, longitude, terms, digest, *tokens = row
    document = {
        "id": pk,
        "key": key,
        "language": language,
        "digest": digest[:DIGEST],
        "order": title.casefold()[:LONGEST_ORDER],
        "first": _day(start),
        "last": _day(end or start),
        "terms": {name: values for name, values in terms.items() if name in names},
        "values": [f"{name}={value}" for name in counted for value in terms.get(name, ())],
    }
    document |= {name: _cut(text or "") for name, text in zip(("title", "summary", "text"), tokens, strict=True)}
    if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:
        document["place"] = {"lat": latitude, "lon": longitude}
    return document


def _day(day: date | None) -> int:
    return day.toordinal() if day else FIRST_DAY


def _cut(tokens: str) -> str:
    return tokens if len(tokens) <= LONGEST_TEXT else tokens[:LONGEST_TEXT].rpartition(" ")[0]
