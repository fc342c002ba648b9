"""`manage.py init_portal`: an empty portal that stands, made once or twice."""

import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Site

from home.models import HomePage
from home.sections import SECTIONS

pytestmark = pytest.mark.django_db

OPTIONS: dict[str, Any] = {"name": "Provox Exemple", "admin_email": "Marie@Exemple.fr", "no_input": True}


@pytest.fixture(autouse=True)
def _no_reference_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading 37,000 territories has its own tests."""
    monkeypatch.setattr("home.management.commands.init_portal.get_commands", dict)


def run(**options: Any) -> str:
    out = StringIO()
    call_command("init_portal", stdout=out, **{**OPTIONS, **options})
    return out.getvalue()


def test_every_fixed_address_answers_in_both_languages(client: Client) -> None:
    run()
    addresses = ["", *(f"{section.slug}/" for section in SECTIONS)]
    statuses = {
        f"{prefix}{path}": client.get(f"{prefix}{path}").status_code for prefix in ("/", "/en/") for path in addresses
    }
    assert set(statuses.values()) == {200}, statuses


def test_running_it_twice_changes_nothing(client: Client) -> None:
    run()
    page = Page.objects.get(slug="mentions-legales", locale__language_code="fr").specific
    page.title = "Nos mentions"
    page.save_revision().publish()
    before = list(Page.objects.order_by("path").values_list("path", "title", "url_path"))
    run(name="Autre nom", admin_email="")
    assert list(Page.objects.order_by("path").values_list("path", "title", "url_path")) == before
    assert get_user_model().objects.count() == 1
    assert HomePage.objects.count() == 2


def test_it_prints_a_link_that_sets_the_password_and_no_password(client: Client) -> None:
    output = run()
    user = get_user_model().objects.get()
    assert (user.email, user.is_superuser, user.has_usable_password()) == ("marie@exemple.fr", True, False)
    path = re.search(r"(/admin/password_reset/confirm/\S+)", output)
    assert path
    assert client.get(path[1], follow=True).status_code == 200


def test_no_administrator_is_refused_with_a_sentence() -> None:
    with pytest.raises(CommandError, match="--admin-email"):
        run(admin_email="")


def test_it_never_makes_demo_content() -> None:
    run()
    assert Page.objects.filter(depth__gt=3).count() == 0
    assert Site.objects.get().root_page.specific_class is HomePage


def test_editing_the_first_page_keeps_its_menu(client: Client) -> None:
    run()
    home = HomePage.objects.get(locale__language_code="fr")
    assert home.menu_items.exists()
    revision = home.get_latest_revision_as_object()
    revision.hero_title = "Bonjour"
    revision.save_revision().publish()
    assert HomePage.objects.get(pk=home.pk).menu_items.count() == home.menu_items.count()


def test_the_parts_to_complete_are_marked(client: Client) -> None:
    run()
    for slug in ("mentions-legales", "donnees-personnelles", "accessibilite"):
        assert "compléter" in client.get(f"/{slug}/").text
    assert "non conforme" in client.get("/accessibilite/").text
