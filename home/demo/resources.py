"""Resources of every kind with their files, and dossiers."""

import re
from typing import Any

from home.demo.content import is_example, read, summary_of
from home.demo.context import Seeding
from home.demo.text import french, rich
from resources.models import (
    CapitalisationPage,
    DossierItem,
    DossierPage,
    PageActor,
    PageInitiative,
    PageResource,
    ReportPage,
    ToolPage,
    TrainingKitPage,
    VeillePage,
)

MODELS: dict[str, type[Any]] = {
    "outil": ToolPage,
    "capitalisation": CapitalisationPage,
    "veille": VeillePage,
    "formation": TrainingKitPage,
    "rapport": ReportPage,
}
ACTIVITY = {
    "outil": "formation",
    "capitalisation": "rencontre-du-reseau",
    "veille": "rencontre-du-reseau",
    "formation": "formation",
    "rapport": "conseil-accompagnement",
}


def create(seeding: Seeding) -> None:
    """Tools first: training kits and lessons learnt use them."""
    items = sorted(read("resources").items(), key=lambda pair: list(MODELS).index(pair[1]["kind"]))
    for slug, item in items:
        _create(seeding, slug, item)


def create_dossiers(seeding: Seeding) -> None:
    """One chosen by hand, one that fills itself."""
    for slug, item in read("dossiers").items():
        automatic = item.get("automatic")
        page: Any = DossierPage(
            title=item["title"],
            slug=slug,
            summary=item["summary"],
            published_on=seeding.day(item["day"]),
            selection="automatic" if automatic else "hand",
            query_types=automatic["types"] if automatic else [],
            image=seeding.media.image("resource", slug),
        )
        page.body = seeding.body(item["body"], example=False)
        page.items = [
            DossierItem(page=seeding.pages[key], sort_order=order) for order, key in enumerate(item.get("pages", ()))
        ]
        seeding.place(page, item)
        seeding.publish(slug, page, seeding.tree.page("ressources"), seeding.day(item["day"]))


def _create(seeding: Seeding, slug: str, item: dict[str, Any]) -> None:
    kind = item["kind"]
    example = is_example(item, by_default=True)
    page = MODELS[kind](
        title=item["title"],
        slug=slug,
        summary=summary_of(item, by_default=True),
        published_on=seeding.day(item["day"]),
        licence=item.get("licence", ""),
        source=french(item.get("source", "")),
        source_url=item.get("source_url", ""),
        resource_language=item.get("language", "fr"),
        image=None if kind == "veille" else seeding.media.image("resource", slug),
    )
    page.body = seeding.body(item["body"], example=example)
    page.activities = seeding.terms("activity", [ACTIVITY[kind]])
    page.resource_actors = [
        PageActor(actor=seeding.pages[actor], sort_order=order) for order, actor in enumerate(item.get("authors", ()))
    ]
    if "pdf" in item:
        document = seeding.media.document(
            item["pdf"], item["title"], item["summary"], [item["body"]], licence=item.get("licence", "")
        )
        page.documents = [("document", {"document": document, "title": ""})]
    OWN[kind](seeding, page, item)
    seeding.place(page, item)
    seeding.publish(slug, page, seeding.tree.page("ressources"), seeding.day(item["day"]))


def _tool(seeding: Seeding, page: Any, item: dict[str, Any]) -> None:
    page.duration = french(item["duration"])
    sizes = [int(number) for number in re.findall(r"\d+", item["group"])]
    page.group_min, page.group_max = sizes if len(sizes) == 2 else (None, None)
    page.goals = rich(item.get("goals", ""))
    page.materials = rich(item.get("materials", ""))
    page.advice = rich(item.get("advice", ""))
    page.steps = [
        ("step", {"title": french(title), "minutes": minutes, "text": rich(text)})
        for title, minutes, text in item.get("steps", ())
    ]
    page.formats = seeding.terms("format", item["formats"])
    page.participants = seeding.terms("participant", ["jeunes", "acteurs-jeunesse"])
    page.resource_initiatives = _initiatives(seeding, item["used_in"])


def _capitalisation(seeding: Seeding, page: Any, item: dict[str, Any]) -> None:
    page.interviewer = french(item["interviewer"])
    page.interviewed_on = seeding.day(item["day"] - 30)
    page.key_moments = [("moment", {"when": "", "title": french(title), "text": ""}) for title in item["key_moments"]]
    page.key_factors = [("factor", {"title": french(title), "text": ""}) for title in item["key_factors"]]
    page.skills = rich(item["skills"])
    page.user_involvement = rich(item["involvement"])
    page.resource_initiatives = _initiatives(seeding, item["from"])
    page.resource_uses = _uses(seeding, item.get("uses", ["grille-evaluation-demarche"]))


def _veille(seeding: Seeding, page: Any, item: dict[str, Any]) -> None:
    page.note = french(item["note"])
    page.keywords = item["keywords"]
    page.read_on = seeding.day(item["day"])
    page.relevance = item.get("relevance", 2)


def _training(seeding: Seeding, page: Any, item: dict[str, Any]) -> None:
    page.duration = french(item["duration"])
    page.objectives = rich(item.get("objectives", ""))
    page.sessions = [
        (
            "session",
            {"title": french(title), "duration": french(duration), "objectives": [], "text": rich(text)},
        )
        for title, duration, text in item.get("sessions", ())
    ]
    page.audiences = seeding.terms("audience", item["audiences"])
    page.formats = seeding.terms("format", ["presentiel"])
    page.resource_uses = _uses(seeding, item.get("uses", ["canevas-cinq-ingredients"]))


def _report(seeding: Seeding, page: Any, item: dict[str, Any]) -> None:
    page.kind = item.get("report_kind", "activity")
    page.period_start, page.period_end = seeding.day(item["day"] - 200), seeding.day(item["day"] - 10)
    page.resource_initiatives = _initiatives(seeding, item.get("from", ()))


OWN: dict[str, Any] = {
    "outil": _tool,
    "capitalisation": _capitalisation,
    "veille": _veille,
    "formation": _training,
    "rapport": _report,
}


def _initiatives(seeding: Seeding, keys: Any) -> list[PageInitiative]:
    return [PageInitiative(initiative=seeding.pages[key], sort_order=order) for order, key in enumerate(keys)]


def _uses(seeding: Seeding, keys: Any) -> list[PageResource]:
    return [PageResource(resource=seeding.pages[key], sort_order=order) for order, key in enumerate(keys)]
