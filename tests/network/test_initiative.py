"""Initiatives: rules of the form, what the page and the catalogue say, what stays in the network."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network.models import (
    Accompaniment,
    Attendu,
    Cycle,
    Edition,
    Funder,
    InitiativeIndexPage,
    InitiativePage,
    InitiativeParticipants,
    InitiativePartner,
    PageTerritory,
    StageStep,
)
from tests.network import activity

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRET = "Contourner le blocage du bureau"


@pytest.fixture
def admin(admin_client: Client) -> Client:
    return admin_client


def posted(page: Any, **values: Any) -> dict[str, Any]:
    """The edit form of an initiative, as a browser sends it."""
    children = {"territory_links", "partners", "participants", "stages", "attendus", "accompaniments", "consultations"}
    data: dict[str, Any] = {name: inline_formset(values.pop(name, [])) for name in children}
    texts = {"tools": rich_text("<p></p>"), "evaluation": rich_text("<p></p>"), "body": streamfield([])}
    return nested_form_data(
        {"title": page.title, "slug": page.slug, "summary": "Un résumé.", **texts, **data, **values}
    )


def errors_of(client: Client, page: Any, **values: Any) -> str:
    """The page that the editor answers."""
    response = client.post(f"/admin/pages/{page.pk}/edit/", posted(page, **values))
    return response.content.decode() if response.status_code == 200 else ""


def latest(page: Any) -> Any:
    """The page as it was last saved in the editor."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def test_an_initiative_stands_under_its_list_only() -> None:
    assert InitiativePage.allowed_parent_page_models() == [InitiativeIndexPage]
    assert InitiativePage.allowed_subpage_models() == []
    assert InitiativeIndexPage.allowed_subpage_models() == [InitiativePage]


def test_an_initiative_is_shown(client: Client) -> None:
    stage = activity.term("conception", "stage")
    page = activity.initiative(
        title="Budget participatif d’Exempleville",
        subject="La cour du lycée",
        demarche_type=activity.term("budget-participatif", "demarche"),
        stage=stage,
        stages=[StageStep(stage=stage, entered_on=date(2026, 1, 15), note="Deux ateliers.")],
        attendus=[Attendu(kind=activity.term("aucun", "attendu"), needs="C’est un choix.")],
        participants=[InitiativeParticipants(category=activity.term("jeunes", "participant"), number=42)],
    )
    activity.entry_of(page)
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    for words in ("Budget participatif d’Exempleville", "La cour du lycée", "Deux ateliers.", "Aucun, par choix", "42"):
        assert words in html
    assert "Évaluation" in html  # a stage still to come


def test_an_initiative_is_edited_and_previewed(admin: Client) -> None:
    page = activity.initiative()
    assert admin.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    index = page.get_parent()
    assert admin.get(f"/admin/pages/add/network/initiativepage/{index.pk}/").status_code == 200
    response = admin.post(f"/admin/pages/{page.pk}/edit/", posted(page, title="Nouveau titre"))
    assert response.status_code == 302
    assert latest(page).title == "Nouveau titre"
    preview = page.make_preview_request()
    assert preview.status_code == 200


def test_a_preview_shows_what_is_not_kept_yet() -> None:
    page = activity.initiative()
    page.participants = [InitiativeParticipants(category=activity.term("jeunes", "participant"), number=7_331)]
    page.stages = [
        StageStep(stage=activity.term("diagnostic", "stage"), entered_on=date(2026, 2, 1), note="À peine écrit")
    ]
    response = page.make_preview_request()
    assert "À peine écrit" in response.content.decode()


def test_the_current_stage_is_the_last_dated_one(admin: Client) -> None:
    page = activity.initiative()
    design, diagnosis = activity.term("conception", "stage"), activity.term("diagnostic", "stage")
    stages = [
        {"stage": design.pk, "entered_on": "2026-03-01", "note": ""},
        {"stage": diagnosis.pk, "entered_on": "2026-01-01", "note": ""},
    ]
    assert design.label in errors_of(admin, page, stage=diagnosis.pk, stages=stages)
    assert errors_of(admin, page, stage="", stages=stages) == ""
    assert latest(page).stage == design


