"""In a real browser: nothing is fetched elsewhere, nothing is kept, nothing is refused by the policy (fact 14)."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from network.models import EventPage
from portal.accounts.models import User
from search.projection import project_pending
from tests.factories import add, add_news, make_tree

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

PASSWORD = "une phrase assez longue"


class Watch:
    """What a page asks for, and what its console says."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in ("data", "blob"):
            self.hosts.add(urlsplit(request.url).netloc)

    def _said(self, message: ConsoleMessage) -> None:
        # A page that is not found is an error too for the console, and an expected one here.
        if message.type == "error" and "404 (Not Found)" not in message.text:
            self.complaints.append(f"{message.text} {message.location}")


def kept(page: Page) -> tuple[list[str], int]:
    """Names of cookies, number of things in the browser's stores."""
    stores = "Object.keys(localStorage).length + Object.keys(sessionStorage).length"
    return [cookie["name"] for cookie in page.context.cookies()], page.evaluate(stores)


def test_a_visit(page: Page, live_url: str) -> None:
    tree = make_tree()
    add_news(tree, slug="nouvelle", summary="Une nouvelle.")
    add(tree.page("agenda"), EventPage, slug="rencontre", starts_at="2026-03-02T10:00:00+01:00")
    project_pending()
    watch = Watch(page)
    for address in ("/", "/actualites/", "/actualites/nouvelle/", "/agenda/rencontre/", "/en/", "/rien/"):
        page.goto(live_url + address, wait_until="networkidle")
        assert page.locator("h1").count() == 1, address
        assert kept(page) == ([], 0), address
    page.goto(live_url + "/contact/", wait_until="networkidle")
    assert kept(page) == (["csrftoken"], 0)
    assert watch.hosts == {urlsplit(live_url).netloc}
    assert watch.complaints == []


def test_an_editor_s_day(page: Page, live_url: str, settings: Any) -> None:
    news = add_news(make_tree(), slug="nouvelle", title="Une nouvelle")
    news.save_revision().publish()
    User.objects.create_superuser("admin@exemple.fr", PASSWORD)
    watch = Watch(page)
    page.goto(f"{live_url}/admin/")
    page.fill("[name=username]", "admin@exemple.fr")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(f"{live_url}/admin/")
    places = (f"pages/{news.pk}/edit/", f"pages/{news.pk}/history/", "images/", "users/", "reports/site-history/")
    for place in ("", *places):
        page.goto(f"{live_url}/admin/{place}", wait_until="networkidle")
        assert page.locator("h1, h2").count(), place
    assert watch.hosts == {urlsplit(live_url).netloc}
    assert watch.complaints == []


def test_an_editor_sees_the_page_beside_the_form(page: Page, live_url: str) -> None:
    """The admin frames the preview: a policy too strict would leave the panel empty."""
    news = add_news(make_tree(), slug="nouvelle", title="Une nouvelle")
    news.save_revision().publish()
    User.objects.create_superuser("admin@exemple.fr", PASSWORD)
    watch = Watch(page)
    page.goto(f"{live_url}/admin/login/?next=/admin/pages/{news.pk}/edit/")
    page.fill("[name=username]", "admin@exemple.fr")
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    page.click("[data-side-panel-toggle=preview]")
    page.frame_locator("#w-preview-iframe").locator("h1", has_text="Une nouvelle").wait_for()
    assert watch.complaints == []
