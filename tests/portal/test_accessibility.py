"""Every kind of page in a real browser: axe finds nothing, nothing overflows a small screen, the keyboard is enough."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from wagtail.models import Page

from home.setup import Tree
from network.models import (
    ActorPage,
    EventPage,
    InitiativePage,
    PageTerritory,
    Term,
    Territory,
    TerritoryPage,
)
from network.models import TestimonialPage as Voice
from resources.models import (
    CapitalisationPage,
    DossierPage,
    NewsPage,
    PageInitiative,
    ReportPage,
    ToolPage,
    TrainingKitPage,
    VeillePage,
)
from search.projection import rebuild
from tests.factories import add, make_tree

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

SECTIONS = ("territoires", "acteurs", "initiatives", "temoignages", "actualites", "agenda", "ressources")
RESOURCES = (CapitalisationPage, DossierPage, ReportPage, ToolPage, TrainingKitPage, VeillePage)
PLAIN = ("contact", "plan-du-site", "mentions-legales", "accessibilite", "donnees-personnelles")
# WCAG 1.4.12 and RGAA 10.12.
TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.fixture
def paths() -> list[str]:
    """One page of each type, linked together, and the address of each kind of page."""
    tree = make_tree()
    somme = Territory.objects.create(kind="departement", code="80", name="Somme", slug="somme", postcodes="80000")
    Territory.objects.create(kind="commune", code="1", name="Saint-Exemple", slug="saint-exemple-1")
    Territory.objects.create(kind="commune", code="2", name="Saint-Exemple", slug="saint-exemple-2")
    theme = Term.objects.filter(vocabulary="theme", locale__language_code="fr").first()
    made = _pages(tree, somme)
    for page in made:
        if hasattr(page, "territory_links"):
            PageTerritory.objects.create(page=page, territory=somme)
        if theme and hasattr(page, "themes"):
            page.themes.add(theme)
            page.save()
    rebuild()
    listings = [f"/{name}/" for name in SECTIONS]
    odd = [
        "/?lieu=somme",
        "/?lieu=zzz",
        "/?lieu=saint-exemple",
        "/initiatives/?territoire=nulle-part",
        "/agenda/?page=9",
    ]
    chosen = "/initiatives/?territoire=somme&theme=sante"
    return ["/", *odd, chosen, *listings, *map(address, made), *(f"/{name}/" for name in PLAIN), "/rien/", "/en/"]


def address(page: Page) -> str:
    """Where a page of the French tree stands."""
    return "/" + page.url_path.split("/", 2)[2]


def _pages(tree: Tree, somme: Territory) -> list[Page]:
    soon, words = timezone.now() + timedelta(days=3), "Un résumé de quelques mots."
    territory = add(tree.page("territoires"), TerritoryPage, title="Provox Somme", territory=somme, summary=words)
    actor = add(tree.page("acteurs"), ActorPage, title="Une association", summary=words, phone="0322000000")
    initiative = add(
        tree.page("initiatives"), InitiativePage, title="Des assises", summary=words, holder=actor, calendar="Un an."
    )
    event = add(tree.page("agenda"), EventPage, title="Une rencontre", starts_at=soon, summary=words)
    voice = {"first_name": "Inès", "consent_reference": "Classeur A", "quote": "On nous écoute."}
    testimonial = add(tree.page("temoignages"), Voice, title="Inès", initiative=initiative, **voice)
    news = add(tree.page("actualites"), NewsPage, title="Une nouvelle", summary=words)
    resources = [_resource(tree, model) for model in RESOURCES]
    for page in resources:
        PageInitiative.objects.create(page=page, initiative=initiative)
    return [territory, actor, initiative, event, testimonial, news, *resources]


def _resource(tree: Tree, model: type[Page]) -> Page:
    own = {"note": "Deux lignes.", "source": "Exemple", "source_url": "https://example.org/"}
    values = own if model is VeillePage else {}
    resource: Page = add(tree.page("ressources"), model, title=f"Une page {model.__name__}", summary="Mots.", **values)
    return resource


def headings(page: Tab) -> list[int]:
    """Levels of the headings, in order."""
    return list(page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"))


def overflow(page: Tab) -> int:
    """Pixels by which the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def focused(page: Tab) -> str:
    """The identifier or else the text of what has the focus."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_axe_finds_nothing_and_headings_are_in_order(page: Tab, live_url: str, paths: list[str]) -> None:
    found = []
    small = ["/", "/initiatives/", "/contact/", *(path for path in paths if path.count("/") == 3)][:8]
    for width, chosen in ((1440, paths), (390, small)):
        page.set_viewport_size({"width": width, "height": 900})
        for path in chosen:
            page.goto(live_url + path)
            levels = headings(page)
            assert levels.count(1) == 1, path
            assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), (path, levels)
            answer = Axe().run(page, options={"resultTypes": ["violations"]}).response
            found += [(path, width, rule["id"], rule["nodes"][0]["html"]) for rule in answer["violations"]]
    assert found == []


def test_nothing_overflows_at_320_pixels_nor_with_wide_text(page: Tab, live_url: str, paths: list[str]) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    wide = []
    for path in paths:
        page.goto(live_url + path)
        wide += [(path, "320 px")] if overflow(page) > 0 else []
        _space_text(page)
        wide += [(path, "text spacing")] if overflow(page) > 0 else []
    assert wide == []


def _space_text(page: Tab) -> None:
    """As a reader's own style sheet does, past the policy of the page."""
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", TEXT_SPACING
    )