def test_no_outcome_on_purpose_stands_alone(admin: Client) -> None:
    page = activity.initiative()
    rows = [
        {"kind": activity.term(slug, "attendu").pk, "needs": "", "status": "expected", "proof": ""}
        for slug in ("aucun", "deliberation-cadre")
    ]
    assert errors_of(admin, page, attendus=rows)
    assert errors_of(admin, page, attendus=rows[:1]) == ""
    assert errors_of(admin, page, attendus=[{**rows[0], "status": "obtained"}])


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": "2026-05-02", "ends_on": "2026-05-01"},
        {"age_min": "20", "age_max": "15"},
    ],
)
def test_contradictions_are_refused(admin: Client, values: dict[str, Any]) -> None:
    assert errors_of(admin, activity.initiative(), **values)


def test_a_partner_has_a_page_or_a_name(admin: Client) -> None:
    role = activity.term("portage", "contribution_role").pk
    page = activity.initiative()
    assert errors_of(admin, page, partners=[{"actor": "", "name": "", "role": role}])
    assert errors_of(admin, page, partners=[{"actor": "", "name": "Collège Exemple", "role": role}]) == ""


def test_a_category_is_counted_once(admin: Client) -> None:
    row = {"category": activity.term("jeunes", "participant").pk, "number": "3"}
    assert errors_of(admin, activity.initiative(), participants=[row, row])


def test_an_accompanied_process_is_kept_incomplete_but_not_published(admin: Client) -> None:
    page = activity.initiative(live=False)
    assert errors_of(admin, page, accompanied="on") == ""
    assert errors_of(admin, page, **{"accompanied": "on", "action-publish": "1"})


def accompanied(visibility: str, **values: Any) -> Any:
    return activity.initiative(
        accompanied=True,
        accompaniments=[
            Accompaniment(
                activity=activity.term("conseil-accompagnement", "activity"),
                given="Une animatrice",
                received="Une salle",
                strategy_note=SECRET,
                note_visibility=visibility,
            )
        ],
        **values,
    )


def test_a_note_for_the_network_is_nowhere_public(client: Client) -> None:
    page = accompanied("network")
    entry = activity.entry_of(page)
    assert entry is not None
    assert SECRET not in f"{entry.text} {entry.summary} {entry.card} {entry.title}"
    html = client.get(page.url).content.decode()
    assert SECRET not in html
    assert "Une animatrice" in html


def test_a_public_note_is_shown(client: Client) -> None:
    page = accompanied("public")
    activity.entry_of(page)
    assert SECRET in client.get(page.url).content.decode()


def test_a_note_withdrawn_from_the_public_leaves_its_translations_at_once() -> None:
    page = accompanied("public")
    row = page.accompaniments.get()
    other = accompanied("public", title="Traduction").accompaniments.get()
    english = Locale.objects.get_or_create(language_code="en")[0]
    Accompaniment.objects.filter(pk=other.pk).update(translation_key=row.translation_key, locale=english)
    row.note_visibility = "network"
    row.save()
    other.refresh_from_db()
    assert other.public_note == ""


