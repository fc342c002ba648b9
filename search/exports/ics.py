"""iCalendar (RFC 5545): the events of a query, for an agenda that follows it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event
from icalendar.cal import Component

from search.exports.about import About
from search.exports.identity import Moments, identifier, moments
from search.exports.rows import Row, Rows, everything

PARIS = ZoneInfo("Europe/Paris")
EVENT = "evenement"
DAY = timedelta(days=1)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
# The rule of the European Union since 1996. Always there: a calendar must hold something, even without an event.
TIME_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def write(rows: Rows, about: About) -> Iterator[str]:
    """The calendar of the events among `rows`; its description says how many other results there are."""
    found = everything(replace(rows.query, fixed=(*rows.query.fixed, ("type", (EVENT,)))), rows.language)
    left_out = rows.total - found.total
    description = about.title
    if left_out > 0:
        description += " – " + ngettext(
            "%(count)s result that is not an event is left out.",
            "%(count)s results that are not events are left out.",
            left_out,
        ) % {"count": left_out}
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Provox portal//catalogue//FR")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, clean(f"{about.title} – {about.site}"))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, clean(description))
    calendar.add("x-wr-timezone", "Europe/Paris")
    calendar.add("x-published-ttl", "PT6H")
    words = {
        "cancelled": ("CANCELLED", _("Cancelled: %(title)s")),
        "postponed": ("TENTATIVE", _("Postponed: %(title)s")),
    }
    head = calendar.to_ical().decode().removesuffix("END:VCALENDAR\r\n")
    return _lines(head, found, words)


def _lines(head: str, rows: Rows, words: dict[str, tuple[str, str]]) -> Iterator[str]:
    yield head + TIME_ZONE
    for portion in rows.portions():
        times = moments(row.entry for row in portion)
        found = (_event(row, times[row.entry.key], words) for row in portion if row.entry.date)
        yield "".join(event.to_ical().decode() for event in found)
    yield "END:VCALENDAR\r\n"


def _event(row: Row, times: Moments, words: dict[str, tuple[str, str]]) -> Component:
    entry, card = row.entry, row.entry.card
    status, title = words.get(card.get("state") or "", ("CONFIRMED", "%(title)s"))
    start, end = period(entry.date, entry.date_end, card)  # type: ignore[arg-type]  # asked for entries with a day only
    event = Event()
    event.add("uid", str(identifier(entry)))
    event.add("dtstamp", times.updated)
    event.add("last-modified", times.updated)
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    event.add("summary", clean(title % {"title": entry.title}))
    event.add("status", status)
    if entry.summary:
        event.add("description", clean(entry.summary))
    if place := card.get("address") or card.get("place"):
        event.add("location", clean(place))
    if entry.latitude is not None and entry.longitude is not None:
        event.add("geo", (entry.latitude, entry.longitude))
    if row.themes:
        event.add("categories", [clean(name) for _, name in row.themes])
    event.add("url", row.url)
    return event


def period(first: date, last: date | None, card: dict[str, Any]) -> tuple[date | datetime, date | datetime | None]:
    """(start, end) as a calendar says them: hours in Paris time; whole days end on the day after, excluded.

    An event that starts at midnight has no hour that anybody gave.
    """
    start, end = _moment(card.get("starts_at")), _moment(card.get("ends_at"))
    if start is None or start.time() == time.min:
        return first, max(last or first, first) + DAY
    return start, end if end and end > start else None


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found.astimezone(PARIS) if found.tzinfo else found.replace(tzinfo=PARIS)


def clean(text: str) -> str:
    """Text without what RFC 5545 forbids (control characters but the end of a line)."""
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
