"""What the first page shows: new, coming, and near a place that the visitor names."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from network.gazetteer import candidates, departement_number
from network.models import Territory
from portal.chrome import surroundings
from portal.languages import active_language
from portal.media.renditions import picture
from search.cards import Card
from search.catalogue import Section, SectionAnswer, sections
from search.places import resembling
from search.query import COMING, Query

NEWS = ("actualite", "initiative", "temoignage", "veille", "capitalisation", "outil", "formation", "rapport", "dossier")
NEARBY = (*NEWS, "evenement", "acteur")
LONGEST_PLACE = 80
CANDIDATES = 8
RESEMBLING = 4
NEAR_SHOWN = 9
NEAR_ANCHOR = "pres-de-chez-vous"


@dataclass(frozen=True)
class Circle:
    """What concerns one territory around the place, without what a narrower one already shows."""

    territory: Territory
    cards: list[Card]
    total: int


@dataclass(frozen=True)
class Near:
    """The answer to a place: the place and its circles, or the candidates among which to choose, or a sentence and what
    looks like it.
    """

    asked: str = ""
    place: Territory | None = None
    circles: list[Circle] = field(default_factory=list)
    candidates: list[dict[str, str]] = field(default_factory=list)
    page: Card | None = None
    contact_url: str = ""
    error: str = ""
    nothing: bool = False


def front(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Context of the first page: two queries for all its lists, and those of the place."""
    language = active_language()
    asked = request.GET.get("lieu", "").strip()[:LONGEST_PLACE]
    found = _places(asked, request.GET.get("territoire", "")[:LONGEST_PLACE])
    place = found[0] if len(found) == 1 else None
    around = [place, *Territory.objects.containing(place).nearest_first()] if place else []
    wanted = [
        Section(Query(fixed=(("type", NEWS),)), size=6),
        Section(Query(fixed=(("type", ("evenement",)),), when=COMING), size=3),
        *_near_sections(around),
    ]
    new, coming, *near = sections(wanted, language)
    chrome = surroundings(request)
    answer = _near(asked, found, around, near, chrome.home_url)
    return {
        "hero": {
            "title": page.hero_title or page.title,
            "place": {
                "url": f"{request.path}#{NEAR_ANCHOR}",
                "value": asked_again(answer),
                "error": answer.error,
                "suggest": f"{reverse('search_suggestions')}?lieux=oui",
            },
        },
        "picture": picture(page.image, page.image_alt),
        "new": new,
        "coming": coming,
        "near": answer,
        "agenda_url": next((link.url for link in chrome.sections if link.url.endswith("/agenda/")), ""),
        "empty": {
            "actions": [{"label": _("Write to us"), "url": f"{chrome.home_url}contact/"}],
            "near": _("Nothing is recorded near this place yet"),
            "near_text": _("If you know of an initiative or an event there, write to us."),
            "new": _("The portal has just opened"),
            "new_text": _("News, initiatives and testimonials will be here as soon as they are published."),
        },
    }


def asked_again(near: Near) -> str:
    """What the field of the form shows: the name of the place found, else what was typed."""
    return near.place.name if near.place else near.asked


def _places(asked: str, chosen: str) -> list[Territory]:
    """What the visitor may mean: one place, several, or none."""
    if not asked:
        return []
    chosen = chosen or asked.lower()
    named = [] if chosen != asked.lower() else candidates(asked, CANDIDATES)
    return named or list(Territory.objects.current().filter(slug=chosen))


def _near_sections(around: list[Territory]) -> list[Section]:
    """For each territory, its own page if it has one, then what concerns it."""
    asked = []
    for territory in around:
        here = ("territoire", (territory.slug,))
        asked.append(Section(Query(fixed=(("lieu", (territory.slug,)),)), size=1))
        asked.append(Section(Query(fixed=(("type", NEARBY), here)), size=NEAR_SHOWN))
    return asked


def _near(
    asked: str, found: list[Territory], around: list[Territory], answers: list[SectionAnswer], home_url: str
) -> Near:
    """Put the answers together, nearest first, each thing once."""
    if not asked:
        return Near()
    if not found:
        sentence = _("We know no municipality and no postcode like “%(place)s”. Check the spelling.")
        alike = [
            {"label": place.label, "url": "?" + urlencode({"lieu": place.label})}
            for place in resembling(asked, RESEMBLING)
        ]
        return Near(asked, error=sentence % {"place": asked}, candidates=alike)
    if len(found) > 1:
        choices = [
            {
                "label": territory.name,
                "kind": territory.get_kind_display(),
                "code": departement_number(territory.kind, territory.code),
                "url": "?" + urlencode({"lieu": territory.name, "territoire": territory.slug}),
            }
            for territory in found
        ]
        return Near(asked, candidates=choices)
    circles: list[Circle] = []
    seen: set[str] = set()
    page: Card | None = None
    for territory, pages, things in zip(around, answers[::2], answers[1::2], strict=True):
        page = page or next(iter(pages.cards), None)
        cards = [card for card in things.cards if card.key not in seen]
        room = NEAR_SHOWN - len(seen)
        if cards and room > 0:
            circles.append(Circle(territory, cards[:room], things.total))
            seen.update(card.key for card in cards[:room])
    slug = page.extra.get("slug", "") if page else ""
    contact = f"{home_url}contact/?{urlencode({'territoire': slug})}" if slug else ""
    return Near(asked, around[0], circles, page=page, contact_url=contact, nothing=not circles)
