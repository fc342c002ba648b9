"""Pages of initiatives: every type of process, every stage, with the history that leads to it."""

from datetime import date
from itertools import cycle
from typing import Any

from home.demo.content import is_example, read, summary_of
from home.demo.context import Seeding
from home.demo.text import french, rich
from network.models import (
    Accompaniment,
    Attendu,
    Consultation,
    InitiativePage,
    InitiativeParticipants,
    InitiativePartner,
    StageStep,
)

PILOT = "crajep-hauts-de-france"
STAGES = ("reflexion-strategique", "diagnostic", "conception", "mise-en-oeuvre", "evaluation")
NOTES = (
    "Premier échange entre les partenaires",
    "Écoute et état des lieux avec les jeunes",
    "Choix des méthodes et du calendrier",
    "Lancement public",
    "Bilan avec celles et ceux qui ont participé",
)
MODALITIES = {"concertation-numerique": ["consultation-numerique", "ateliers"]}
FORMATS = {"concertation-numerique": ["mixte"]}
EXCHANGES = (
    (
        "Conseil, coanimation de deux ateliers et prêt d'outils.",
        "Une salle, un repas partagé et un récit pour les autres équipes.",
    ),
    (
        "Formation de l'équipe et relecture du calendrier.",
        "L'accueil de deux observateurs venus d'un autre territoire.",
    ),
    (
        "Aide à l'écriture des questions et à l'analyse des réponses.",
        "Les données anonymisées et la méthode, publiées pour tous.",
    ),
    ("Mise en relation avec trois démarches proches.", "Du temps d'animation lors de la rencontre annuelle."),
)
SUPPORTS = ("soutenir", "outiller", "federer")
CONSULTATIONS = {
    "consultation-numerique-somme-mobilite": (
        "Se déplacer dans la Somme",
        "answered",
        (-420, -392),
        "812 réponses et douze propositions, dont six ont reçu une réponse écrite.",
    ),
    "plateforme-jeunes-flandre": ("Se loger en Flandre", "planned", (10, 52), ""),
    "bus-nuit-saint-omer": ("Rentrer de nuit", "closed", (-80, -21), ""),
}


def create(seeding: Seeding) -> None:
    """All of them, each one after that which inspired it."""
    waiting = dict(read("initiatives"))
    exchanges = cycle(EXCHANGES)
    supports = cycle(SUPPORTS)
    while waiting:
        ready = [slug for slug, item in waiting.items() if item.get("inspired_by", "") not in waiting]
        if not ready:
            raise ValueError(f"Initiatives that inspire each other in a circle: {sorted(waiting)}")
        for slug in ready:
            item = waiting.pop(slug)
            page = draft(seeding, slug, item, next(exchanges), next(supports))
            seeding.publish(slug, page, seeding.tree.page("initiatives"), _day(seeding, item["started"] + 10))


def draft(seeding: Seeding, slug: str, item: dict[str, Any], exchange: tuple[str, str], support: str) -> InitiativePage:
    """The page of an initiative, not kept yet."""
    actors = [item["holder"], *(actor for actor, _role in item.get("partners", ()))]
    accompanied = PILOT in actors
    example = is_example(item, by_default=True)
    low, high = item["ages"]
    page: Any = InitiativePage(
        title=item["title"],
        slug=slug,
        summary=summary_of(item, by_default=True),
        accompanied=accompanied,
        by_young_people=item.get("by_young_people", False),
        demarche_type=seeding.term("demarche", item["type"]),
        holder=seeding.pages[item["holder"]],
        subject=french(item["subject"]),
        subject_chosen_with=french(item.get("chosen_with", "")),
        stage=seeding.term("stage", item["stage"]),
        calendar=french(item["calendar"]),
        starts_on=seeding.day(item["started"]),
        ends_on=seeding.day(item["ended"]) if "ended" in item else None,
        public=french(item.get("public", "")),
        age_min=low,
        age_max=high,
        evaluation=rich(item.get("evaluation", "")),
        inspired_by=seeding.pages.get(item.get("inspired_by", "")),
        image=seeding.media.image("initiative", slug),
    )
    page.body = seeding.body(item["body"], example=example)
    nature = item["nature"]
    page.natures = seeding.terms("nature", ["participation", "citoyennete"] if nature == "both" else [nature])
    page.formats = seeding.terms("format", FORMATS.get(item["type"], ["presentiel"]))
    page.modalities = seeding.terms("modality", MODALITIES.get(item["type"], ["ateliers"]))
    page.partners = [
        InitiativePartner(actor=seeding.pages[actor], role=seeding.term("contribution_role", role), sort_order=order)
        for order, (actor, role) in enumerate(item.get("partners", ()))
    ]
    page.participants = [
        InitiativeParticipants(category=seeding.term("participant", slug), number=number, sort_order=order)
        for order, (slug, number) in enumerate(item.get("participants", {"jeunes": None}).items())
    ]
    page.stages = _stages(seeding, item)
    _outcome(seeding, page, item)
    _support(seeding, page, exchange, support if accompanied else "")
    _consultation(seeding, page, slug)
    seeding.place(page, item)
    return page


def _stages(seeding: Seeding, item: dict[str, Any]) -> list[StageStep]:
    """The stages gone through since the start, evenly apart; the last one is the current one."""
    reached = STAGES.index(item["stage"]) + 1
    gap = -item["started"] // (reached + 1)
    return [
        StageStep(
            stage=seeding.term("stage", STAGES[number]),
            entered_on=seeding.day(item["started"] + number * gap),
            note=NOTES[number],
            sort_order=number,
            locale=seeding.french,
        )
        for number in range(reached)
    ]


def _outcome(seeding: Seeding, page: Any, item: dict[str, Any]) -> None:
    if "attendu" in item:
        kind = seeding.term("attendu", item["attendu"])
        page.attendus = [Attendu(kind=kind, status=item.get("attendu_status", "expected"), locale=seeding.french)]


def _support(seeding: Seeding, page: Any, exchange: tuple[str, str], support: str) -> None:
    """What the programme does beside an accompanied process."""
    if not support:
        return
    given, received = exchange
    page.activities = seeding.terms("activity", ["conseil-accompagnement", "co-organisation"])
    page.supports = seeding.terms("support", [support])
    page.funders = [seeding.snippets["funder", key] for key in ("drajes", "conseil-regional", "erasmus")]
    page.accompaniments = [
        Accompaniment(
            activity=seeding.term("activity", "conseil-accompagnement"),
            support=seeding.term("support", support),
            starts_on=page.starts_on,
            given=french(given),
            received=french(received),
            strategy_note=french(
                "Avancer par petits pas, et ne rien annoncer sans avoir prévenu celles et ceux qui répondront."
            ),
            locale=seeding.french,
        )
    ]
    edition = seeding.snippets["edition", "prochaine-edition"]  # never an edition that took place: this is invented
    page.editions = [edition] if edition.starts_on <= page.starts_on <= edition.ends_on else []


def _consultation(seeding: Seeding, page: Any, slug: str) -> None:
    if slug in CONSULTATIONS:
        title, status, (opens, closes), result = CONSULTATIONS[slug]
        page.consultations = [
            Consultation(
                title=french(title),
                platform="Citoyens en commun",
                status=status,
                opens_on=seeding.day(opens),
                closes_on=seeding.day(closes),
                result=french(result),
                locale=seeding.french,
            )
        ]


def _day(seeding: Seeding, offset: int) -> date:
    return seeding.day(min(offset, -1))
