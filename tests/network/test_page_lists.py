"""Editors find the network's pages: one list a type, filtered by territory and state."""

import pytest
from django.test import Client

from network.models import PageTerritory
from tests.network import activity

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_each_type_has_its_list(admin_client: Client) -> None:
    made = {
        "initiatives": activity.initiative(),
        "actors": activity.actor(),
        "testimonials": activity.testimonial(),
        "events": activity.event(),
    }
    for name, page in made.items():
        assert list(admin_client.get(f"/admin/{name}/").context["pages"]) == [page]


def test_initiatives_are_filtered_by_territory_and_state(admin_client: Client) -> None:
    here = activity.initiative(title="Ici", territory_links=[PageTerritory(territory=activity.territory())])
    activity.initiative(title="Ailleurs", live=False)
    assert list(admin_client.get("/admin/initiatives/?territory=somme").context["pages"]) == [here]
    assert [page.title for page in admin_client.get("/admin/initiatives/?state=draft").context["pages"]] == ["Ailleurs"]
