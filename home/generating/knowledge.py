"""Makers of resources, dossiers and plain pages."""

import json
from typing import Any

from wagtail.models import Page

from home.generating.maker import Maker
from home.generating.writer import Draft
from home.models import StandardPage
from network.models.vocabulary import Vocabulary
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
from resources.models.report import ReportKind


def veille(maker: Maker, parent: int) -> Draft:
    """A monitoring note on an address that exists for examples only."""
    return _resource(
        maker,
        VeillePage,
        parent,
        "Lu pour vous",
        note=maker.words.sentence(maker.rng, 30),
        read_on=maker.day(),
        keywords=", ".join(maker.words.label(maker.rng, 1) for _ in range(3)),
        source_url=f"https://example.org/{maker.seed}/{maker.number}",
    )


def capitalisation(maker: Maker, parent: int) -> Draft:
    """Lessons learnt from initiatives, with key moments."""
    moments = [_block("moment", maker, when="Printemps", title=maker.words.label(maker.rng, 3), text=maker.html(0.1))]
    draft = _resource(
        maker,
        CapitalisationPage,
        parent,
        "Ce que nous avons appris",
        interviewer="Exemple",
        key_moments=json.dumps(moments, ensure_ascii=False),
        functions=maker.html(0.1),
        skills=maker.html(0.1),
    )
    _initiatives(maker, draft)
    draft.children += [(PageResource(resource_id=pk), "page_id") for pk in maker.refs("toolpage", 0, 2)]
    return draft


def tool(maker: Maker, parent: int) -> Draft:
    """A method sheet with two steps."""
    steps = [_block("step", maker, title=f"Étape {n}", minutes=15 * n, text=maker.html(0.1)) for n in (1, 2)]
    draft = _resource(
        maker,
        ToolPage,
        parent,
        "Fiche méthode",
        goals=maker.html(0.1),
        steps=json.dumps(steps, ensure_ascii=False),
        duration="2 h",
        group_min=5,
        group_max=maker.rng.randint(10, 60),
    )
    _initiatives(maker, draft)
    draft.terms["formats"] = maker.terms(Vocabulary.FORMAT, 1, 2)
    draft.terms["participants"] = maker.terms(Vocabulary.PARTICIPANT, 1, 3)
    return draft


def training(maker: Maker, parent: int) -> Draft:
    """A training kit with one session."""
    sessions = [_block("session", maker, title="Séance 1", duration="2 h", objectives=[], text=maker.html(0.15))]
    draft = _resource(
        maker,
        TrainingKitPage,
        parent,
        "Mallette de formation",
        objectives=maker.html(0.1),
        duration="2 jours",
        sessions=json.dumps(sessions, ensure_ascii=False),
    )
    draft.children += [(PageResource(resource_id=pk), "page_id") for pk in maker.refs("toolpage", 0, 2)]
    draft.terms["formats"] = maker.terms(Vocabulary.FORMAT, 1, 2)
    draft.terms["audiences"] = maker.terms(Vocabulary.AUDIENCE, 1, 2)
    return draft


def report(maker: Maker, parent: int) -> Draft:
    """A report on a year."""
    start = maker.day(4 * 365)
    draft = _resource(
        maker,
        ReportPage,
        parent,
        "Bilan",
        kind=maker.rng.choice(ReportKind.values),
        period_start=start.replace(month=1, day=1),
        period_end=start.replace(month=12, day=31),
    )
    _initiatives(maker, draft)
    return draft


def dossier(maker: Maker, parent: int) -> Draft:
    """A dossier that gathers a few pages by hand."""
    draft = maker.draft(
        DossierPage, parent, maker.title("Dossier"), published_on=maker.day(), body=maker.body(), selection="hand"
    )
    gathered = {*maker.refs("initiativepage", 1, 4), *maker.refs("toolpage", 0, 3), *maker.refs("newspage", 0, 3)}
    draft.children += [(DossierItem(page_id=pk), "dossier_id") for pk in sorted(gathered)]
    return maker.classified(draft)


def plain(maker: Maker, parent: int) -> Draft:
    """A plain page."""
    return maker.draft(StandardPage, parent, maker.title("En savoir plus"), body=maker.body())


def _resource(maker: Maker, model: type[Page], parent: int, beginning: str, **values: Any) -> Draft:
    """What every kind of resource has."""
    common = {"published_on": maker.day(), "source": "Exemple", "body": maker.body(0.7)}
    draft = maker.draft(model, parent, maker.title(beginning), **common, **values)
    draft.children += [(PageActor(actor_id=pk), "page_id") for pk in maker.refs("actorpage", 1, 3)]
    return maker.classified(draft, activities=maker.terms(Vocabulary.ACTIVITY, 1, 2))


def _initiatives(maker: Maker, draft: Draft) -> None:
    draft.children += [(PageInitiative(initiative_id=pk), "page_id") for pk in maker.refs("initiativepage", 1, 2)]


def _block(kind: str, maker: Maker, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(maker.key())}
