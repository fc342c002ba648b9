"""Territory pages: programme, ingredients, steering, what they hold and what holds them, whom to write to."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network.models import (
    ActorPage,
    Funder,
    IngredientEntry,
    PageTerritory,
    PersonRole,
    SteeringBody,
    SteeringMember,
    TerritoryIndexPage,
    TerritoryPage,
    TerritoryResult,
)
from tests.network import activity, places

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRET = "crajep@exemple.invalid"


def posted(page: Any, **values: Any) -> dict[str, Any]:
    """The edit form of a territory page, as a browser sends it."""
    children: dict[str, Any] = {
        name: inline_formset(values.pop(name, [])) for name in ("ingredients", "people", "results")
    }
    texts = {"mission": rich_text("<p></p>"), "reciprocity": rich_text("<p></p>"), "body": streamfield([])}
    lists = {name: values.pop(name) for name in list(values) if isinstance(values[name], list)}
    fixed = {"title": page.title, "slug": page.slug, "territory": str(page.territory_id)}
    return nested_form_data({**fixed, **texts, **children, **values}) | lists


def entry_row(number: int, level: str = "regional", **values: Any) -> dict[str, Any]:
    """A line of the ingredients, as a browser sends it."""
    return {"ingredient": str(number), "level": level, "text": rich_text(values.pop("words", "<p></p>")), **values}


def refused(client: Client, page: Any, *rows: dict[str, Any], **values: Any) -> list[dict[str, Any]]:
    """The errors of each line of the ingredients; empty if the page was saved."""
    response = client.post(f"/admin/pages/{page.pk}/edit/", posted(page, ingredients=list(rows), **values))
    return response.context["form"].formsets["ingredients"].errors if response.status_code == 200 else []


def provox(crajep: ActorPage | None = None, **values: Any) -> TerritoryPage:
    """The page of the région with everything filled in."""
    region = places.hauts_de_france()
    body = SteeringBody(
        name="Comité stratégique d’exemple",
        level="regional",
        territory=region,
        mandate="Il donne le cap.",
        locale=activity.home().locale,
    )
    body.members = [SteeringMember(name="DRAJES", role="co-financeur", locale=body.locale)]
    if crajep:
        body.members.add(SteeringMember(actor=crajep, role="pilote", locale=body.locale))
    body.save()
    ingredients = [
        IngredientEntry(ingredient=1, level="regional", text="<p>Un comité.</p>", steering_body=body),
        IngredientEntry(
            ingredient=2, level="regional", none_on_purpose=True, none_reason="Le programme suit ses objectifs."
        ),
        IngredientEntry(ingredient=4, level="regional", cadence=activity.term("tous-les-deux-ans", "cadence")),
    ]
    objective = activity.term("animer-le-reseau", "objective")
    fields = {
        "brand_name": "Provox Hauts-de-France",
        "method_name": "DST",
        "other_names": "Provox HdF",
        "age_min": 15,
        "age_max": 30,
        "mission": "<p>Porter la parole des jeunes.</p>",
        "objectives": [objective, activity.term("partager-les-outils", "objective")],
        "activities": [activity.term("festival", "activity")],
        "regional_themes": [activity.term("harcelement", "theme")],
        "ingredients": ingredients,
        "results": [TerritoryResult(objective=objective, text="Un réseau de trente structures.")],
        "people": [
            PersonRole(function="Coordination régionale", first_name="Camille", fte="1.00", organisation=crajep)
        ],
        "funders": [Funder.objects.create(name="Région d’exemple", mention="Avec son soutien", locale=body.locale)],
        "address_place": "ESSpace",
        "address_site": "Parc de Beauvillé",
        "postcode": "80000",
        "town": "Amiens",
        "phone": "+33695689428",
        "email": SECRET,
        **values,
    }
    return places.territory_page(region, **fields)


def test_territories_nest_as_the_territory_tree() -> None:
    assert TerritoryPage.allowed_parent_page_models() == [TerritoryIndexPage, TerritoryPage]
    assert TerritoryPage.allowed_subpage_models() == [TerritoryPage]
    assert TerritoryIndexPage.allowed_subpage_models() == [TerritoryPage]


def test_a_territory_is_shown(client: Client) -> None:
    crajep = activity.actor(title="Crajep d’exemple")
    page = provox(crajep)
    activity.entry_of(crajep)
    activity.entry_of(page)
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    for words in (
        "Provox Hauts-de-France",
        "Porter la parole des jeunes.",
        "Un réseau de trente structures.",
        "Comité stratégique d’exemple",
        "Il donne le cap.",
        "DRAJES",
        "Avec son soutien",
        "ESSpace, Parc de Beauvillé",
        "Lutte contre le harcèlement",
        "Tous les deux ans",
    ):
        assert words in html
    assert 'href="tel:+33695689428"' in html
    assert f'href="{crajep.url}"' in html
    assert 'id="ingredient-5"' in html


def test_the_email_address_never_leaves_the_form(client: Client) -> None:
    page = provox()
    entry = activity.entry_of(page)
    html = client.get(page.url).content.decode()
    assert entry is not None
    assert SECRET not in html
    assert "mailto:" not in html
    assert SECRET not in f"{entry.text} {entry.card} {entry.summary}"
    assert "contact/?territoire=hauts-de-france" in html


def test_a_first_name_is_shown_only_with_an_agreement(client: Client) -> None:
    page = provox()
    entry = activity.entry_of(page)
    assert entry is not None
    assert "Camille" not in client.get(page.url).content.decode()
    assert "Camille" not in entry.text
    person = page.people.get()
    person.public = True
    with pytest.raises(ValidationError):
        person.full_clean(exclude=["page", "locale"])
    person.consent = "Classeur A"
    person.full_clean(exclude=["page", "locale"])


def test_three_states_of_an_ingredient_never_look_alike(client: Client) -> None:
    page = provox()
    activity.entry_of(page)
    rows = client.get(page.url).context["ingredients"]
    described, none, empty = rows[0]["regional"], rows[1]["regional"], rows[0]["local"]
    assert "Un comité." in described["text"]
    assert none == {"none": True, "text": "Le programme suit ses objectifs."}
    assert empty == {"none": False, "text": ""}
    assert len(rows) == 5


def test_an_unpublished_actor_is_not_named(client: Client) -> None:
    hidden = activity.actor(title="Association cachée", live=False)
    page = provox(hidden)
    activity.entry_of(page)
    assert "Association cachée" not in client.get(page.url).content.decode()


def test_a_territory_shows_what_it_holds_and_what_holds_it(client: Client) -> None:
    region = provox()
    somme = places.territory_page(places.somme(), parent=region)
    here = [PageTerritory(territory=places.somme())]
    shown = [
        activity.initiative(title="Conseil de jeunes de la Somme", territory_links=here),
        activity.actor(
            title="Maison des jeunes de la Somme", territory_links=[PageTerritory(territory=places.somme())]
        ),
        activity.event(title="Atelier de la Somme", territory_links=[PageTerritory(territory=places.somme())]),
    ]
    for page in (region, somme, *shown):
        activity.entry_of(page)
    for url in (region.url, somme.url):
        html = client.get(url).content.decode()
        for page in shown:
            assert page.title in html
    assert f'href="{somme.url}"' in client.get(region.url).content.decode()
    response = client.get(somme.url)
    assert f'href="{region.url}"' in response.content.decode()
    assert [item["label"] for item in response.context["breadcrumb"]][-2:] == ["Hauts-de-France", "Somme"]
    assert response.context["contact"]["phone"] == "+33695689428"  # that of the région, for want of its own


def test_a_past_event_is_not_announced(client: Client) -> None:
    page = provox()
    past = activity.at(2020, 5, 4)
    old = activity.event(
        title="Rencontre de 2020",
        starts_at=past,
        ends_at=past + timedelta(hours=2),
        territory_links=[PageTerritory(territory=places.hauts_de_france())],
    )
    activity.entry_of(old)
    activity.entry_of(page)
    assert "Rencontre de 2020" not in client.get(page.url).content.decode()


def test_a_territory_costs_the_same_queries_whatever_it_holds(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    page = provox(activity.actor())
    counts = []
    for more in (1, 8):
        for _number in range(more):
            link = PageTerritory(territory=places.hauts_de_france())
            activity.entry_of(activity.initiative(territory_links=[link]))
        activity.entry_of(page)
        client.get(page.url)
        with django_assert_max_num_queries(12) as captured:
            client.get(page.url)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_catalogue_knows_a_territory() -> None:
    region = provox()
    entry = activity.entry_of(region)
    assert entry is not None
    assert entry.type == "territoire"
    assert entry.terms["territoire"] == ["hauts-de-france"]
    assert set(entry.terms["theme"]) == {"harcelement", "vivre-ensemble"}
    assert "réseau de trente" in entry.text
    for name in ("Provox HdF", "DST"):
        assert name in entry.keywords
        assert name not in entry.text
    somme = activity.entry_of(places.territory_page(places.somme(), parent=region))
    assert somme is not None
    assert set(somme.terms["territoire"]) == {"somme", "hauts-de-france"}


def test_a_territory_is_edited_and_previewed(admin_client: Client) -> None:
    page = provox()
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    preview = f"/admin/pages/{page.pk}/edit/preview/"
    assert admin_client.post(preview, posted(page)).json()["is_valid"]
    assert admin_client.get(preview).status_code == 200
    assert admin_client.get(f"/admin/pages/add/network/territorypage/{page.pk}/").status_code == 200


def test_a_territory_has_one_page_in_a_language(admin_client: Client) -> None:
    page = places.territory_page()
    other = TerritoryPage(title="Encore", slug="encore", territory=page.territory, locale=page.locale)
    with pytest.raises(ValidationError) as error:
        other.clean()
    assert "territory" in error.value.message_dict


def test_the_address_of_a_page_is_that_of_its_territory() -> None:
    page = TerritoryPage(title="La Somme", territory=places.somme())
    places.territory_index().add_child(instance=page)
    assert page.slug == "somme"


def test_none_on_purpose_contradicts_a_description(admin_client: Client) -> None:
    page = places.territory_page()
    row = entry_row(3, words="<p>La santé</p>", none_on_purpose="on")
    assert "none_on_purpose" in refused(admin_client, page, row)[0]


def test_none_on_purpose_goes_without_a_reason_or_with_one(admin_client: Client) -> None:
    page = places.territory_page()
    rows = [entry_row(2, none_on_purpose="on"), entry_row(2, "local", none_on_purpose="on", none_reason="Par choix.")]
    assert refused(admin_client, page, *rows) == []


def test_a_reason_needs_the_box(admin_client: Client) -> None:
    page = places.territory_page()
    assert "none_reason" in refused(admin_client, page, entry_row(2, none_reason="Par choix."))[0]


def test_none_on_purpose_leaves_no_theme(admin_client: Client) -> None:
    page = places.territory_page()
    theme = str(activity.term("sante", "theme").pk)
    row = entry_row(3, none_on_purpose="on")
    assert "none_on_purpose" in refused(admin_client, page, row, regional_themes=[theme])[0]


def test_an_ingredient_is_described_once_at_each_level(admin_client: Client) -> None:
    page = places.territory_page()
    rows = [entry_row(1, words="<p>Un</p>"), entry_row(1, words="<p>Deux</p>")]
    assert "ingredient" in refused(admin_client, page, *rows)[1]


def test_a_structured_part_belongs_to_its_ingredient(admin_client: Client) -> None:
    page = places.territory_page()
    cadence = str(activity.term("tous-les-ans", "cadence").pk)
    assert "cadence" in refused(admin_client, page, entry_row(1, cadence=cadence))[0]
    assert refused(admin_client, page, entry_row(4, cadence=cadence)) == []


def test_ages_are_in_order(admin_client: Client) -> None:
    page = places.territory_page()
    response = admin_client.post(f"/admin/pages/{page.pk}/edit/", posted(page, age_min="30", age_max="15"))
    assert "age_max" in response.context["form"].errors


def test_an_incomplete_page_is_shown(client: Client) -> None:
    page = places.territory_page()
    activity.entry_of(page)
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("name", ["steeringbody", "funder", "notice", "cycle", "edition", "term"])
def test_shared_records_are_listed_and_added(admin_client: Client, name: str) -> None:
    assert admin_client.get(f"/admin/snippets/network/{name}/").status_code == 200
    assert admin_client.get(f"/admin/snippets/network/{name}/add/").status_code == 200
