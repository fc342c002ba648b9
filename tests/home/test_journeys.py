"""From a first draft to publication, in a real browser: what a contributor and a moderator go through."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from home.setup import Tree
from network.models import InitiativePage
from portal.roles import CONTRIBUTOR, MODERATOR
from tests.factories import make_tree

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
PASSWORD = "mot de passe long"
TITLE = "Un skatepark dessiné par les jeunes"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def people(browser: Browser, live_url: str, tree: Tree, django_user_model: Any) -> Iterator[dict[str, Page]]:
    """A contributor and a moderator, each logged in, in a browser of their own."""
    contexts, pages = [], {}
    for name, role in (("ana", CONTRIBUTOR), ("malik", MODERATOR)):
        user = django_user_model.objects.create_user(f"{name}@exemple.fr", PASSWORD, first_name=name.capitalize())
        user.groups.add(Group.objects.get(name=role))
        context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(10_000)
        contexts.append(context)
        pages[name] = context.new_page()
        pages[name].goto(f"{live_url}/admin/")
        pages[name].fill("[name=username]", user.email)
        pages[name].fill("[name=password]", PASSWORD)
        pages[name].keyboard.press("Enter")
        expect(pages[name].get_by_role("heading", level=1)).to_be_visible()
    yield pages
    for context in contexts:
        context.close()


def more_actions(page: Page, action: str) -> None:
    """Open the menu beside the main button, and choose: once Wagtail's scripts know what each button does."""
    page.wait_for_load_state("networkidle")
    page.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").first.click()
    page.locator(action).first.click()


def propose(page: Page, live_url: str) -> InitiativePage:
    """Write an initiative, save the draft, submit it."""
    page.goto(f"{live_url}/admin/")
    page.get_by_role("link", name="Initiative ou démarche accompagnée").click()
    page.wait_for_url(
        "**/add/network/initiativepage/**", wait_until="networkidle"
    )  # nobody writes before Wagtail's script has drawn the form
    expect(page.get_by_role("button", name="Insérer un bloc")).to_be_visible()
    page.locator("[name=title]").press_sequentially(TITLE)
    page.fill("[name=summary]", "Des collégiens ont dessiné le skatepark de leur ville.")
    expect(page.locator("[name=slug]")).to_have_value("un-skatepark-dessine-par-les-jeunes")
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator(".messages")).to_contain_text(TITLE)
    assert not page.locator("[name=action-publish]").count()
    more_actions(page, "[name=action-submit]")
    expect(page.locator(".messages")).to_contain_text("modération")
    initiative = InitiativePage.objects.get(title=TITLE)
    assert initiative.slug == "un-skatepark-dessine-par-les-jeunes"
    return initiative


def test_a_contributor_proposes_and_a_moderator_publishes(people: dict[str, Page], live_url: str, tree: Tree) -> None:
    ana, malik = people["ana"], people["malik"]
    initiative = propose(ana, live_url)
    assert not initiative.live
    submitted = next(message for message in mail.outbox if message.to == ["malik@exemple.fr"])
    assert TITLE in submitted.subject
    malik.goto(f"{live_url}/admin/")
    malik.get_by_role("link", name=TITLE).first.click()
    with malik.expect_navigation():  # the page before has messages too
        more_actions(malik, "[data-workflow-action-name=approve]")
    expect(malik.locator(".messages")).to_contain_text(TITLE)
    malik.goto(f"{live_url}/initiatives/")
    expect(malik.get_by_role("link", name=TITLE)).to_be_visible()
    published = next(message for message in mail.outbox if message.to == ["ana@exemple.fr"])
    assert "approuvé" in published.subject


def test_a_moderator_sends_back_with_a_reason(people: dict[str, Page], live_url: str, tree: Tree) -> None:
    ana, malik = people["ana"], people["malik"]
    initiative = propose(ana, live_url)
    malik.goto(f"{live_url}/admin/pages/{initiative.pk}/edit/")
    more_actions(malik, "[data-workflow-action-name=reject]")
    malik.fill(".modal [name=comment]", "Dites aussi qui a financé.")
    with malik.expect_navigation():
        malik.locator(".modal [type=submit]").click()
    expect(malik.locator(".messages")).to_be_visible()
    refused = next(message for message in mail.outbox if message.to == ["ana@exemple.fr"])
    assert "Dites aussi qui a financé." in refused.body
    ana.goto(f"{live_url}/admin/pages/{initiative.pk}/edit/")
    expect(ana.get_by_text("Dites aussi qui a financé.").first).to_be_visible()
