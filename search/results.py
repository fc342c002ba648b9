"""What the search page says around its results: spelling, the place searched, wider searches, other formats."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from search.catalogue import Answer
from search.notices import CANDIDATES, Link, Notice, is_wordless, places_to_choose
from search.places import Place, meant
from search.presentation import Row, page_label
from search.promotion import PromotedCard
from search.query import DEFAULT_RADIUS, Query

WIDER = 3  # places around the one searched


def is_bare(query: Query) -> bool:
    """Nothing is asked: the page welcomes."""
    return (not query.text or is_wordless(query.text)) and not is_narrowed(query)


def is_narrowed(query: Query) -> bool:
    """A choice was made beside the text: what editors put first may be outside it."""
    return any((query.chosen, query.since, query.until, query.when, query.around))


@dataclass(frozen=True)
class Around:
    """The place around which a query looks, the others that its name may mean, and what the form shows of it."""

    place: Place | None = None
    others: list[Link] = field(default_factory=list)

    def form(self, query: Query) -> dict[str, Any]:
        """Context of the fields."""
        name = self.place.label if self.place else query.around
        return {"place": name, "radius": query.radius or DEFAULT_RADIUS, "open": bool(query.around)}

    def notices(self) -> list[Notice]:
        """That the name is that of several places, which one was taken, and the others."""
        if not (self.place and self.others):
            return []
        said = _("Several places are called “%(name)s”: here is %(place)s. The others:")
        return [Notice(said % {"name": self.place.name, "place": self.place.label}, self.others)]


def settle_place(query: Query) -> tuple[Query, Around]:
    """The query with the slug of its place, whatever was typed: a form gives a name or a postcode, a link a slug."""
    if not query.around:
        return query, Around()
    found = meant(query.around)[: 1 + CANDIDATES]
    if not found:
        return query, Around()
    return replace(query, around=found[0].slug), Around(found[0], places_to_choose(query, found[1:]))


def corrections(answer: Answer) -> list[Link]:
    """{typed, used, url}: what nothing holds, what was searched instead, the search of what was typed."""
    url = replace(answer.query, exactly=True, page=1).url()
    return [{"typed": typed, "used": used, "url": url} for typed, used in answer.corrections]


def understood(answer: Answer) -> str:
    """The text that was searched: what was typed, with its corrections; nothing where there is no word in it."""
    if is_wordless(answer.query.text):
        return ""
    used = {typed.lower(): used for typed, used in answer.corrections}
    return re.sub(r"\w+", lambda word: used.get(word[0].lower(), word[0]), answer.query.text)


def wider(answer: Answer) -> list[Link]:
    """The same search in the places around the one that it names, nearest first, and within some kilometres of it.

    Who wrote « autour de » or « près de » before the name is offered the kilometres first. Nothing where all would be
    empty.
    """
    place = next(iter(answer.places), None)
    if place is None or answer.elsewhere is None or answer.vain:
        return []
    query = replace(answer.query, text=answer.elsewhere.text, page=1)
    names = {name: slug for slug, name in zip(place.around, place.around_names, strict=False)}  # of two, the widest
    links = [
        {"label": name, "url": query.toggled("territoire", slug).url()}
        for name, slug in list(names.items())[:WIDER]
        if slug not in query.facets.get("territoire", ())
    ]
    centre = _centre(place, answer.places)
    if centre is None or query.around:
        return links
    label = _("%(place)s and %(km)d km around") % {"place": centre.label, "km": DEFAULT_RADIUS}
    around = {"label": label, "url": replace(query, around=centre.slug, radius=DEFAULT_RADIUS).url()}
    return [around, *links] if answer.elsewhere.is_near else [*links, around]


def wider_than_chosen(answer: Answer) -> list[Link]:
    """The same search in what contains the territories chosen, nearest first, where more is found, with how much.

    The counts of the facet leave its own choice out and know what contains it: nothing more is asked.
    """
    query = answer.query
    above = next((counts.above for counts in answer.counts if counts.facet.name == "territoire"), ())
    anywhere = replace(query, chosen=tuple(choice for choice in query.chosen if choice[0] != "territoire"), page=1)
    links: list[Link] = []
    most = answer.total
    for value in above:
        if value.count > most:  # no more is found in what is wider still: the same results
            most = value.count
            links.append({"label": f"{value.label} ({most})", "url": anywhere.toggled("territoire", value.value).url()})
    return links[:WIDER]


def in_other_languages(answer: Answer) -> list[Link]:
    """Where nothing is found in the reader's language: the same search in those that hold something, with how much."""
    query = replace(answer.query, page=1)
    if answer.total or query.facets.get("langue"):
        return []
    counted = next((counts.values for counts in answer.counts if counts.facet.name == "langue"), ())
    return [
        {"label": f"{value.label} ({value.count})", "url": query.toggled("langue", value.value).url()}
        for value in counted
        if value.count
    ]


def _centre(place: Place, others: Sequence[Place]) -> Place | None:
    """The commune from which to measure: the place, or the one of its name in it (Paris is a département too)."""
    inside = (other for other in others if other.name == place.name and place.slug in (other.slug, *other.around))
    return next((other for other in inside if other.point and not other.wide), None)


def page_title(query: Query, pages: int) -> str:
    """What the tab says: the text, the page."""
    parts: Sequence[str] = (query.text, page_label(query, pages), _("Search"))
    return " – ".join(part for part in parts if part)


def without(rows: Sequence[Row], promoted: Sequence[PromotedCard]) -> list[Row]:
    """The results less those that already stand above them."""
    above = {each.card.key for each in promoted}
    return [row for row in rows if row.card.key not in above]


def promoted_rows(promoted: Sequence[PromotedCard], page: int) -> list[Row]:
    """What stands above the results of the first page: each with the sentence of its editor, or its summary."""
    return [Row(each.card, each.card.title, each.sentence or each.card.summary) for each in promoted if page == 1]
