"""What an export says of itself: its title, its own address, the page that shows the same."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from search.exports.names import Names
from search.query import COMING, PAST, Query


@dataclass(frozen=True)
class About:
    """`url` is the address of the export, `page_url` that of the results for people, both absolute."""

    site: str
    title: str
    url: str
    page_url: str
    language: str


def title_of(query: Query, names: Names) -> str:
    """The query in a few words: « Actualités, Somme, “climat” »; names cost a query a facet chosen."""
    parts = []
    for name, values in (*query.fixed, *query.chosen):
        labels = names.ask(name, values)
        parts += [labels[value].text or value for value in values if value in labels]
    if query.text:
        parts.append(_("“%(text)s”") % {"text": query.text})
    if query.when:
        parts.append({COMING: _("coming"), PAST: _("past")}[query.when])
    return ", ".join(parts) or _("Everything that is published")


def about(query: Query, language: str, site: str, path: str, page_path: str) -> About:
    """Of a query at these paths: `path` that of the export, `page_path` that of the results."""
    parameters = urlencode(query.at_page(1).parameters())
    suffix = f"?{parameters}" if parameters else ""
    return About(
        site=site,
        title=title_of(query, Names(language)),
        url=f"{settings.BASE_URL}{path}{suffix}",
        page_url=f"{settings.BASE_URL}{page_path}{suffix}",
        language=language,
    )
