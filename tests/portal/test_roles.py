"""Who may do what: one row an action, one letter a role (C contributor, M moderator, E editor, A administrator)."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState, Workflow

from home.setup import Tree
from portal.models import ModerationTask
from portal.roles import ADMINISTRATOR, CONTRIBUTOR, EDITOR, MODERATOR, WORKFLOW
from resources.models import NewsPage
from tests.factories import add_news

pytestmark = pytest.mark.django_db

ROLES = {"C": CONTRIBUTOR, "M": MODERATOR, "E": EDITOR, "A": ADMINISTRATOR}

# What a role may do with pages: (method of Wagtail's permission tester, whose page, roles that may).
ON_PAGES = [
    ("can_add_subpage", "index", "CMEA"),
    ("can_edit", "own draft", "CMEA"),
    ("can_delete", "own draft", "CMEA"),
    ("can_edit", "other draft", "MEA"),
    ("can_publish", "own draft", "MEA"),
    ("can_publish", "other draft", "MEA"),
    ("can_edit", "other live", "MEA"),
    ("can_unpublish", "other live", "MEA"),
    ("can_delete", "other live", "MEA"),
    ("can_lock", "other live", "EA"),
    ("can_unlock", "other live", "EA"),
    ("can_set_view_restrictions", "other live", "MEA"),
    ("can_edit", "home", "MEA"),
]

# Screens of the admin: (name of the address, roles that may open it).
SCREENS = [
    ("wagtailadmin_home", "CMEA"),
    ("wagtailimages:add", "CMEA"),
    ("wagtaildocs:add", "CMEA"),
    ("wagtailredirects:index", "EA"),
    ("wagtailsnippets_network_term:list", "EA"),
    ("wagtailsnippets_network_term:add", "EA"),
    ("wagtailsnippets_network_funder:add", "EA"),
    ("wagtailsnippets_network_territory:list", "MEA"),
    ("wagtailsnippets_network_territory:add", "EA"),
    ("wagtailsnippets_search_synonym:list", "MEA"),
    ("wagtailsnippets_search_synonym:add", "EA"),
    ("wagtailsnippets_search_promoted:list", "MEA"),
    ("wagtailsnippets_search_promoted:add", "EA"),
    ("searches:index", "MEA"),
    ("searches_without_result:index", "MEA"),
    ("wagtailusers_users:index", "A"),
    ("wagtailusers_users:add", "A"),
    ("wagtailusers_groups:index", "A"),
    ("wagtailsites:index", "A"),
    ("wagtaillocales:index", "A"),
    ("wagtailadmin_workflows:index", "A"),
    ("wagtailadmin_collections:index", "A"),
]


@pytest.fixture
def people(django_user_model: Any) -> dict[str, Any]:
    """One account a role, and one of nobody's."""
    users = {}
    for letter, name in ROLES.items():
        users[letter] = django_user_model.objects.create_user(f"{letter}@exemple.fr", "mot de passe long")
        users[letter].groups.add(Group.objects.get(name=name))
    users["-"] = django_user_model.objects.create_user("personne@exemple.fr", "mot de passe long")
    return users


def test_pages(tree: Tree, people: dict[str, Any]) -> None:
    def who(action: str, target: str) -> str:
        found = ""
        for letter, user in people.items():
            page: Page = fixed.get(target) or drafts[letter if "own" in target else "nobody"]
            found += letter if getattr(page.permissions_for_user(user), action)() else ""
        return found

    drafts = {letter: add_news(tree, owner=user, live=False) for letter, user in people.items()}
    drafts["nobody"] = add_news(tree, live=False)
    fixed = {"index": tree.page("actualites"), "home": tree.homes["fr"], "other live": add_news(tree)}
    expected = {(action, target): allowed for action, target, allowed in ON_PAGES}
    assert {row: who(*row) for row in expected} == expected


def test_screens(client: Client, people: dict[str, Any]) -> None:
    found = dict.fromkeys(dict(SCREENS), "")
    for letter, user in people.items():
        client.force_login(user)
        for address in found:
            found[address] += letter if client.get(reverse(address)).status_code == 200 else ""
    assert found == dict(SCREENS)


def test_wagtails_own_groups_are_gone() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES.values())


def test_every_page_is_under_the_workflow(tree: Tree) -> None:
    workflow = tree.page("actualites").get_workflow()
    assert (workflow.name, workflow.active) == (WORKFLOW, True)
    assert list(Workflow.objects.filter(active=True)) == [workflow]
    groups = ModerationTask.objects.get().groups.values_list("name", flat=True)
    assert set(groups) == {MODERATOR, EDITOR}


def submitted(tree: Tree, user: Any) -> Any:
    """A news item that `user` wrote and submitted."""
    page = add_news(tree, owner=user, live=False)
    page.save_revision(user=user)
    return page.get_workflow().start(page, user)


def decide(client: Client, user: Any, state: Any, action: str = "approve") -> NewsPage:
    """Ask for a decision as the admin does, and read the page again."""
    client.force_login(user)
    task = state.current_task_state
    page = state.content_object
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task.pk]), {"comment": "Merci"})
    return NewsPage.objects.get(pk=page.pk)


@pytest.mark.parametrize(("author", "judge", "live"), ["CM1", "CE1", "ME1", "EM1", "CC0", "MM0", "EE0"])
def test_nobody_approves_their_own_work(
    client: Client, tree: Tree, people: dict[str, Any], author: str, judge: str, live: str
) -> None:
    state = submitted(tree, people[author])
    assert decide(client, people[judge], state).live is (live == "1")


def test_an_administrator_of_everything_does_not_approve_their_own_work(
    client: Client, tree: Tree, django_user_model: Any
) -> None:
    boss = django_user_model.objects.create_superuser("chef@exemple.fr", "mot de passe long")
    assert not decide(client, boss, submitted(tree, boss)).live


def test_a_refusal_keeps_the_draft_and_its_reason(client: Client, tree: Tree, people: dict[str, Any]) -> None:
    state = submitted(tree, people["C"])
    assert not decide(client, people["M"], state, "reject").live
    state.refresh_from_db()
    assert state.current_task_state.comment == "Merci"
    assert state.status == state.STATUS_NEEDS_CHANGES


def test_what_i_submitted_is_not_in_my_queue(tree: Tree, people: dict[str, Any]) -> None:
    submitted(tree, people["M"])
    assert not TaskState.objects.reviewable_by(people["M"]).exists()
    assert TaskState.objects.reviewable_by(people["E"]).count() == 1


def test_only_administrators_change_accounts(client: Client, people: dict[str, Any]) -> None:
    found = ""
    for letter, user in people.items():
        client.force_login(user)
        address = reverse("wagtailusers_users:edit", args=[people["-"].pk])
        found += letter if client.get(address).status_code == 200 else ""
    assert found == "A"
