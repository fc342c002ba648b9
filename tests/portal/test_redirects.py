"""Former addresses: one hop to what is public, nothing about what is not (quality.md, fact 10)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from home.models import StandardPage
from home.setup import Tree
from tests.factories import add, add_news, make_tree

pytestmark = pytest.mark.django_db

Act = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def act(django_capture_on_commit_callbacks: Any) -> Act:
    """Do something and let what waits for its commit happen."""

    def run(action: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return action()

    return run


@pytest.fixture
def tree(act: Act) -> Tree:
    tree: Tree = act(lambda: make_tree(languages=["fr"]))
    return tree


def rename(page: Page, slug: str) -> None:
    """Publish the page under another slug, as the admin does."""
    fresh = Page.objects.get(pk=page.pk).specific
    fresh.slug = slug
    revision = fresh.save_revision()
    if fresh.live:
        revision.publish()
    else:
        fresh.save()


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")


def test_a_renamed_page_is_found_in_one_hop(client: Client, tree: Tree, act: Act) -> None:
    news = act(lambda: add_news(tree, slug="avant"))
    assert client.get("/actualites/avant/").status_code == 200
    act(lambda: rename(news, "pendant"))
    act(lambda: rename(news, "apres"))
    for address in ("/actualites/avant/", "/actualites/pendant/", "/actualites/avant"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/actualites/apres/"), address
    assert client.get("/actualites/apres/").status_code == 200


def test_a_slug_taken_again_is_served_and_makes_no_loop(client: Client, tree: Tree, act: Act) -> None:
    news = act(lambda: add_news(tree, slug="avant"))
    act(lambda: rename(news, "apres"))
    act(lambda: rename(news, "avant"))
    assert client.get("/actualites/avant/").status_code == 200
    assert client.get("/actualites/apres/")["Location"] == "/actualites/avant/"


def test_what_stands_under_a_renamed_page_is_found(client: Client, tree: Tree, act: Act) -> None:
    parent = act(lambda: add(tree.homes["fr"], StandardPage, slug="dossier"))
    act(lambda: add(parent, StandardPage, slug="enfant"))
    act(lambda: rename(parent, "recueil"))
    assert client.get("/dossier/enfant/")["Location"] == "/recueil/enfant/"


def test_a_moved_page_is_found(client: Client, tree: Tree, act: Act) -> None:
    page = act(lambda: add(tree.homes["fr"], StandardPage, slug="page"))
    other = act(lambda: add(tree.homes["fr"], StandardPage, slug="ailleurs"))
    act(lambda: Page.objects.get(pk=page.pk).move(Page.objects.get(pk=other.pk), pos="last-child"))
    assert client.get("/page/")["Location"] == "/ailleurs/page/"


def test_english_pages_are_found_under_english_addresses(client: Client, act: Act) -> None:
    tree = act(make_tree)
    news = act(lambda: add_news(tree, "en", slug="before"))
    act(lambda: rename(news, "after"))
    assert client.get("/en/actualites/before/")["Location"] == "/en/actualites/after/"
    assert client.get("/actualites/before/").status_code == 404


def _private(tree: Tree) -> Page:
    page = add_news(tree, slug="avant")
    restrict(page)
    return page


def _under_private(tree: Tree) -> Page:
    parent = add(tree.homes["fr"], StandardPage, slug="interne")
    restrict(parent)
    return add(parent, StandardPage, slug="avant")


# What an anonymous visitor may not read, and its address before it was renamed.
HIDDEN: dict[str, tuple[Callable[[Tree], Page], str]] = {
    "private": (_private, "/actualites/avant/"),
    "under a private page": (_under_private, "/interne/avant/"),
    "draft": (lambda tree: add_news(tree, slug="avant", live=False), "/actualites/avant/"),
    "expired": (
        lambda tree: add_news(tree, slug="avant", expire_at=timezone.now() - timedelta(seconds=1)),
        "/actualites/avant/",
    ),
}


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_page_tells_its_new_slug_to_nobody(client: Client, tree: Tree, act: Act, state: str) -> None:
    make, address = HIDDEN[state]
    page = act(lambda: make(tree))
    act(lambda: rename(page, "zephirine-d"))
    response = client.get(address)
    assert response.status_code == 404
    assert "zephirine" not in f"{response.text} {response.headers}"


def test_a_private_page_under_a_renamed_public_one_tells_nothing(client: Client, tree: Tree, act: Act) -> None:
    parent = act(lambda: add(tree.homes["fr"], StandardPage, slug="dossier"))
    child = act(lambda: add(parent, StandardPage, slug="zephirine-d"))
    act(lambda: restrict(child))
    act(lambda: rename(parent, "recueil"))
    assert client.get("/dossier/")["Location"] == "/recueil/"
    assert client.get("/dossier/zephirine-d/").status_code == 404


def test_a_page_made_private_after_its_renaming_tells_nothing_and_comes_back(
    client: Client, tree: Tree, act: Act
) -> None:
    news = act(lambda: add_news(tree, slug="avant"))
    act(lambda: rename(news, "zephirine-d"))
    assert client.get("/actualites/avant/").status_code == 301
    act(lambda: restrict(news))
    assert client.get("/actualites/avant/").status_code == 404
    act(lambda: PageViewRestriction.objects.all().delete())
    assert client.get("/actualites/avant/").status_code == 301
    act(lambda: Page.objects.get(pk=news.pk).specific.unpublish())
    assert client.get("/actualites/avant/").status_code == 404


# What an editor wrote, the address asked for, the answer.
WRITTEN: list[tuple[dict[str, Any], str, int, str | None]] = [
    ({"redirect_link": "https://ailleurs.example/x"}, "/ancien/", 301, "https://ailleurs.example/x"),
    ({"redirect_link": "/actualites/", "is_permanent": False}, "/ancien", 302, "/actualites/"),
    ({"redirect_link": "/actualites/"}, "/ancien/?utm=1", 301, "/actualites/"),
    ({"old_path": "/ancien?id=3", "redirect_link": "/acteurs/"}, "/ancien/?id=3", 301, "/acteurs/"),
    ({"old_path": "/ancien?id=3", "redirect_link": "/acteurs/"}, "/ancien/?id=4", 404, None),
    ({"redirect_link": ""}, "/ancien/", 404, None),
    ({"old_path": "/actualites", "redirect_link": "/acteurs/"}, "/actualites/", 200, None),
]


def test_redirects_that_editors_write(client: Client, tree: Tree, act: Act) -> None:
    for values, asked, status, target in WRITTEN:
        redirect = act(lambda values=values: Redirect.objects.create(**{"old_path": "/ancien", **values}))
        response = client.get(asked)
        assert (response.status_code, response.get("Location")) == (status, target), (values, asked)
        act(redirect.delete)


def test_a_redirect_of_every_site_gives_way_to_one_of_this_site(client: Client, tree: Tree, act: Act) -> None:
    act(lambda: Redirect.objects.create(old_path="/ancien", redirect_link="/acteurs/"))
    assert client.get("/ancien/")["Location"] == "/acteurs/"
    act(lambda: Redirect.objects.create(old_path="/ancien", site=Site.objects.get(), redirect_link="/agenda/"))
    assert client.get("/ancien/")["Location"] == "/agenda/"
    act(lambda: Redirect.objects.all().delete())
    assert client.get("/ancien/").status_code == 404


def test_an_address_that_leads_nowhere_costs_two_queries(
    client: Client, tree: Tree, act: Act, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        act(lambda number=number: Redirect.objects.create(old_path=f"/ancien-{number}", redirect_link="/"))
    client.get("/rien/")
    for address in ("/rien/", "/actualites/rien/", "/en/rien/du/tout/", "/rien/?x=1"):
        with django_assert_max_num_queries(2):
            assert client.get(address).status_code == 404


def test_an_odd_address_is_only_not_found(client: Client, tree: Tree, act: Act) -> None:
    act(lambda: Redirect.objects.create(old_path="/ancien", redirect_link="/acteurs/"))
    for path in ("/%00/", "/é" * 300 + "/", "/a/?" + "&".join(f"x{n}=1" for n in range(1000)), "/%2e%2e/", "/a;b=c/"):
        assert client.get(path).status_code == 404, path