def test_the_keyboard_reaches_content_menu_and_filters(page: Tab, live_url: str, paths: list[str]) -> None:
    page.goto(live_url + "/initiatives/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").text_content() == "Aller au contenu"
    assert page.locator(":focus").is_visible()
    page.keyboard.press("Enter")
    assert focused(page) == "contenu"
    box = page.locator("#filtres input[type=checkbox]").first
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiatives/?*=*")
    assert page.locator(".chosen .chip").count() == 1


def test_focus_is_always_seen(page: Tab, live_url: str, paths: list[str]) -> None:
    page.goto(live_url + "/contact/")
    unseen = []
    for _step in range(40):
        page.keyboard.press("Tab")
        drawn = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return e === document.body || s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; })()"
        )
        if not drawn:
            unseen.append(focused(page)[:40])
    assert unseen == []


def test_the_phone_menu_and_filters_open_and_close(page: Tab, live_url: str, paths: list[str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_url + "/initiatives/")
    for name, panel in (("Menu", "#menu-principal"), ("Filtrer", "#filtres")):
        button = page.get_by_role("button", name=name)
        assert not page.locator(panel).is_visible()
        button.focus()
        page.keyboard.press("Enter")
        assert page.locator(panel).is_visible()
        answer = Axe().run(page, options={"resultTypes": ["violations"]}).response
        assert [rule["id"] for rule in answer["violations"]] == []
        page.keyboard.press("Escape")
        assert not page.locator(panel).is_visible()


def test_a_form_in_error_says_it_first_and_beside_each_field(page: Tab, live_url: str, paths: list[str]) -> None:
    page.goto(live_url + "/contact/")
    page.fill("[name=email]", "pas une adresse")
    page.get_by_role("button", name="Envoyer").click()
    assert page.title().startswith("Erreur")
    assert page.locator(".notice.error").evaluate("e => e === document.activeElement")
    email = page.locator("[name=email]")
    assert email.get_attribute("aria-invalid") == "true"
    described = (email.get_attribute("aria-describedby") or "").split()
    assert described
    assert all(page.locator(f"#{identifier}").count() == 1 for identifier in described)
    assert email.input_value() == "pas une adresse"
    page.locator(".notice.error a").first.click()
    assert focused(page) == "id_name"
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []


def test_all_works_without_javascript(browser: Browser, live_url: str, paths: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="fr-FR")
    page = context.new_page()
    page.goto(live_url + "/initiatives/")
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu-principal a", has_text="Agenda").click()
    page.wait_for_url("**/agenda/")
    page.goto(live_url + "/initiatives/")
    page.get_by_role("button", name="Filtrer").click()
    page.locator("#filtres input[type=checkbox]").first.check()
    page.locator("#filtres button[type=submit]").click()
    page.wait_for_url("**/initiatives/?*=*")
    assert page.locator(".chosen .chip").count() == 1
    page.goto(live_url + "/")
    page.fill("#lieu", "somme")
    page.locator(".place-form button").click()
    page.wait_for_url("**lieu=somme*")
    assert page.get_by_role("heading", name="Somme").count() >= 1
    context.close()
