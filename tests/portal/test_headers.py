"""What every answer says to browsers: nothing inline runs, nothing comes from elsewhere (quality.md, fact 14)."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from home.setup import Tree
from portal.accounts.models import User
from tests.portal.site import addresses, make_site

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
MACHINES = ("/sitemap.xml", "/robots.txt", "/health/live", "/health/ready", "/.well-known/security.txt")
REFUSED_SOURCES = ("unsafe", "http", "*", "//")


class Inline(HTMLParser):
    """Collects what a strict policy refuses, and every address that the browser would fetch by itself."""

    FETCHED = {"script": "src", "img": "src", "link": "href", "video": "src", "audio": "src", "source": "src"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.fetched: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in named and "json" not in (named.get("type") or "")):
            self.refused.append(f"<{tag}>")
        self.refused += [name for name in named if name == "style" or name.startswith("on")]
        self.refused += [tag for value in named.values() if (value or "").strip().lower().startswith("javascript:")]
        self.refused += [tag] if tag in ("iframe", "object", "embed", "base") else []
        if tag == "link" and named.get("rel") in ("canonical", "alternate"):
            return
        if address := named.get(self.FETCHED.get(tag, "")):
            self.fetched.append(address)
        for candidate in (named.get("srcset") or "").split(","):
            self.fetched += candidate.split()[:1]


def policy(response: Any) -> dict[str, list[str]]:
    """The Content-Security-Policy by directive."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def check_headers(response: Any, what: str) -> None:
    for name, value in HEADERS.items():
        assert response.get(name) == value, f"{what}: {name}"
    assert "geolocation=()" in response["Permissions-Policy"], what
    assert not response.cookies, what


def check_strict(response: Any, what: str) -> None:
    found = policy(response)
    assert found["default-src"] == found["frame-ancestors"] == found["base-uri"] == ["'none'"], what
    assert found["script-src"] == found["style-src"] == found["form-action"] == ["'self'"], what
    sources = [source for values in found.values() for source in values]
    assert not [source for source in sources if any(refused in source for refused in REFUSED_SOURCES)], what


def check_html(html: str, what: str) -> None:
    inline = Inline(html)
    assert inline.refused == [], what
    assert not [address for address in inline.fetched if not address.startswith(("/", "data:"))], what
    assert not [address for address in inline.fetched if address.startswith("//")], what


def test_every_public_page_says_it_all(client: Client) -> None:
    make_site()
    places = addresses()
    assert len(places) > 24, "every section and every type"
    places |= {"404": "/rien/", "thanks": "/contact/?envoye=oui", "facets": "/ressources/?theme=x"}
    places |= {"near": "/?lieu=Amiens", "sent to nobody": "/contact/?acteur=inconnu"}
    for what, address in places.items():
        response = client.get(address)
        assert response.status_code == (404 if what == "404" else 200), what
        if address.startswith("/contact/"):
            response.cookies.pop("csrftoken", None)
        check_headers(response, what)
        check_strict(response, what)
        check_html(response.text, what)


def test_addresses_for_machines_say_it_too(client: Client, tree: Tree) -> None:
    for address in MACHINES:
        response = client.get(address)
        assert response.status_code == 200, address
        check_headers(response, address)
        check_strict(response, address)


def test_our_own_files_are_for_our_own_pages(client: Client) -> None:
    for name in ("portal/css/base.css", "portal/favicon.svg"):
        response = client.get(f"/static/{name}")
        assert response.status_code == 200
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not response.has_header("Access-Control-Allow-Origin")
    for address in ("/static/", "/static/../manage.py", "/static/%2e%2e/manage.py", "/.env", "/.git/config"):
        assert client.get(address).status_code == 404, address


def test_the_lock_and_the_refusals_are_as_strict(client: Client, tree: Tree) -> None:
    for _ in range(5):
        response = client.post("/admin/login/", {"username": "x@exemple.fr", "password": "x"})
    assert response.status_code == 429
    check_html(response.text, "locked")
    refused = Client(enforce_csrf_checks=True).post("/contact/", {})
    assert refused.status_code == 403
    check_strict(refused, "csrf")
    check_html(refused.text, "csrf")
    assert client.get("/", headers={"Host": "ailleurs.example"}).status_code == 400


def test_the_contact_form_alone_sets_a_cookie_and_it_is_tight(client: Client, tree: Tree) -> None:
    cookies = client.get("/contact/").cookies
    assert set(cookies) == {"csrftoken"}
    assert (cookies["csrftoken"]["samesite"], bool(cookies["csrftoken"]["httponly"])) == ("Lax", True)


SCREENS = ("wagtailadmin_home", "wagtailadmin_account", "wagtailusers_users:index", "wagtailadmin_reports:site_history")


def test_the_admin_names_no_third_party_and_loosens_only_what_wagtail_needs(client: Client, tree: Tree) -> None:
    client.force_login(User.objects.create_superuser("admin@exemple.fr", first_name="Ada"))
    places = [reverse(name) for name in SCREENS]
    places.append(reverse("wagtailadmin_pages:edit", args=[tree.page("contact").pk]))
    for address in places:
        response = client.get(address)
        assert response.status_code == 200, address
        for elsewhere in ("gravatar", "releases.wagtail", "googleapis", "cdn."):
            assert elsewhere not in response.text, address
        found = policy(response)
        assert found["default-src"] == found["base-uri"] == ["'none'"], address
        assert found["frame-ancestors"] == found["form-action"] == ["'self'"], address
        sources = {source for values in found.values() for source in values}
        assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}, address
        for name, value in HEADERS.items():
            assert response.get(name) == value, f"{address}: {name}"
        assert "private" in response["Cache-Control"], address


def test_a_preview_is_framed_by_the_admin_only_and_runs_nothing_more(client: Client, tree: Tree) -> None:
    client.force_login(User.objects.create_superuser("admin@exemple.fr"))
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[tree.page("contact").pk]))
    assert response.status_code == 200
    assert policy(response)["frame-ancestors"] == ["'self'"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