def test_the_catalogue_knows_an_initiative_by_its_facets() -> None:
    holder, partner = activity.actor(slug="asso-a"), activity.actor(slug="asso-b")
    inspiring = activity.initiative()
    page = activity.initiative(
        holder=holder,
        inspired_by=inspiring,
        starts_on=date(2024, 9, 1),
        ends_on=date(2026, 6, 1),
        demarche_type=activity.term("budget-participatif", "demarche"),
        stage=activity.term("conception", "stage"),
        themes=[activity.term("harcelement", "theme")],
        formats=[activity.term("numerique", "format")],
        activities=[activity.term("formation", "activity")],
        partners=[InitiativePartner(actor=partner), InitiativePartner(name="Collège Exemple")],
        participants=[InitiativeParticipants(category=activity.term("elus", "participant"))],
        territory_links=[PageTerritory(territory=activity.territory())],
    )
    entry = activity.entry_of(page)
    assert entry is not None
    expected = {
        "territoire": ["somme"],
        "theme": ["harcelement", "vivre-ensemble"],
        "acteur": ["asso-a", "asso-b"],
        "demarche": ["budget-participatif"],
        "etape": ["conception"],
        "public": ["elus"],
        "format": ["numerique"],
        "activite": ["formation"],
        "annee": ["2024", "2025", "2026"],
    }
    assert {name: sorted(entry.terms[name]) for name in expected} == expected
    assert (entry.latitude, entry.longitude) == (49.9, 2.3)
    assert "Collège Exemple" in entry.text
    targets = set(entry.links.values_list("target", flat=True))
    assert targets == {str(p.translation_key) for p in (holder, partner, inspiring)}


def test_only_public_actors_are_named(client: Client) -> None:
    page = activity.initiative(
        holder=activity.actor(title="Association visible"),
        partners=[InitiativePartner(actor=activity.actor(title="Association cachée", live=False))],
    )
    activity.entry_of(page)
    html = client.get(page.url).content.decode()
    assert "Association visible" in html
    assert "Association cachée" not in html


def test_a_page_costs_the_same_with_many_items(client: Client, django_assert_max_num_queries: Any) -> None:
    def count(page: Any) -> int:
        activity.entry_of(page)
        client.get(page.url)
        with django_assert_max_num_queries(12) as captured:
            client.get(page.url)
        return len(captured)

    small = count(full_initiative(1))
    assert count(full_initiative(6)) == small


def full_initiative(size: int) -> Any:
    """An initiative with `size` rows in every list."""
    stages = ["reflexion-strategique", "diagnostic", "conception", "mise-en-oeuvre", "evaluation"]
    people = ["jeunes", "acteurs-jeunesse", "elus", "partenaires-publics"]
    page = activity.initiative(
        holder=activity.actor(),
        stage=activity.term("conception", "stage"),
        partners=[InitiativePartner(actor=activity.actor()) for _ in range(size)],
        stages=[StageStep(stage=activity.term(slug, "stage"), entered_on=date(2026, 1, 1)) for slug in stages[:size]],
        participants=[InitiativeParticipants(category=activity.term(slug, "participant")) for slug in people[:size]],
        territory_links=[PageTerritory(territory=activity.territory(f"Lieu{size}-{n}")) for n in range(size)],
        attendus=[Attendu(kind=activity.term("autre", "attendu")) for _ in range(size)],
        themes=[activity.term("sante", "theme"), activity.term("harcelement", "theme")][:size],
    )
    for _ in range(size):
        activity.testimonial(initiative=page)
    return page


def test_pictures_documents_and_funders_cost_no_more(client: Client, django_assert_max_num_queries: Any) -> None:
    logo, picture, proof = activity.image("Logo"), activity.image("Vue"), activity.document("delib.pdf")
    cycle = Cycle.objects.create(name="Festival")
    edition = Edition.objects.create(cycle=cycle, name="Festival 2030", starts_on="2029-01-01", ends_on="2030-12-31")
    page = activity.initiative(
        image=picture,
        image_alt="Une salle pleine",
        stage=activity.term("conception", "stage"),
        attendus=[Attendu(kind=activity.term("deliberation-cadre", "attendu"), proof=proof, status="obtained")],
        territory_links=[PageTerritory(territory=activity.territory())],
        funders=[Funder.objects.create(name=f"Financeur Exemple {n}", logo=logo) for n in range(3)],
        editions=[edition],
    )
    activity.entry_of(page)
    client.get(page.url)
    with django_assert_max_num_queries(12):
        html = client.get(page.url).content.decode()
    for words in ("Financeur Exemple 2", "Festival 2030", "Une salle pleine", proof.url):
        assert words in html
    assert activity.entry_of(page).attachments.get().document_id == proof.pk  # type: ignore[union-attr]
