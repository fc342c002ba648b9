"""Makers of initiatives, events and news."""

from datetime import timedelta
from typing import Any

from home.generating.maker import Maker
from home.generating.writer import Draft
from network.models.event import EventPage
from network.models.event_parts import EventOrganiser, EventParticipants, ProgrammeItem
from network.models.initiative import InitiativePage
from network.models.initiative_parts import Attendu, InitiativeParticipants, InitiativePartner, StageStep
from network.models.vocabulary import Vocabulary
from resources.models import NewsPage, PageActor

INITIATIVE_WORDS = (
    "Conseil de jeunes",
    "Budget participatif",
    "Assises de la jeunesse",
    "Forum",
    "Consultation",
    "Projet",
)
EVENT_WORDS = ("Festival", "Rencontre", "Formation", "Atelier", "Comité de pilotage", "Journée d’échange")
NEWS_WORDS = ("Appel à projets", "Retour sur", "Inscriptions ouvertes", "Du nouveau", "Résultats", "Portrait")


def initiative(maker: Maker, parent: int) -> Draft:
    """An initiative or an accompanied process, with stages, partners and participants."""
    starts = maker.day(4 * 365, 60)
    stages = maker.term_refs(Vocabulary.STAGE, 1, 3)
    accompanied = maker.rng.random() < 0.4
    partners = maker.refs("actorpage", 1, 3)
    draft = maker.draft(
        InitiativePage,
        parent,
        maker.title(maker.rng.choice(INITIATIVE_WORDS)),
        accompanied=accompanied,
        by_young_people=maker.rng.random() < 0.5,
        demarche_type_id=maker.term(Vocabulary.DEMARCHE_TYPE),
        holder_id=maker.ref("actorpage"),
        stage_id=stages[-1].pk if stages else None,
        body=maker.body(0.7),
        subject=maker.words.label(maker.rng, 4).capitalize(),
        tools=maker.html(0.15),
        evaluation=maker.html(0.15),
        starts_on=starts,
        ends_on=starts + timedelta(days=maker.rng.randint(30, 500)) if maker.rng.random() < 0.7 else None,
        age_min=maker.rng.randint(11, 16),
        age_max=maker.rng.randint(20, 30),
    )
    for position, stage in enumerate(stages):
        step = StageStep(stage_id=stage.pk, entered_on=starts + timedelta(days=60 * position), **_local(maker))
        draft.children.append((step, "page_id"))
    for kind in maker.terms(Vocabulary.ATTENDU, 1, 1):
        draft.children.append(
            (Attendu(kind_id=kind, needs=maker.words.sentence(maker.rng, 9), **_local(maker)), "page_id")
        )
    for category in maker.terms(Vocabulary.PARTICIPANT, 1, 3):
        row = InitiativeParticipants(category_id=category, number=maker.rng.randint(3, 400))
        draft.children.append((row, "page_id"))
    for pk in partners:
        row = InitiativePartner(actor_id=pk, role_id=maker.term(Vocabulary.CONTRIBUTION_ROLE))
        draft.children.append((row, "page_id"))
    return maker.classified(
        draft,
        natures=maker.terms(Vocabulary.NATURE, 1, 2),
        activities=maker.terms(Vocabulary.ACTIVITY, 1, 2),
        formats=maker.terms(Vocabulary.FORMAT, 1, 2),
        modalities=maker.terms(Vocabulary.MODALITY, 1, 2),
        supports=maker.terms(Vocabulary.SUPPORT, 1, 1),
    )


def event(maker: Maker, parent: int) -> Draft:
    """Something that happens on a day, past or to come."""
    day = maker.day(3 * 365, 240)
    place = maker.place
    draft = maker.draft(
        EventPage,
        parent,
        maker.title(maker.rng.choice(EVENT_WORDS)),
        event_type_id=maker.term(Vocabulary.EVENT_TYPE),
        scale_id=maker.term(Vocabulary.SCALE),
        starts_at=maker.moment(day, maker.rng.randint(8, 18)),
        ends_at=maker.moment(day + timedelta(days=maker.rng.choice((0, 0, 1, 2))), 20),
        body=maker.body(0.8),
        subjects=maker.words.sentence(maker.rng, 12),
        place_name="Salle de l’Exemple",
        postcode=place.postcode,
        town=place.name if place.kind == "commune" else "",
        latitude=place.point[0] if place.point else None,
        longitude=place.point[1] if place.point else None,
    )
    for _moment in range(maker.rng.randint(0, 3)):
        title = maker.words.label(maker.rng, 3).capitalize()
        item = ProgrammeItem(title=title, description=maker.words.sentence(maker.rng, 10), **_local(maker))
        draft.children.append((item, "page_id"))
    for category in maker.terms(Vocabulary.PARTICIPANT, 1, 3):
        draft.children.append((EventParticipants(category_id=category), "page_id"))
    for pk in maker.refs("actorpage", 1, 3):
        row = EventOrganiser(actor_id=pk, role_id=maker.term(Vocabulary.CONTRIBUTION_ROLE))
        draft.children.append((row, "page_id"))
    return maker.classified(
        draft,
        audiences=maker.terms(Vocabulary.AUDIENCE, 0, 1),
        formats=maker.terms(Vocabulary.FORMAT, 1, 2),
        activities=maker.terms(Vocabulary.ACTIVITY, 1, 2),
    )


def news(maker: Maker, parent: int) -> Draft:
    """A news item about one or more actors."""
    title = maker.title(maker.rng.choice(NEWS_WORDS))
    draft = maker.draft(NewsPage, parent, title, date=maker.day(), body=maker.body())
    draft.children += [(PageActor(actor_id=pk), "page_id") for pk in maker.refs("actorpage", 1, 4)]
    return maker.classified(draft)


def _local(maker: Maker) -> dict[str, Any]:
    """What a translatable inline row holds."""
    return {"locale_id": maker.material.locale.pk, "translation_key": maker.key()}
