"""Suggestions while typing: what a title begins to say, and places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.text import slugify
from django.utils.translation import gettext

from portal.models import Counter
from search.analysis import Clause, QueryWord, query_words
from search.analysis.elision import APOSTROPHE
from search.cards import type_names
from search.engines.select import suggest as ask_engine
from search.index import held
from search.places import gazetteer
from search.spelling import look_up
from search.state import read_rows
from search.synonyms import held_synonyms

SHORTEST = 2  # letters
LONGEST = 100
PLACES = 2
OTHERS = 2  # ways to say the same of which titles are looked for
ELIDED = re.compile(rf"^[dl]{APOSTROPHE}(?=\w)", re.IGNORECASE)  # « d’Amiens »


@dataclass(frozen=True)
class Suggestion:
    """A line of the list: `url` is an absolute path, `type` a type of DESIGN.md section 6."""

    label: str
    url: str
    type: str
    type_label: str = ""


def suggest(q: str, language: str, limit: int = 8, search_url: str = "/recherche/") -> list[Suggestion]:
    """Places that `q` begins to name and whose territory something concerns, then titles; few queries."""
    q = _clean(q)
    words = _words(query_words(q, language, unfinished=True).required)
    if not words or len(q) < SHORTEST:
        return []
    titles = _titles(words, language, limit) or _otherwise_called(q, language, limit)
    if not titles and (corrected := _corrected(words)):
        titles = _titles(corrected, language, limit)
    places = _places(q, search_url)
    known_urls = {title.url for title in titles}
    return [*(place for place in places if place.url not in known_urls), *titles][:limit]


def suggest_places(q: str, limit: int = 8, search_url: str = "/recherche/") -> list[Suggestion]:
    """Places that `q` begins to name and around which one can look: municipalities first. Three queries."""
    q = ELIDED.sub("", _clean(q))
    if len(q) < SHORTEST:
        return []
    named = slugify(q)
    places = [place for place in gazetteer().beginning(q, 4 * limit) if place.point]
    places.sort(key=lambda place: place.wide and slugify(place.name) != named)
    return [
        Suggestion(place.label, f"{search_url}?{urlencode({'autour': place.slug})}", "territoire")
        for place in places[:limit]
    ]


def _clean(q: str) -> str:
    return " ".join(q.replace("\x00", " ").split())[:LONGEST]


def _words(clauses: Sequence[Clause]) -> list[QueryWord]:
    """Every word may be unfinished: "cons mun"."""
    return [replace(word, prefix=word.exact) for clause in clauses for word in clause.words]


def _titles(words: Sequence[QueryWord], language: str, limit: int) -> list[Suggestion]:
    ids, _ = ask_engine(words, language, limit)
    rows = read_rows(ids)
    names = type_names()
    return [
        Suggestion(row.title, row.url, row.type, names.get(row.type, row.type))
        for row in (rows[pk] for pk in ids if pk in rows)
    ]


def _otherwise_called(q: str, language: str, limit: int) -> list[Suggestion]:
    """Titles that say in other words what `q` is as a whole: "CMJ" is "conseil municipal des jeunes"."""
    clauses = query_words(q, language).required
    length, others = held_synonyms(Counter.read()).at(clauses)
    found: dict[str, Suggestion] = {}
    for said in others[:OTHERS] if length == len(clauses) else ():
        found |= {each.url: each for each in _titles(said, language, limit)}
    return list(found.values())[:limit]


def _corrected(words: Sequence[QueryWord]) -> list[QueryWord]:
    """The words with the one that nothing holds replaced by its nearest form; none if that changes nothing."""
    nearest = look_up((), [(word, word.tokens) for word in words]).nearest
    found = []
    for word in words:
        if word.exact in nearest and (again := query_words(nearest[word.exact][0], "fr").required):
            word = again[0].words[0]
        found.append(word)
    return found if nearest else []


def _places(q: str, search_url: str) -> list[Suggestion]:
    """Places that something concerns: each leads to the search of what concerns it."""
    with held.lock:
        used = held.index.values.get("territoire", {}) if held.index else {}
    places = gazetteer().beginning(ELIDED.sub("", q), PLACES, used or None)
    return [
        Suggestion(
            place.label,
            f"{search_url}?{urlencode({'territoire': place.slug})}",
            "territoire",
            gettext("Everything about this place"),
        )
        for place in places
    ]
