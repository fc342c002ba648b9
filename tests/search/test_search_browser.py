"""Search in a real browser: with JavaScript nothing reloads and the keyboard is enough; without, nothing is lost."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db.models import Q
from playwright.sync_api import Browser, Page, expect

from home.setup import Tree
from network.models import Territory
from tests.factories import make_tree
from tests.network.territories import load_extract
from tests.portal.test_accessibility import TEXT_SPACING, focused, headings, overflow
from tests.portal.test_browser import Watch
from tests.search.searching import publish, publish_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

WIDTHS = (1440, 390, 320)
STATES = {
    "welcome": "/recherche/",
    "results": "/recherche/?q=atelier+jeunes&annee=2026",
    "corrected": "/recherche/?q=ateleir",
    "place": "/recherche/?q=atelier+Amiens&autour=Amiens&rayon=10",
    "several places": "/recherche/?autour=La+R%C3%A9union&du=2026-12-31&au=2026-01-01",
    "no such place": "/recherche/?autour=Amein&du=2026-02-30",
    "nothing": "/recherche/?q=introuvable&annee=2026&theme=licorne",
    "english": "/en/recherche/?q=workshop",
    "facet": "/recherche/facette/annee?q=atelier",
    "nothing in the facet": "/recherche/facette/territoire?filtre=zzz",
    "list": "/initiatives/?q=atelier",
    "past the end": "/recherche/?q=atelier&page=9",
}
# As long as each field lets a word be; the address of a place or of a value has no field.
LONG = (
    "/recherche/?q=" + 300 * "a",
    "/recherche/?q=" + 60 * "a",
    "/recherche/?theme=" + 79 * "a",
    "/recherche/?autour=" + 79 * "a",
    "/recherche/facette/annee?q=" + 300 * "a",
    "/recherche/facette/annee?filtre=" + 60 * "a",
    "/initiatives/?q=" + 300 * "a",
    "/initiatives/?q=" + 60 * "a",
    "/?lieu=" + 79 * "a",
)


@pytest.fixture
def tree() -> Tree:
    tree = make_tree()
    load_extract()
    rows = [
        {"title": f"Atelier {n}", "text": "Des jeunes décident.", "terms": {"annee": [str(2000 + n)]}}
        for n in range(1, 27)
    ]
    publish_all([*rows, {"title": "Atelier d’initiative", "type": "initiative", "url": "/initiatives/x/"}])
    publish("A workshop", summary="Young people decide.", language="en", terms={"annee": ["2026"]})
    publish("Atelier à Amiens", latitude=49.9, longitude=2.3, terms={"territoire": ["somme", "amiens"]})
    return tree


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_nothing_overflows_in_any_state(page: Page, live_url: str, tree: Tree) -> None:
    found = []
    watch = Watch(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for state, path in STATES.items():
            page.goto(live_url + path)
            levels = headings(page)
            assert levels.count(1) == 1, state
            assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), (
                state,
                levels,
            )
            page.evaluate(
                "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }",
                TEXT_SPACING if width == 320 else "",
            )
            found += [(state, width, "overflow")] if overflow(page) > 0 else []
            answer = Axe().run(page, options={"resultTypes": ["violations"]}).response
            found += [(state, width, rule["id"], rule["nodes"][0]["html"]) for rule in answer["violations"]]
    assert found == []
    assert watch.complaints == []


def test_no_word_widens_a_page_nor_is_cut(page: Page, live_url: str, tree: Tree) -> None:
    publish("Anticonstitutionnellement" * 8, type="initiative", url="/initiatives/y/")
    beyond = """() => [...document.querySelectorAll("html, .page-head, .notice, .chip, .crumbs, .results-head")]
      .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.className || each.tagName)"""
    found = []
    for path in (*LONG, "/initiatives/"):
        page.goto(live_url + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [(path[:35], width, each) for each in page.evaluate(beyond)]
    assert found == []


def test_a_tree_of_values_fills_the_columns(page: Page, live_url: str, tree: Tree) -> None:
    inside = ("Hauts-de-France", "Aisne", "Nord", "Pas-de-Calais", "Somme")
    places = Territory.objects.filter(
        Q(name__in=inside) | Q(parent__name__in=inside) | Q(parent__parent__name__in=inside)
    )
    publish("Partout", terms={"territoire": list(places.values_list("slug", flat=True))})
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_url}/recherche/facette/territoire?q=partout")
    rows = page.locator(".values-list label").evaluate_all(
        "rows => rows.map((row) => [row.getBoundingClientRect().left, row.className, row.textContent.trim()])"
    )
    heads = [(before, row) for before, row in pairwise(rows) if row[0] != before[0]]
    assert len(heads) >= 2
    assert all(row[1] <= before[1] for before, row in heads)  # no first child without its parent
    assert all("\xa0(" in text for _, _, text in rows)  # a count is never alone on its line


def test_on_a_phone_the_orders_stand_on_one_line(page: Page, live_url: str, tree: Tree) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_url}/recherche/?q=atelier")
    bottoms = page.locator(".sorts > *").evaluate_all("all => all.map((each) => each.getBoundingClientRect().bottom)")
    assert len(bottoms) == 3
    assert max(bottoms) - min(bottoms) < 20


def test_forced_colours_still_show_what_was_found(page: Page, live_url: str, tree: Tree) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_url}/recherche/?q=atelier")
    drawn = "getComputedStyle(document.querySelector('.row mark')).borderBottomStyle"
    assert page.evaluate(drawn) == "solid"


def test_filters_order_and_pages_change_the_list_without_loading(page: Page, live_url: str, tree: Tree) -> None:
    page.goto(f"{live_url}/recherche/?q=atelier")
    page.evaluate("window.mine = true")
    status = page.locator("p[role=status].sr").last
    page.locator("#filtres input[value=actualite]").check()
    page.wait_for_url("**/recherche/?q=atelier&type=actualite")
    expect(page.locator(".chosen .chip")).to_have_count(1)
    expect(status).to_contain_text("27")
    assert page.evaluate("document.activeElement.value") == "actualite"
    page.locator(".pages a[rel=next]").click()
    page.wait_for_url("**page=2")
    expect(page.locator(".results-head > :first-child")).to_be_focused()
    expect(status).to_be_empty()  # the heading that takes the focus is read: it is not said twice
    page.go_back()
    page.wait_for_url("**/recherche/?q=atelier&type=actualite")
    expect(page.locator(".row")).to_have_count(20)
    page.locator(".chosen .chip").click()
    page.wait_for_url("**/recherche/?q=atelier")
    page.locator("#recherche").fill("workshop")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=workshop")
    expect(page.locator(".row")).to_have_count(1)
    assert page.title().startswith("workshop")
    assert page.evaluate("window.mine") is True


def test_when_the_list_cannot_be_fetched_the_browser_goes_there(page: Page, live_url: str, tree: Tree) -> None:
    page.goto(f"{live_url}/recherche/?q=atelier")
    page.route(
        "**/*type=actualite*",
        lambda route: route.continue_() if route.request.is_navigation_request() else route.abort(),
    )
    page.locator("#filtres input[value=actualite]").check()
    page.wait_for_url("**type=actualite")
    expect(page.locator(".chosen .chip")).to_have_count(1)


def test_on_a_phone_the_filters_are_a_sheet(page: Page, live_url: str, tree: Tree) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_url}/recherche/?q=atelier")
    sheet = page.locator("#filtres")
    expect(sheet).to_be_hidden()
    page.locator(".filters-button").click()
    expect(sheet).to_be_visible()
    sheet.locator("input[value=actualite]").check()
    assert "type=" not in page.url
    sheet.locator("button[type=submit]").click()
    page.wait_for_url("**type=actualite")
    expect(page.locator("#filtres")).to_be_hidden()
    expect(page.locator(".results-head > :first-child")).to_be_focused()


def test_suggestions_follow_the_combobox_pattern(page: Page, live_url: str, tree: Tree) -> None:
    page.goto(f"{live_url}/contact/")
    field = page.locator("#recherche")
    field.press_sequentially("atelier ini")
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.locator("[role=listbox] [role=option]")
    expect(options.first).to_be_visible()
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert focused(page) == "recherche"
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("atelier ini")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiatives/x/")


def test_a_field_is_a_combobox_before_anything_is_typed(page: Page, live_url: str, tree: Tree) -> None:
    said = """[...document.querySelectorAll("[role=combobox]")].map((field) => [
      field.id, field.getAttribute("aria-expanded"), field.getAttribute("aria-autocomplete"),
      document.getElementById(field.getAttribute("aria-controls"))?.role])"""
    page.goto(f"{live_url}/contact/")
    assert page.evaluate(said) == [["recherche", "false", "list", "listbox"]]
    both = [["recherche", "false", "list", "listbox"], ["autour", "false", "list", "listbox"]]
    page.goto(f"{live_url}/recherche/?q=atelier")
    assert page.evaluate(said) == both
    page.locator("#filtres input[value=actualite]").check()
    page.wait_for_url("**type=actualite")
    expect(page.locator("#autour")).to_have_attribute("role", "combobox")
    assert page.evaluate(said) == both
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []


def test_the_tab_key_leaves_the_suggestions_for_what_follows(page: Page, live_url: str, tree: Tree) -> None:
    page.set_viewport_size({"width": 1280, "height": 300})  # the list scrolls: browsers let Tab enter what scrolls
    page.goto(f"{live_url}/recherche/")
    page.locator("#recherche").press_sequentially("atelier")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#recherche ~ button")).to_be_focused()
    expect(page.locator("#recherche-suggestions")).to_be_hidden()


def test_enter_searches_and_a_click_opens(page: Page, live_url: str, tree: Tree) -> None:
    page.goto(f"{live_url}/contact/")
    page.locator("#recherche").press_sequentially("atelier ini")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/initiatives/x/")
    page.goto(f"{live_url}/contact/")
    page.locator("#recherche").press_sequentially("atelier ini")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=atelier+ini")


def test_a_place_is_suggested_and_written_in_its_field(page: Page, live_url: str, tree: Tree) -> None:
    page.goto(f"{live_url}/recherche/?q=atelier")
    page.evaluate("window.mine = true")
    page.locator("#filtres summary").last.click()
    place, options = page.locator("#autour"), page.locator("#autour-suggestions [role=option]")
    place.press_sequentially("ami")
    expect(options.first).to_be_visible()
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=atelier&autour=Amiens+%2880%29&rayon=30")
    expect(place).to_be_focused()
    expect(place).to_have_value("Amiens (80)")
    expect(page.locator(".row")).to_have_count(1)
    place.fill("a")
    place.press_sequentially("mi")
    options.first.click()
    expect(place).to_have_value("Amiens (80)")
    assert page.evaluate("window.mine") is True


def test_on_a_phone_a_place_and_a_period_wait_for_the_button(page: Page, live_url: str, tree: Tree) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_url}/recherche/?q=atelier")
    page.locator(".filters-button").click()
    page.locator("#filtres summary").last.click()
    page.locator("#autour").press_sequentially("amiens")
    page.locator("#autour-suggestions [role=option]").first.click()
    expect(page.locator("#autour")).to_have_value("Amiens (80)")
    assert "autour" not in page.url
    page.locator("#filtres summary", has_text="riod").click()
    page.locator("#du").fill("2026-01-01")
    page.locator("#filtres button[type=submit]").click()
    page.wait_for_url("**/recherche/?q=atelier&du=2026-01-01&autour=Amiens+%2880%29&rayon=30")
    expect(page.locator(".chosen .chip")).to_have_count(2)


def test_the_place_field_of_the_home_page_suggests_too(page: Page, live_url: str, tree: Tree) -> None:
    page.goto(live_url)
    page.locator("#lieu").press_sequentially("ami")
    expect(page.locator("#lieu-suggestions [role=option]").first).to_be_visible()
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#lieu")).to_have_value("Amiens (80)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?lieu=Amiens+%2880%29**")


def test_values_are_found_while_typing_and_chosen(page: Page, live_url: str, tree: Tree) -> None:
    page.goto(f"{live_url}/recherche/facette/annee?q=atelier")
    page.locator("#filtre").fill("2026")
    expect(page.locator(".values-list label:visible")).to_have_count(1)
    page.locator(".values-list input:visible").check()
    page.locator("#montrer").click()
    page.wait_for_url("**/recherche/?q=atelier&annee=2026")


def test_everything_works_without_javascript(plain: Page, live_url: str, tree: Tree) -> None:
    plain.goto(f"{live_url}/contact/")
    assert not plain.locator("#recherche").get_attribute("role")
    plain.locator("#recherche").fill("atelier")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/recherche/?q=atelier")
    plain.locator("#filtres input[value=actualite]").check()
    plain.locator("#filtres button[type=submit]").click()
    plain.wait_for_url("**type=actualite**")
    expect(plain.locator(".chosen .chip")).to_have_count(1)
    plain.goto(f"{live_url}/recherche/?q=atelier")
    plain.locator("#filtres summary", has_text="Année").click()
    plain.locator("#filtres a[href*='/facette/annee']").click()
    plain.wait_for_url("**/recherche/facette/annee?q=atelier")
    plain.locator("#filtre").fill("2026")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/recherche/facette/annee?q=atelier&filtre=2026")
    plain.locator(".values-list input").check()
    plain.locator("#montrer").click()
    plain.wait_for_url("**/recherche/?q=atelier&filtre=2026&annee=2026")
    expect(plain.locator(".chosen .chip")).to_have_count(1)
