"""The addresses of a query's exports and feeds, for the pages that show it."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from search.exports.ics import EVENT
from search.query import Query

FILES = ("csv", "json", "geojson")
ICONS = {"atom": "rss", "ics": "calendar-days", "geojson": "map-pin"}


def results_path() -> str:
    """Where people see results, in the active language: exports stand beside them."""
    return reverse("export_csv").removesuffix("export.csv")


def export_url(query: Query, extension: str, path_prefix: str = "/") -> str:
    """The address of a query in a format. What a list fixes goes into it, since exports fix nothing."""
    parameters = whole(query).parameters()
    suffix = f"?{urlencode(parameters)}" if parameters else ""
    return f"{path_prefix}recherche/export.{extension}{suffix}"


def whole(query: Query) -> Query:
    """The same query with nothing fixed: all its results, whatever the page."""
    chosen = dict(query.chosen)
    for name, values in query.fixed:
        kept = tuple(value for value in chosen.get(name, values) if value in values)
        chosen[name] = kept or values
    return replace(query, chosen=tuple(chosen.items()), fixed=(), page=1)


def export_links(query: Query, path_prefix: str = "/") -> list[Mapping[str, str]]:
    """[{label, url, icon}] of the files and feeds of a query; the calendar only where it may hold events."""
    labels = {
        "csv": _("Spreadsheet (CSV)"),
        "json": _("Data (JSON)"),
        "geojson": _("Map (GeoJSON)"),
        "atom": _("Follow these results (Atom feed)"),
        "ics": _("Calendar (iCalendar)"),
    }
    return [
        {"label": label, "url": export_url(query, extension, path_prefix), "icon": ICONS.get(extension, "download")}
        for extension, label in labels.items()
        if extension != "ics" or has_events(query)
    ]


def feed_links(query: Query, path_prefix: str = "/") -> list[Mapping[str, str]]:
    """[{label, url, type}] for `<link rel="alternate">`: what a feed reader or a calendar finds by itself."""
    found = [
        {
            "label": _("These results, as an Atom feed"),
            "url": export_url(query, "atom", path_prefix),
            "type": "application/atom+xml",
        }
    ]
    if has_events(query):
        found.append(
            {
                "label": _("The events of these results, as a calendar"),
                "url": export_url(query, "ics", path_prefix),
                "type": "text/calendar",
            }
        )
    return list(found)


def has_events(query: Query) -> bool:
    """Whether the types that the query asks for leave room for events."""
    return EVENT in dict(whole(query).chosen).get("type", (EVENT,))
