"""What a page says of an address: what it asked for and the list could not do, with the ways out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.templatetags.portal_tags import day
from search.catalogue import Answer
from search.choices import label_of
from search.places import Place, resembling
from search.query import COMING, DAY, DEFAULT_RADIUS, MAX_RADIUS, MAX_TEXT, PAST, Query

Link = dict[str, str]

CANDIDATES = 4  # places that a name may mean
# Parameters whose unreadable values have a sentence of their own.
TOLD = frozenset({"q", "du", "au", "autour", "rayon", "page", "tri", "quand"})


@dataclass(frozen=True)
class Notice:
    """A sentence, and the addresses among which it lets choose."""

    text: str
    links: Sequence[Link] = ()


def notices(answer: Answer) -> list[Notice]:
    """Sentences about what the address asked for and the list could not do."""
    return [*_page(answer), *_text(answer), *_period(answer), *_around(answer), *_filters(answer)]


def away(answer: Answer) -> list[Notice]:
    """That the database answers for a cluster that is away."""
    if not answer.degraded:
        return []
    said = _(
        "The search engine is resting for a moment: these results come from its understudy, and nothing is missing."
    )
    return [Notice(said if answer.counted else f"{said} {_('The counts come back with it.')}")]


def unknown_values(answer: Answer) -> list[Link]:
    """{name, label, value} of what the address holds and the list leaves aside."""
    told = TOLD.union(_barren(answer))
    return [
        {"name": name, "label": label_of(name), "value": value} for name, value in answer.problems if name not in told
    ]


def places_to_choose(query: Query, places: Sequence[Place]) -> list[Link]:
    """{label, url}: the same query around each of these places."""
    return [{"label": place.label, "url": replace(query, around=place.slug, page=1).url()} for place in places]


def _barren(answer: Answer) -> list[str]:
    """Facets of which nothing has any value chosen: then nothing is found."""
    unknown = set(answer.problems)
    return [name for name, values in answer.query.chosen if all((name, value) in unknown for value in values)]


def _filters(answer: Answer) -> Iterator[Notice]:
    """A filter that leaves nothing since none of its values exists, and the same search without it."""
    query = answer.query
    for name in _barren(answer):
        said = _("The filter “%(facet)s: %(values)s” does not exist, or no longer does: nothing can match it.")
        without = replace(query, chosen=tuple(choice for choice in query.chosen if choice[0] != name), page=1)
        yield Notice(
            said % {"facet": label_of(name), "values": ", ".join(query.facets[name])},
            [{"label": _("Search without it"), "url": without.url()}],
        )


def _page(answer: Answer) -> Iterator[Notice]:
    """A page or an order that cannot be, and a page past the end."""
    for name, value in answer.problems:
        if name == "page":
            yield Notice(_("There is no page “%(text)s”: here is the first one.") % {"text": value})
        elif name == "tri":
            yield Notice(_("There is no order “%(text)s”: here is the usual one.") % {"text": value})
    last = max(answer.pages, 1)
    if answer.query.page > last:
        said = ngettext(
            "This list has %(pages)d page: page %(page)d does not exist.",
            "This list has %(pages)d pages: page %(page)d does not exist.",
            last,
        )
        yield Notice(said % {"pages": last, "page": answer.query.page})


def is_wordless(text: str) -> bool:
    """Whether something was typed in which there is no letter and no digit: nothing is looked for."""
    return bool(text) and not any(letter.isalnum() for letter in text)


def _text(answer: Answer) -> Iterator[Notice]:
    if any(name == "q" for name, _value in answer.problems):
        said = _("Your search is very long: only its first %(count)d characters count.")
        yield Notice(said % {"count": MAX_TEXT})
    if is_wordless(answer.query.text):
        yield Notice(_("There is no word to look for in “%(text)s”.") % {"text": answer.query.text})


def _period(answer: Answer) -> Iterator[Notice]:
    """What is no day, or not written as one, a period that ends before it begins."""
    query = answer.query
    for name, value in answer.problems:
        if name == "quand":
            said = _("“%(text)s” is neither “%(coming)s” nor “%(past)s”: the list is shown without it.")
            yield Notice(said % {"text": value, "coming": COMING, "past": PAST})
        elif name in ("du", "au"):
            said = _("“%(text)s” is not a day of the calendar: the list is shown without it.")
            if not DAY.fullmatch(value):
                said = _("“%(text)s” is not a day written as in %(example)s: the list is shown without it.")
            yield Notice(said % {"text": value, "example": "2026-06-01"})
    if query.since and query.until and query.until < query.since:
        said = _("The period ends before it begins (from %(since)s to %(until)s): nothing can match it.")
        swapped = replace(query, since=query.until, until=query.since, page=1)
        yield Notice(
            said % {"since": day(query.since), "until": day(query.until)},
            [{"label": _("Swap the two dates"), "url": swapped.url()}],
        )


def _around(answer: Answer) -> Iterator[Notice]:
    """A place that nobody knows, and those that look like it; a distance that is none."""
    for name, value in answer.problems:
        if name == "rayon" and answer.around:
            said = _("“%(text)s” is not a distance from 1 to %(most)d km: here is what lies within %(km)d km.")
            yield Notice(said % {"text": value, "most": MAX_RADIUS, "km": DEFAULT_RADIUS})
        if name != "autour":
            continue
        links = places_to_choose(answer.query, resembling(value, CANDIDATES))
        said = _("We know no municipality and no postcode like “%(place)s”: the list is shown without it.")
        more = _("Did you mean:") if links else _("Check the spelling, or write the postcode.")
        yield Notice(f"{said % {'place': value}} {more}", links)
