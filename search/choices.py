"""What a query was narrowed by, in words, each with the address of the same query without it."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from portal.templatetags.portal_tags import day
from search.catalogue import Answer
from search.query import COMING, DEFAULT_RADIUS, Query
from search.registry import facet as declared_facet

Choice = dict[str, str]


def label_of(name: str) -> str:
    """What people call a facet."""
    declared = declared_facet(name)
    return str(declared.label) if declared else name


def chosen_values(answer: Answer, *, with_when: bool = True) -> list[Choice]:
    """Each choice as {label, facet_label, remove_url}: values of facets, days, the place around which to look.

    `with_when` says what is coming or past too: an agenda has a switch for it.
    """
    return [*_values(answer), *_days(answer.query, with_when), *_around(answer)]


def _values(answer: Answer) -> list[Choice]:
    query, unknown = answer.query, set(answer.problems)
    labels: Mapping[tuple[str, str], str] = {
        (counts.facet.name, value.value): value.label
        for counts in answer.counts
        for value in counts.values
        if value.chosen
    }
    return [
        {
            "label": labels.get((name, value), value),  # a facet that is not counted here has no names at hand
            "facet_label": label_of(name),
            "remove_url": query.toggled(name, value).url(),
        }
        for name, values in query.chosen
        for value in values
        if (name, value) not in unknown
    ]


def _days(query: Query, with_when: bool) -> list[Choice]:
    said = []
    if query.since:
        said.append((_("from %(day)s") % {"day": day(query.since)}, replace(query, since=None, page=1)))
    if query.until:
        said.append((_("until %(day)s") % {"day": day(query.until)}, replace(query, until=None, page=1)))
    if query.when and with_when:
        said.append((_("Coming") if query.when == COMING else _("Past"), replace(query, when="", page=1)))
    return [{"label": label, "facet_label": _("Period"), "remove_url": without.url()} for label, without in said]


def _around(answer: Answer) -> list[Choice]:
    query = answer.query
    if answer.around is None:
        return []
    sort = "" if query.sort == "distance" else query.sort
    label = _("%(place)s and %(km)d km around") % {"place": answer.around.label, "km": query.radius or DEFAULT_RADIUS}
    without = replace(query, around="", radius=0, sort=sort, page=1)
    return [{"label": label, "facet_label": _("Around"), "remove_url": without.url()}]
