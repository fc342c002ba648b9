"""`/sitemap.xml` and `/robots.txt`, and what surrounds every page."""

import re
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, MenuItem, StandardPage
from home.setup import Tree
from tests.factories import add, add_news, make_tree

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def publish(django_capture_on_commit_callbacks: Any) -> Any:
    """What is done inside is seen by every process."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(scope="module")
def portal(standing: None) -> Tree:
    """A new portal, made once."""
    return make_tree()


def locations(client: Client, url: str = "/sitemap.xml") -> list[str]:
    root = ElementTree.fromstring(client.get(url).content)
    return [node.text or "" for node in root.iterfind(".//s:loc", NS)]


def test_the_sitemap_holds_public_pages_once(client: Client, tree: Tree, publish: Any) -> None:
    with publish():
        public = add_news(tree)
        hidden = [add_news(tree, live=False), add_news(tree)]
        PageViewRestriction.objects.create(page=hidden[1], restriction_type=PageViewRestriction.LOGIN)
    found = locations(client)
    assert len(found) == len(set(found))
    assert f"http://localhost/actualites/{public.slug}/" in found
    assert {"http://localhost/", "http://localhost/en/", "http://localhost/contact/"} <= set(found)
    assert not [url for page in hidden for url in found if page.slug in url]


def test_the_sitemap_ties_translations_together(client: Client, tree: Tree, publish: Any) -> None:
    with publish():
        french = add_news(tree, slug="nouvelle")
        add_news(tree, "en", slug="news-item", translation_key=french.translation_key)
    page = client.get("/sitemap.xml").text
    assert '<xhtml:link rel="alternate" hreflang="en" href="http://localhost/en/actualites/news-item/"/>' in page


def test_a_long_sitemap_is_cut_in_parts(client: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = locations(client)
    monkeypatch.setattr("portal.machines.PORTION", 10)
    parts = locations(client)
    assert parts[0] == "http://localhost/sitemap-1.xml"
    assert [url for part in parts for url in locations(client, part.removeprefix("http://localhost"))] == whole
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://localhost/sitemap.xml" in response.text


def test_robots_leave_searches_alone_and_readers_follow_feeds(client: Client) -> None:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").text.splitlines())
    followed = [
        "/",
        "/actualites/",
        "/agenda/?page=2",
        "/flux/",
        "/sitemap.xml",
        "/static/x.css",
        "/media/images/x.jpg",
    ]
    feeds = [f"/recherche/export.{name}?type=evenement" for name in ("atom", "ics")]
    for path in (*followed, *feeds, *(f"/en{feed}" for feed in feeds)):
        assert rules.can_fetch("any", path), path
    spared = ["", "?q=mot", "suggestions?q=mo", "facette/theme", "export.csv", "export.json", "export.geojson?q=mot"]
    for path in ("/admin/", *(f"{prefix}/recherche/{end}" for end in spared for prefix in ("", "/en"))):
        assert not rules.can_fetch("any", path), path


def menu(client: Client, url: str = "/") -> list[str]:
    nav = re.search(r'<nav class="menu".*?</nav>', client.get(url).text, re.DOTALL)
    return re.findall(r'<a href="([^"]+)"', nav[0]) if nav else []


def test_the_menu_follows_what_is_public(client: Client, tree: Tree, publish: Any) -> None:
    assert "/acteurs/" in menu(client)
    with publish():
        Page.objects.get(pk=tree.page("acteurs").pk).unpublish()
        PageViewRestriction.objects.create(page=tree.page("agenda"), restriction_type=PageViewRestriction.LOGIN)
    assert not {"/acteurs/", "/agenda/"} & set(menu(client))
    with publish():
        PageViewRestriction.objects.all().delete()
    assert "/agenda/" in menu(client)


def test_a_deep_page_of_the_menu_is_followed_too(client: Client, tree: Tree, publish: Any) -> None:
    with publish():
        parent = add(tree.homes["fr"], StandardPage, slug="aide", title="Aide")
        deep = add(parent, StandardPage, slug="question", title="Question")
        MenuItem.objects.create(home=tree.homes["fr"], page=deep, locale=tree.homes["fr"].locale, sort_order=99)
        tree.homes["fr"].save()
    assert "/aide/question/" in menu(client)
    with publish():
        StandardPage.objects.get(pk=deep.pk).unpublish()
    assert "/aide/question/" not in menu(client)


def test_the_menu_is_translated(client: Client, tree: Tree) -> None:
    assert "/en/acteurs/" in menu(client, "/en/")
    assert not [url for url in menu(client, "/en/") if not url.startswith("/en/")]


def test_menu_footer_and_settings_cost_no_query_per_link(
    client: Client, tree: Tree, publish: Any, django_assert_max_num_queries: Any
) -> None:
    client.get("/mentions-legales/")
    counts = []
    for number in range(2):
        with publish():
            for each in range(number * 8):
                add(tree.homes["fr"], StandardPage, slug=f"plus-{each}")
        client.get("/mentions-legales/")
        with django_assert_max_num_queries(5) as queries:
            client.get("/mentions-legales/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_language_switch_leads_to_the_translation_or_to_that_home(client: Client, tree: Tree, publish: Any) -> None:
    with publish():
        alone = add_news(tree, slug="seule")
        both = add_news(tree, slug="nouvelle")
        add_news(tree, "en", slug="news-item", translation_key=both.translation_key)
    assert 'href="/en/" lang="en"' in client.get(f"/actualites/{alone.slug}/").text
    assert 'href="/en/actualites/news-item/" lang="en"' in client.get("/actualites/nouvelle/").text
    assert 'href="/en/contact/" lang="en"' in client.get("/contact/").text


def test_a_page_that_does_not_exist_costs_two_queries(
    client: Client, tree: Tree, django_assert_num_queries: Any
) -> None:
    client.get("/rien/")
    with django_assert_num_queries(2):
        assert client.get("/rien/du/tout/").status_code == 404


@pytest.mark.parametrize("path", ["/ACTEURS/", "/acteurs/../contact/", "/accueil/", "/accueil/acteurs/", "/acteurs//"])
def test_only_the_exact_path_is_a_page(client: Client, tree: Tree, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_under_an_unpublished_parent_is_found_as_wagtail_does(client: Client, tree: Tree) -> None:
    parent = add(tree.homes["fr"], StandardPage, slug="parent", live=False)
    add(parent, StandardPage, slug="enfant")
    assert client.get("/parent/").status_code == 404
    assert client.get("/parent/enfant/").status_code == 200


def test_one_home_a_language(tree: Tree) -> None:
    root = Page.objects.get(depth=1)
    assert not HomePage.can_create_at(root)


def test_the_site_map_lists_every_section(client: Client, tree: Tree) -> None:
    page = client.get("/plan-du-site/").text
    for section in ("territoires", "acteurs", "agenda", "ressources", "mentions-legales"):
        assert f'<li><a href="/{section}/">' in page
