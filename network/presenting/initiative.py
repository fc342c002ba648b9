"""What the page of an initiative shows."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from network.models.vocabulary import Term, Vocabulary
from network.presenting.common import (
    Detail,
    Fact,
    Item,
    ages,
    contributors,
    counts,
    detail,
    funders_of,
    rich_text,
    together,
)
from search.cards import Card


def initiative_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Context of `network/initiative_page.html`. A strategy note gets in only if everyone may read it."""
    shown = detail(page, request, [Vocabulary.STAGE])
    partners = contributors(shown, page.partners.all())
    inspired = shown.card(page.inspired_by_id)
    return {
        **shown.context,
        "type_label": gettext("Accompanied process") if page.accompanied else gettext("Initiative"),
        "date": page.starts_on,
        "date_end": page.ends_on,
        "tags": shown.facet_links("theme", page.theme_list),
        "facts": facts(page, shown, inspired),
        "partners": partners,
        "tools": rich_text(page.tools),
        "evaluation": rich_text(page.evaluation),
        "steps": steps(page, shown.gathered.terms),
        "attendus": attendus(page),
        "figures": counts(page.participants.all()),
        "accompaniments": accompaniments(page),
        "consultations": consultations(page),
        "funders": funders_of(page),
        "inspired": inspired,
        "linked": together([inspired] if inspired else [], shown.context["linked"]),
        "editions": [edition.name for edition in page.editions.all()],
    }


def facts(page: Any, shown: Detail, inspired: Card | None) -> list[Fact]:
    """The column beside the text."""
    holder = shown.card(page.holder_id)
    invited = [row.category for row in page.participants.all()]
    age = ages(page.age_min, page.age_max)
    return [
        Fact(gettext("Led by"), links=[Item(holder.title, holder.url)] if holder else []),
        Fact(gettext("Territory"), links=shown.facet_links("territoire", page.territories)),
        Fact(gettext("Type of process"), links=shown.facet_links("demarche", [page.demarche_type])),
        Fact(gettext("Nature"), value=", ".join(term.label for term in page.natures.all())),
        Fact(gettext("Current stage"), links=shown.facet_links("etape", [page.stage])),
        Fact(gettext("For whom"), value=", ".join(filter(None, [page.public, age]))),
        Fact(gettext("Participants"), links=shown.facet_links("public", invited)),
        Fact(gettext("Format"), links=shown.facet_links("format", page.formats.all())),
        Fact(gettext("Modalities"), value=", ".join(term.label for term in page.modalities.all())),
        Fact(gettext("Activities of the programme"), links=shown.facet_links("activite", page.activities.all())),
        Fact(gettext("Kinds of support"), value=", ".join(term.label for term in page.supports.all())),
        Fact(gettext("Inspired by"), links=[Item(inspired.title, inspired.url)] if inspired else []),
    ]


def steps(page: Any, every: list[Term]) -> list[dict[str, Any]]:
    """`components/timeline.html`: what happened by date, then the stages still to come.

    The last dated stage is the current one unless the page says another. Empty where the page says no stage at all.
    """
    history = sorted(page.stages.all(), key=lambda step: (step.entered_on, step.sort_order or 0))
    if not history and not page.stage:
        return []
    rows: list[dict[str, Any]] = [_step(row.stage.label, "done", row.entered_on, row.note) for row in history]
    if page.stage and (not history or history[-1].stage != page.stage):
        rows.append(_step(page.stage.label, "current"))
    else:
        rows[-1]["state"] = "current"
    current = page.stage or history[-1].stage
    later = [term for term in every if term.position > current.position]
    return rows + [_step(term.label, "next") for term in sorted(later, key=lambda term: term.position)]


def _step(label: str, state: str, day: date | None = None, text: str = "") -> dict[str, Any]:
    return {"label": label, "state": state, "date": day, "date_end": None, "text": text}


def attendus(page: Any) -> list[dict[str, Any]]:
    """What is expected, where it stands, and its proof."""
    return [
        {
            "label": row.kind.label,
            "none": row.is_none,
            "needs": row.needs,
            "status": row.status,
            "status_label": row.get_status_display(),
            "proof": row.proof,
        }
        for row in page.attendus.all()
    ]


def accompaniments(page: Any) -> list[dict[str, Any]]:
    """What the programme does beside the process; the note only if it is public."""
    return [
        {
            "activity": row.activity.label,
            "support": row.support.label if row.support else "",
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "given": row.given,
            "received": row.received,
            "note": row.public_note,
        }
        for row in page.accompaniments.all()
    ]


def consultations(page: Any) -> list[dict[str, Any]]:
    """Consultations on other sites."""
    return [
        {
            "title": row.title,
            "platform": row.platform,
            "url": row.url,
            "opens_on": row.opens_on,
            "closes_on": row.closes_on,
            "status_label": row.get_status_display(),
            "result": row.result,
        }
        for row in page.consultations.all()
    ]
