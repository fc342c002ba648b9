"""The corpus and the judged queries: read from their files, written to the catalogue at hand."""

import re
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from portal.models import Counter
from search.analysis.normalise import fold
from search.analysis.tokens import words
from search.models import Change
from search.pages import clean_terms
from search.places import Place
from search.registry import facet
from search.store import NewEntry, store

LANGUAGE = "fr"
SMALL_WORDS = frozenset({"la", "le", "les", "l", "de", "du", "des", "d", "ca", "cc", "cu"})


class CorpusError(Exception):
    """A file cannot be used; the text says which, and why."""


@dataclass(frozen=True)
class Judged:
    """A query, the grades (3, 2, 1) of what answers it, what must never be returned."""

    id: str
    q: str
    judgments: Mapping[str, int]
    forbidden: frozenset[str] = frozenset()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    must: bool = False


def read_yaml(path: Path, key: str) -> list[dict[str, Any]]:
    """The list under `key`; CorpusError when the file has none."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(f"{path}: {error}") from error
    rows = content.get(key) if isinstance(content, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CorpusError(f"{path}: no list of “{key}”")
    return rows


def read_queries(path: Path) -> list[Judged]:
    """The judged queries of a file."""
    found = []
    for row in read_yaml(path, "queries"):
        try:
            found.append(
                Judged(
                    str(row["id"]),
                    str(row["q"]),
                    {_key(key): int(grade) for key, grade in row.get("judgments", {}).items()},
                    frozenset(map(_key, row.get("forbidden", ()))),
                    {name: _values(values) for name, values in row.get("filters", {}).items()},
                    bool(row.get("must")),
                )
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CorpusError(f"{path}: {row.get('id', '?')}: {type(error).__name__} {error}") from error
    return found


def _key(value: Any) -> str:
    """The key of a document, or the path of an address: entries say where they are without the portal's own name."""
    return re.sub(r"^https?://[^/]+(?=/)", "", str(value))


def _values(values: Any) -> list[str]:
    """The values of a filter: one, or a list of them."""
    return [str(value) for value in (values if isinstance(values, list) else [values])]


class FileGazetteer:
    """See search.places.Gazetteer: the places of `territories.yaml`. Without the file, none."""

    def __init__(self, path: Path) -> None:
        rows = read_yaml(path, "territories") if path.exists() else []
        parents = {row["name"]: row.get("parent", "") for row in rows}
        slugs = {row["name"]: row["slug"] for row in rows}
        self.places: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = {}
        for row in rows:
            around, above = [], parents[row["name"]]
            while above:
                around.append(slugs[above])
                above = parents.get(above, "")
            place = Place(row["slug"], row["name"], row["kind"], None, tuple(around), wide=row["kind"] != "commune")
            self.places[row["name"]] = place
            for name in {_whole(row["name"]), _short(row["name"]), *map(str, row.get("postcodes", ()))}:
                self.by_name.setdefault(name, []).append(place)

    def named(self, texts: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """See Gazetteer."""
        found = {text: self.by_name.get(_whole(text)) or self.by_name.get(_short(text)) for text in texts}
        return {text: places for text, places in found.items() if places}

    def called(self, slugs: Collection[str]) -> Mapping[str, Place]:
        """See Gazetteer."""
        return {place.slug: place for place in self.places.values() if place.slug in slugs}

    def beginning(self, text: str, limit: int, among: Container[str] | None = None) -> Sequence[Place]:
        """See Gazetteer."""
        named = (place for name, place in self.places.items() if _whole(name).startswith(_whole(text)))
        return [place for place in named if among is None or place.slug in among][:limit]


def _whole(name: str) -> str:
    return " ".join(fold(word) for (word, _, _), _ in words(name, LANGUAGE))


def _short(name: str) -> str:
    parts = _whole(name).split()
    while len(parts) > 1 and parts[0] in SMALL_WORDS:
        parts = parts[1:]
    return " ".join(parts)


def write_corpus(path: Path, gazetteer: FileGazetteer) -> int:
    """Write the documents of a corpus to the catalogue at hand, as the projection writes pages; returns how many."""
    rows = read_yaml(path, "documents")
    labels = {slug for row in rows for slug in row.get("themes", ())}
    theme = facet("theme")
    named = theme.labels(labels, LANGUAGE) if theme else {}
    entries = []
    for row in rows:
        try:
            entries.append(_entry(row, gazetteer, {slug: label.text for slug, label in named.items()}))
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"{path}: {row.get('id', '?')}: {type(error).__name__} {error}") from error
    stored = store({entry.key for entry in entries}, entries)
    number = Counter.advance(Counter.CATALOGUE)
    Change.objects.bulk_create([Change(number=number, entry_id=pk) for pk in stored.touched])
    return len(entries)


def _entry(row: Mapping[str, Any], gazetteer: FileGazetteer, themes: Mapping[str, str]) -> NewEntry:
    places = [gazetteer.places[name] for name in row.get("territories", ())]
    day = date.fromisoformat(row["date"]) if row.get("date") else None
    terms = {
        "type": [row["type"]],
        "langue": [LANGUAGE],
        "theme": row.get("themes", []),
        "public": row.get("audience", []),
        "ici": [place.slug for place in places],
        "lieu": [place.slug for place in places if row["type"] == "territoire"],
        "territoire": [slug for place in places for slug in (place.slug, *place.around)],
        "annee": [str(day.year)] if day else [],
    }
    values: dict[str, Any] = {
        "type": row["type"],
        "language": LANGUAGE,
        "translation_key": row["id"],
        "title": row["title"][:255],
        "summary": row.get("summary", ""),
        "text": row.get("body", ""),
        "keywords": " · ".join(themes.get(slug, slug.replace("-", " ")) for slug in row.get("themes", ())),
        "url": f"/{row['id']}/",
        "date": day,
        "date_end": day,
        "latitude": None,
        "longitude": None,
        "terms": clean_terms(terms),
        "card": {},
        "expires_at": None,
    }
    return NewEntry(str(row["id"]), values)
