"""Editors look official territories up and draw living areas."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from network.models import Territory
from tests.network.territories import load_extract

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def admin(client: Client) -> Client:
    load_extract()
    user = get_user_model().objects.create_superuser(email="places@example.org", password="secret")
    client.force_login(user)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_network_territory:{name}", args=args)


def create(admin: Client, name: str, *members: str) -> object:
    form = {"name": name, "members-TOTAL_FORMS": len(members), "members-INITIAL_FORMS": 0}
    for number, slug in enumerate(members):
        form |= {f"members-{number}-member": Territory.objects.get(slug=slug).pk, f"members-{number}-id": ""}
    return admin.post(url("add"), form)


def test_list_filters_by_kind_and_finds_without_accents(admin: Client) -> None:
    page = admin.get(url("list"), {"q": "henin carvin"}).content.decode()
    assert "CA d&#x27;Hénin-Carvin" in page
    assert "Somme" not in page
    regions = admin.get(url("list"), {"kind": "region"}).content.decode()
    assert "Hauts-de-France" in regions
    assert "Amiens" not in regions


def test_official_territory_is_read_only(admin: Client) -> None:
    amiens = Territory.objects.get(slug="amiens")
    assert admin.get(url("inspect", amiens.pk)).status_code == 200
    for name in ("edit", "delete"):
        assert admin.get(url(name, amiens.pk)).status_code == 302
        admin.post(url(name, amiens.pk), {"name": "Samarobriva"})
    amiens.refresh_from_db()
    assert amiens.name == "Amiens"
    assert url("edit", amiens.pk) not in admin.get(url("list"), {"q": "amiens"}).content.decode()


def test_bulk_deletion_leaves_official_territories(admin: Client) -> None:
    amiens = Territory.objects.get(slug="amiens")
    bulk = reverse("wagtail_bulk_action", args=("network", "territory", "delete"))
    admin.post(f"{bulk}?id={amiens.pk}")
    assert Territory.objects.filter(pk=amiens.pk).exists()


def test_editor_draws_a_living_area(admin: Client) -> None:
    response = create(admin, "Bassin de vie de l'Amiénois", "amiens", "ault")
    assert response.status_code == 302
    zone = Territory.objects.get(kind="bassin")
    assert zone.slug == "bassin-de-vie-de-l-amienois"
    assert {"amiens", "ault"} == {place.slug for place in Territory.objects.contained_in(zone)}
    assert zone.parent.slug == "somme"
    assert admin.get(url("edit", zone.pk)).status_code == 200
    assert admin.post(url("delete", zone.pk)).status_code == 302
    assert not Territory.objects.filter(kind="bassin").exists()


@pytest.mark.parametrize("name", ["œ" + "a" * 119, "Œ" * 120, "St " * 39 + "St", "a-" * 60, "…"])
def test_living_area_fits_its_columns_whatever_its_name(admin: Client, name: str) -> None:
    for _ in range(2):
        assert create(admin, name, "amiens").status_code == 302
    zones = Territory.objects.filter(kind="bassin")
    assert len({zone.slug for zone in zones}) == len({zone.code for zone in zones}) == 2
    for zone in zones:
        zone.clean_fields(exclude=["search_name", "short_name"] if name == "…" else None)
        assert not zone.slug.endswith("-")


def test_living_area_needs_a_member_and_holds_no_other(admin: Client) -> None:
    empty = create(admin, "Vide")
    assert empty.context["form"].formsets["members"].non_form_errors() == [
        "Ajoutez au moins un territoire\u00a0: un bassin de vie réunit des territoires officiels."
    ]
    create(admin, "Amiénois", "amiens")
    assert create(admin, "Autre", "amienois").status_code == 200
    assert not Territory.objects.filter(name__in=["Vide", "Autre"]).exists()


def test_chooser_finds_by_name_and_postcode(admin: Client) -> None:
    results = reverse("wagtailsnippetchoosers_network_territory:choose_results")
    for text in ("amiens", "AMIÉNS", "80000"):
        assert "Amiens (" in admin.get(results, {"q": text}).content.decode()
    assert admin.get(reverse("wagtailsnippetchoosers_network_territory:choose")).status_code == 200
