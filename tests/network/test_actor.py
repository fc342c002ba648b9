"""Actors: official numbers checked, phone as a link, e-mail never shown, what the catalogue knows of them."""

from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network.models import ActorIndexPage, ActorPage, ActorRole, PageTerritory
from tests.network import activity, places

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRETS = {
    "email": "bonjour@exemple.invalid",
    "legal_contact": "Présidence : Camille Exemple",
    "legal_email": "presidence@exemple.invalid",
    "legal_phone": "+33322000001",
}


def posted(page: Any, **values: Any) -> dict[str, Any]:
    """The edit form of an actor, as a browser sends it."""
    initial = values.pop("initial", 0)
    children: dict[str, Any] = {
        name: inline_formset(values.pop(name, []), initial=initial if name == "territory_links" else 0)
        for name in ("territory_links", "roles")
    }
    texts = {"offers": rich_text("<p></p>"), "seeks": rich_text("<p></p>"), "body": streamfield([])}
    fixed = {"title": page.title, "slug": page.slug, "summary": "Un résumé.", "membership": "none"}
    return nested_form_data({**fixed, **texts, **children, **values})


def errors_of(client: Client, page: Any, **values: Any) -> dict[str, list[str]]:
    """The errors of the form, by field; empty if it was saved."""
    response = client.post(f"/admin/pages/{page.pk}/edit/", posted(page, **values))
    return response.context["form"].errors if response.status_code == 200 else {}


def complete(**values: Any) -> ActorPage:
    """An example association with everything filled in."""
    fields = {
        "title": "Les Ateliers d’Exempleville",
        "acronym": "ADE",
        "types": [activity.term("association", "actor_type")],
        "themes": [activity.term("harcelement", "theme")],
        "activities": [activity.term("formation", "activity")],
        "roles": [ActorRole(role="partner", note="Prête une salle.")],
        "territory_links": [PageTerritory(territory=places.somme())],
        "address_place": "Maison des jeunes",
        "address_street": "1 rue de l’Exemple",
        "postcode": "80000",
        "town": "Amiens",
        "phone": "+33695689428",
        "website": "https://exemple.invalid/",
        "siret": "73282932000074",
        "offers": "<p>Une salle</p>",
        "seeks": "<p>Des bénévoles</p>",
        **SECRETS,
        **values,
    }
    page: ActorPage = activity.actor(**fields)
    return page


def test_an_actor_stands_under_its_list_only() -> None:
    assert ActorPage.allowed_parent_page_models() == [ActorIndexPage]
    assert ActorPage.allowed_subpage_models() == []
    assert ActorIndexPage.allowed_subpage_models() == [ActorPage]


def test_an_actor_is_shown(client: Client) -> None:
    page = complete()
    activity.entry_of(page)
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    for words in (
        "Les Ateliers d’Exempleville",
        "ADE",
        "Prête une salle.",
        "Une salle",
        "Des bénévoles",
        "80000 Amiens",
    ):
        assert words in html
    assert 'href="tel:+33695689428"' in html


def test_no_page_shows_an_email_address_nor_a_legal_contact(client: Client) -> None:
    page = complete()
    entry = activity.entry_of(page)
    html = client.get(page.url).content.decode()
    assert entry is not None
    for secret in SECRETS.values():
        assert secret not in html
        assert secret not in f"{entry.text} {entry.summary} {entry.card} {entry.terms}"
    assert "mailto:" not in html
    assert f"contact/?acteur={page.slug}" in html


def test_the_catalogue_knows_where_an_actor_is_and_what_it_does() -> None:
    page = complete()
    entry = activity.entry_of(page)
    assert entry is not None
    assert entry.type == "acteur"
    assert set(entry.terms["territoire"]) == {"somme", "hauts-de-france"}
    assert set(entry.terms["theme"]) == {"harcelement", "vivre-ensemble"}
    assert entry.terms["structure"] == ["association"]
    assert entry.terms["acteur"] == [page.slug]
    assert "ADE" in entry.text


def test_an_actor_shows_what_points_to_it(client: Client) -> None:
    page = complete()
    led = activity.initiative(title="Conseil de jeunes d’Exempleville", holder=page)
    activity.entry_of(led)
    assert "Conseil de jeunes d’Exempleville" in client.get(page.url).content.decode()


def test_an_actor_costs_the_same_queries_whatever_points_to_it(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    page = complete()
    counts = []
    for more in (1, 8):
        for _number in range(more):
            activity.entry_of(activity.initiative(holder=page))
        client.get(page.url)
        with django_assert_max_num_queries(12) as captured:
            client.get(page.url)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_invented_actor_says_so(client: Client) -> None:
    page = complete(is_example=True)
    assert 'class="notice' in client.get(page.url).content.decode()


def test_an_actor_is_edited_and_previewed(admin_client: Client) -> None:
    page = complete()
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    preview = f"/admin/pages/{page.pk}/edit/preview/"
    assert admin_client.post(preview, posted(page, phone="06 95 68 94 28")).json()["is_valid"]
    assert admin_client.get(preview).status_code == 200
    index = activity.index(ActorPage)
    assert admin_client.get(f"/admin/pages/add/network/actorpage/{index.pk}/").status_code == 200


def test_numbers_are_kept_in_one_form(admin_client: Client) -> None:
    page = activity.actor()
    typed = {"phone": "06.95.68.94.28", "siret": "732 829 320 00074", "rna": "w 802001234", "postcode": "80 000"}
    assert not errors_of(admin_client, page, **typed)
    saved = ActorPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (saved.phone, saved.siret, saved.rna, saved.postcode) == (
        "+33695689428",
        "73282932000074",
        "W802001234",
        "80000",
    )


def test_every_wrong_number_is_named(admin_client: Client) -> None:
    page = activity.actor()
    typed = {"phone": "06 95", "postcode": "8000"}
    assert set(errors_of(admin_client, page, **typed)) == set(typed)
    typed = {"siret": "73282932000075", "rna": "802001234"}
    assert set(errors_of(admin_client, page, **typed)) == set(typed)


def test_a_point_needs_both_coordinates(admin_client: Client) -> None:
    assert "longitude" in errors_of(admin_client, activity.actor(), latitude="49.89")


def test_a_member_since_says_how_it_belongs(admin_client: Client) -> None:
    assert "member_since" in errors_of(admin_client, activity.actor(), member_since="2020-01-01")


def test_a_territory_is_chosen_once(admin_client: Client) -> None:
    page, place = activity.actor(), places.somme()
    rows = [{"territory": str(place.pk)}, {"territory": str(place.pk)}]
    response = admin_client.post(f"/admin/pages/{page.pk}/edit/", posted(page, territory_links=rows))
    assert response.status_code == 200
    assert response.context["form"].formsets["territory_links"].errors[1]


def test_two_territories_change_places(admin_client: Client) -> None:
    first, second = places.somme(), places.hauts_de_france()
    page = activity.actor(territory_links=[PageTerritory(territory=first), PageTerritory(territory=second)])
    a, b = page.territory_links.all()
    rows = [{"id": str(a.pk), "territory": str(second.pk)}, {"id": str(b.pk), "territory": str(first.pk)}]
    data = posted(page, territory_links=rows, initial=2, **{"action-publish": "1"})
    assert admin_client.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302
    assert {link.territory for link in ActorPage.objects.get(pk=page.pk).territory_links.all()} == {first, second}
