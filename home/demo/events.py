"""Pages of events, past and coming around the day of the seeding."""

from typing import Any

from home.demo.content import is_example, read, summary_of
from home.demo.context import Seeding
from home.demo.text import french
from network.models import EventOrganiser, EventOutput, EventPage, EventParticipants, ProgrammeItem

ACTIVITY = {
    "festival": "festival",
    "rencontre": "rencontre-du-reseau",
    "formation": "formation",
    "atelier": "co-organisation",
    "copil": "conseil-accompagnement",
}
ACCESS = "Salle accessible en fauteuil. Dites-nous ce dont vous avez besoin."
PROGRAMMES = {
    "prochain-festival-regional": (
        ("09:30", "10:30", "Accueil et village des initiatives"),
        ("10:30", "12:00", "Premiers ateliers : une question, vingt personnes"),
        ("13:30", "15:30", "Dialogue entre jeunes et élus"),
        ("16:00", "17:30", "Écriture des propositions"),
        ("19:00", "22:00", "Scène ouverte"),
    ),
    "rencontre-annuelle-reseau": (
        ("09:30", "10:00", "Accueil"),
        ("10:00", "12:00", "Trois récits de démarches"),
        ("13:30", "15:30", "Bourse aux outils"),
        ("15:30", "16:30", "Ce que l'on demande à l'équipe régionale"),
    ),
    "formation-session-2-construire": (
        ("09:30", "12:30", "Les cinq ingrédients, en trios"),
        ("14:00", "17:00", "Dire ce qui pourra changer"),
    ),
}


def create(seeding: Seeding) -> None:
    """All of them; what a day says of resources and initiatives needs these to exist."""
    for slug, item in read("events").items():
        _create(seeding, slug, item)


def _create(seeding: Seeding, slug: str, item: dict[str, Any]) -> None:
    first = item.get("date") or seeding.day(item["day"])
    last = first if "date" in item else seeding.day(item["day"] + item.get("length", 1) - 1)
    starts, ends = item["hours"]
    past = last < seeding.today
    page: Any = EventPage(
        title=item["title"],
        slug=slug,
        summary=summary_of(item, by_default=True),
        event_type=seeding.term("event_type", item["type"]),
        scale=seeding.term("scale", item["scale"]),
        starts_at=seeding.moment(first, starts),
        ends_at=seeding.moment(last, ends),
        edition=seeding.snippets.get(("edition", item.get("edition", ""))),
        place_name=french(item.get("place", "")),
        town=item.get("town", ""),
        access=french(ACCESS) if item.get("place") else "",
        image=seeding.media.image("event", slug),
    )
    page.body = seeding.body(item["body"], example=is_example(item, by_default=True))
    _people(seeding, page, item, past=past)
    page.formats = seeding.terms("format", [item.get("format", "presentiel")])
    page.activities = seeding.terms("activity", [ACTIVITY[item["type"]]])
    page.audiences = seeding.terms("audience", item.get("audiences", ()))
    if item["scale"] == "regional":
        page.funders = [seeding.snippets["funder", key] for key in ("drajes", "conseil-regional", "erasmus")]
    page.programme = [
        ProgrammeItem(starts_at=begins, ends_at=finishes, title=french(title), sort_order=order, locale=seeding.french)
        for order, (begins, finishes, title) in enumerate(PROGRAMMES.get(slug, ()))
    ]
    outputs = [
        *item.get("initiatives", ()),
        *item.get("resources", ()),
        *([item["report"]] if "report" in item else []),
    ]
    page.outputs = [
        EventOutput(output=seeding.pages[key], sort_order=order) for order, key in enumerate(dict.fromkeys(outputs))
    ]
    if "report" in item:
        page.report_document = seeding.pages[item["report"]].documents[0].value["document"]
    seeding.place(page, item)
    seeding.publish(slug, page, seeding.tree.page("agenda"), seeding.day(min(-5, (first - seeding.today).days - 40)))


def _people(seeding: Seeding, page: Any, item: dict[str, Any], *, past: bool) -> None:
    roles = ["portage", *["co-animation"] * 3]
    page.organisers = [
        EventOrganiser(actor=seeding.pages[actor], role=seeding.term("contribution_role", role), sort_order=order)
        for order, (actor, role) in enumerate(zip(item["organisers"], roles, strict=False))
    ]
    counts = item.get("counts", {}) if past else {}
    categories = dict.fromkeys([*item.get("participants", ()), *counts])
    page.participants = [
        EventParticipants(category=seeding.term("participant", category), number=counts.get(category), sort_order=order)
        for order, category in enumerate(categories)
    ]
