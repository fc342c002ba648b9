"""A query: what is asked of the catalogue, read once from a URL and written back to it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from search.registry import facets

MAX_VALUES = 50  # of one facet, in one URL
MAX_LENGTH = 80  # of one value
MAX_TEXT = 300  # characters of a search
MAX_RADIUS = 500  # km
DEFAULT_RADIUS = 30
LAST_PAGE = 10_000
COMING, PAST = "a-venir", "passes"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)  # RFC 3339, full-date: the only form that is read
SORTS = ("pertinence", "date", "titre", "distance")

Choice = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Query:
    """Text, facets chosen, period, place, sort and page; `fixed` facets belong to the list and are not in its URL.

    `problems` holds the values that could not be read, as (parameter, value): a page names them.
    """

    text: str = ""
    chosen: Choice = ()
    fixed: Choice = ()
    since: date | None = None
    until: date | None = None
    when: str = ""
    around: str = ""  # slug of a place
    radius: int = 0  # km around it; 0 for the default
    exactly: bool = False  # search what was typed, without correcting it
    sort: str = ""
    page: int = 1
    problems: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @classmethod
    def parse(cls, params: QueryDict, fixed: Choice = (), names: Iterable[str] | None = None) -> Self:
        """The query of a URL. Unknown parameters are ignored, unreadable values become problems; never raises."""
        allowed = [f.name for f in facets()] if names is None else list(names)
        problems: list[tuple[str, str]] = []
        chosen: list[tuple[str, tuple[str, ...]]] = []
        for name in allowed:
            values = [value.strip() for value in params.getlist(name)[:MAX_VALUES] if value.strip()]
            problems += [(name, value[:MAX_LENGTH] + "…") for value in values if len(value) > MAX_LENGTH]
            kept = tuple(dict.fromkeys(value for value in values if len(value) <= MAX_LENGTH))
            if kept:
                chosen.append((name, kept))
        dates = {name: _day(params.get(name, ""), name, problems) for name in ("du", "au")}
        around = params.get("autour", "").strip()[:MAX_LENGTH]
        return cls(
            text=_text(params.get("q", ""), problems),
            chosen=tuple(chosen),
            fixed=fixed,
            since=dates["du"],
            until=dates["au"],
            when=_one_of((COMING, PAST), params.get("quand", ""), "quand", problems),
            around=around,
            radius=_radius(params.get("rayon", ""), problems) if around else 0,
            exactly=params.get("exact") == "oui",
            sort=_one_of(SORTS, params.get("tri", ""), "tri", problems),
            page=_page(params.get("page", ""), problems),
            problems=tuple(problems),
        )

    @property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        """Chosen values by facet."""
        return dict(self.chosen)

    def parameters(self) -> list[tuple[str, str]]:
        """The query as URL parameters, in a fixed order; defaults are left out."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [("exact", "oui")] if self.exactly else []
        pairs += [(name, value) for name, values in self.chosen for value in values]
        pairs += [("du", self.since.isoformat())] if self.since else []
        pairs += [("au", self.until.isoformat())] if self.until else []
        pairs += [("quand", self.when)] if self.when else []
        pairs += [("autour", self.around)] if self.around else []
        pairs += [("rayon", str(self.radius))] if self.radius else []
        pairs += [("tri", self.sort)] if self.sort else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return pairs

    def url(self) -> str:
        """`?…`, or `?` for the query that asks for everything (an address that clears the former one)."""
        return "?" + urlencode(self.parameters())

    def at_page(self, page: int) -> Self:
        """The same query at another page."""
        return replace(self, page=page)

    def toggled(self, name: str, value: str) -> Self:
        """The same query, first page, with this value of a facet added, or removed if it was chosen."""
        values = self.facets.get(name, ())
        new = tuple(v for v in values if v != value) if value in values else (*values, value)
        order = [f.name for f in facets()]
        rest = {**self.facets, name: new}
        chosen = tuple(
            (n, rest[n]) for n in sorted(rest, key=lambda n: order.index(n) if n in order else 99) if rest[n]
        )
        return replace(self, chosen=chosen, page=1)

    def cleared(self) -> Self:
        """The same list with nothing chosen."""
        return type(self)(text=self.text, fixed=self.fixed, when=self.when, sort=self.sort, exactly=self.exactly)


def _day(text: str, name: str, problems: list[tuple[str, str]]) -> date | None:
    text = text.strip()
    if not text:
        return None
    try:
        if DAY.fullmatch(text):  # Python reads 20260601 and 2026-W23-1 too
            return date.fromisoformat(text)
    except ValueError:
        pass
    problems.append((name, text[:MAX_LENGTH]))
    return None


def _one_of(values: Iterable[str], text: str, name: str, problems: list[tuple[str, str]]) -> str:
    if not text or text in values:
        return text
    problems.append((name, text[:MAX_LENGTH]))
    return ""


def _text(text: str, problems: list[tuple[str, str]]) -> str:
    """What is searched: characters that cannot be written are dropped, and what is too long is cut and said."""
    clean = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    clean = " ".join(clean.split())
    if len(clean) > MAX_TEXT:
        problems.append(("q", clean[:MAX_LENGTH] + "…"))
        clean = clean[:MAX_TEXT].rstrip()
    return clean


def _radius(text: str, problems: list[tuple[str, str]]) -> int:
    if not text:
        return 0
    if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MAX_RADIUS:
        return int(text)
    problems.append(("rayon", text[:MAX_LENGTH]))
    return 0


def _page(text: str, problems: list[tuple[str, str]]) -> int:
    if not text:
        return 1
    if text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= LAST_PAGE:
        return int(text)
    problems.append(("page", text[:MAX_LENGTH]))
    return 1
