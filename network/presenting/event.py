"""What the page of an event shows."""

from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language, gettext

from network.presenting.common import Detail, Fact, Item, contributors, counts, detail, funders_of, rich_text, together
from portal.templatetags.portal_tags import NBSP, day
from search.cards import Card


def event_context(page: Any, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Context of `network/event_page.html` at a moment."""
    shown = detail(page, request)
    today = timezone.localdate(now)
    outputs = [card for row in page.outputs.all() if (card := shown.card(row.output_id))]
    return {
        **shown.context,
        "type_label": page.event_type.label if page.event_type else shown.context["type_label"],
        "date": page.first_day,
        "date_end": page.last_day,
        "past": page.is_past(today),
        "registration_open": page.registration_open(today),
        "tags": shown.facet_links("theme", page.theme_list),
        "facts": facts(page, shown, outputs),
        "organisers": contributors(shown, page.organisers.all()),
        "programme": programme(page),
        "figures": counts(page.participants.all()),
        "linked": together(outputs, shown.context["linked"]),
        "report": rich_text(page.report),
        "funders": funders_of(page),
    }


def facts(page: Any, shown: Detail, outputs: list[Card]) -> list[Fact]:
    """The column beside the text."""
    edition = page.edition
    return [
        Fact(gettext("When"), value=when(page)),
        Fact(gettext("Where"), links=[Item(line) for line in page.address_lines]),
        Fact(gettext("Access"), value=page.access),
        Fact(gettext("Territory"), links=shown.facet_links("territoire", page.territories)),
        Fact(gettext("Scale"), value=page.scale.label if page.scale else ""),
        Fact(gettext("Edition"), value=f"{edition.cycle.name} – {edition.name}" if edition else ""),
        Fact(
            gettext("Who can come"),
            links=shown.facet_links("public", [row.category for row in page.participants.all()]),
        ),
        Fact(gettext("Training for"), links=shown.facet_links("public", page.audiences.all())),
        Fact(gettext("Format"), links=shown.facet_links("format", page.formats.all())),
        Fact(gettext("Activities of the programme"), links=shown.facet_links("activite", page.activities.all())),
        Fact(gettext("What came out of it"), links=[Item(card.title, card.url) for card in outputs]),
    ]


def when(page: Any) -> str:
    """Day and hours of a one-day event, first and last hour of a longer one."""
    if not page.starts_at:
        return ""
    start = timezone.localtime(page.starts_at)
    end = timezone.localtime(page.ends_at) if page.ends_at else None
    values = {"day": day(start), "start": hour(start.time())}
    if end is None:
        return gettext("%(day)s at %(start)s") % values
    values["end"] = hour(end.time())
    if end.date() == start.date():
        return gettext("%(day)s, from %(start)s to %(end)s") % values
    return gettext("from %(day)s at %(start)s to %(last)s at %(end)s") % {**values, "last": day(end)}


def hour(moment: time) -> str:
    """An hour as people write it: « 9 h 30 », « 14 h », "9:30 a.m."."""
    if not (get_language() or "fr").startswith("fr"):
        return time_format(moment)
    return f"{moment.hour}{NBSP}h" + (f"{NBSP}{moment.minute:02}" if moment.minute else "")


def programme(page: Any) -> list[dict[str, Any]]:
    """Moments of the programme under the day they belong to, in the order that the editor gave."""
    rows = sorted(page.programme.all(), key=lambda row: (row.day or page.first_day or date.min, row.sort_order or 0))
    several = len({row.day or page.first_day for row in rows}) > 1
    return [
        {"day": when if several else None, "moments": [_moment(row) for row in moments]}
        for when, moments in groupby(rows, key=lambda row: row.day or page.first_day)
    ]


def _moment(row: Any) -> dict[str, Any]:
    hours = [hour(moment) for moment in (row.starts_at, row.ends_at) if moment]
    return {"hours": " – ".join(hours), "title": row.title, "description": row.description}
