"""All the values of a facet in a panel beside the list: its page, without leaving."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.factories import make_tree
from tests.portal.test_browser import Watch
from tests.search.searching import publish_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def many() -> None:
    """Lists, and a facet of 250 values: three pages of them."""
    make_tree()
    slugs = [f"asso-{n:03}" for n in range(250)]
    publish_all([{"title": f"Association {slug}", "type": "acteur", "card": {"slug": slug}} for slug in slugs])
    publish_all([{"title": f"Projet {slug}", "terms": {"acteur": [slug]}} for slug in slugs])


def open_panel(page: Page, name: str, key: str = "") -> Locator:
    """The panel of that facet, opened from the list by a click, or by a key."""
    link = page.locator(f"#filtres a[href*='/facette/{name}']")
    if key:
        link.focus()
        page.keyboard.press(key)
    else:
        link.click()
    panel = page.locator("dialog")
    expect(panel).to_be_visible()
    return panel


def test_all_values_of_a_facet_in_a_panel(page: Page, live_url: str, many: None) -> None:
    page.goto(f"{live_url}/recherche/?q=projet")
    page.evaluate("window.mine = true")
    before = page.evaluate("history.length")
    link = page.locator("#filtres a[href*='/facette/acteur']")
    panel = open_panel(page, "acteur")
    expect(page.get_by_role("dialog", name="Acteur")).to_have_count(1)
    panel.locator(".values-head button").click()
    expect(panel).to_have_count(0)
    expect(link).to_be_focused()
    panel = open_panel(page, "acteur", key="Enter")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert page.url == f"{live_url}/recherche/?q=projet"
    expect(link).to_be_focused()
    panel = open_panel(page, "acteur", key="Enter")
    panel.locator("input[value=asso-003]").check()
    panel.locator("button[name=page]").click()
    expect(panel.locator(".values-list legend")).to_be_focused()
    expect(panel.locator("input[value=asso-003]")).to_be_checked()
    panel.locator("input[value=asso-150]").check()
    panel.locator("#filtre").fill("asso-24")
    page.keyboard.press("Enter")
    expect(panel.locator(".values-list input")).to_have_count(10)
    panel.locator("input[value=asso-249]").check()
    panel.locator("#montrer").click()
    page.wait_for_url("**/recherche/?q=projet&acteur=asso-*")
    assert sorted(parse_qs(urlsplit(page.url).query)["acteur"]) == ["asso-003", "asso-150", "asso-249"]
    assert list(parse_qs(urlsplit(page.url).query)) == ["q", "acteur"]
    expect(panel).to_have_count(0)
    expect(page.locator(".row")).to_have_count(3)
    expect(page.locator(".results-head > :first-child")).to_be_focused()
    assert page.evaluate("window.mine") is True
    assert page.evaluate("history.length") == before + 1


def test_values_are_found_while_typing_in_the_panel_of_a_list(page: Page, live_url: str, many: None) -> None:
    years = [str(year) for year in range(2018, 2027)]
    publish_all([{"title": f"Initiative {n}", "type": "initiative", "terms": {"annee": [n]}} for n in years])
    page.goto(f"{live_url}/initiatives/")
    panel = open_panel(page, "annee")
    expect(panel.locator("#filtre ~ button")).to_be_hidden()
    panel.locator("#filtre").press_sequentially("2025")
    expect(panel.locator(".values-list label:visible")).to_have_count(1)
    expect(panel.locator("output")).to_have_text("1 / 9 choix")
    page.keyboard.press("Enter")  # they are found already
    assert page.url == f"{live_url}/initiatives/"
    panel.locator(".values-list input:visible").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiatives/?annee=2025")
    expect(page.locator(".card")).to_have_count(1)


def test_enter_on_a_value_shows_the_results_and_in_the_field_finds(page: Page, live_url: str, many: None) -> None:
    page.goto(f"{live_url}/recherche/?q=projet")
    panel = open_panel(page, "acteur")
    panel.locator("#filtre").fill("asso-24")
    page.keyboard.press("Enter")
    expect(panel.locator(".values-list input")).to_have_count(10)
    panel.locator("input[value=asso-249]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=projet&acteur=asso-249")
    expect(panel).to_have_count(0)


@pytest.mark.parametrize("way", ["back", "another list"])
def test_a_panel_that_comes_after_the_list_has_changed_stays_closed(
    page: Page, live_url: str, many: None, way: str
) -> None:
    held: list[Route] = []
    page.route("**/facette/acteur*", lambda route: held.append(route))
    page.goto(f"{live_url}/recherche/?q=projet")
    page.locator(".pages a[rel=next]").click()
    page.wait_for_url("**page=2")
    link = page.locator("#filtres a[href*='/facette/acteur']").element_handle()
    with page.expect_request("**/facette/acteur*"):
        link.click()
    if way == "back":
        page.go_back()
        page.wait_for_url("**/recherche/?q=projet")
    else:
        page.locator("#filtres input[value=actualite]").check()
        page.wait_for_url("**type=actualite")
    address = page.url
    held.pop().continue_()
    page.wait_for_function("link => !link.hasAttribute('aria-busy')", arg=link)
    expect(page.locator("dialog")).to_have_count(0)
    assert page.url == address


def test_going_back_closes_the_panel(page: Page, live_url: str, many: None) -> None:
    page.goto(f"{live_url}/recherche/?q=projet")
    page.locator(".pages a[rel=next]").click()
    page.wait_for_url("**page=2")
    panel = open_panel(page, "acteur")
    page.go_back()
    page.wait_for_url("**/recherche/?q=projet")
    expect(panel).to_have_count(0)
    expect(page.locator(".pages [aria-current]")).to_have_text("1")


def test_on_a_phone_the_sheet_gives_way_to_the_panel_and_comes_back(page: Page, live_url: str, many: None) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_url}/recherche/?q=projet")
    page.locator(".filters-button").click()
    sheet = page.locator("#filtres")
    sheet.locator("input[value=actualite]").check()  # chosen, not asked for yet
    panel = open_panel(page, "acteur")
    expect(sheet).to_be_hidden()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(sheet).to_be_visible()
    expect(sheet.locator("a[href*='/facette/acteur']")).to_be_focused()
    panel = open_panel(page, "acteur")
    page.mouse.click(195, 20)  # beside the panel
    expect(panel).to_have_count(0)
    expect(sheet).to_be_visible()
    panel = open_panel(page, "acteur")
    panel.locator("input[value=asso-003]").check()
    panel.locator("#montrer").click()
    page.wait_for_url("**/recherche/?q=projet&type=actualite&acteur=asso-003")
    expect(sheet).to_be_hidden()
    expect(page.locator(".chosen .chip")).to_have_count(2)


@pytest.mark.parametrize("answer", ["away", "not a facet"])
def test_without_the_page_of_a_facet_the_link_is_followed(page: Page, live_url: str, many: None, answer: str) -> None:
    def spoil(route: Route) -> None:
        if route.request.is_navigation_request():
            route.continue_()
        elif answer == "away":
            route.abort()
        else:
            route.fulfill(body="<p>Autre chose", content_type="text/html")

    page.route("**/facette/acteur*", spoil)
    page.goto(f"{live_url}/recherche/?q=projet")
    page.locator("#filtres a[href*='/facette/acteur']").click()
    page.wait_for_url("**/recherche/facette/acteur?q=projet")
    page.unroute("**/facette/acteur*")
    page.go_back()
    panel = open_panel(page, "acteur")
    page.route("**/facette/acteur*", spoil)
    panel.locator("button[name=page]").click()
    page.wait_for_url("**/recherche/facette/acteur?q=projet&page=2")


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_the_panel(page: Page, live_url: str, many: None, width: int) -> None:
    watch = Watch(page)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_url}/recherche/?q=projet")
    if width == 390:
        page.locator(".filters-button").click()
    panel = open_panel(page, "acteur")
    panel.evaluate("panel => Promise.all(panel.getAnimations().map(each => each.finished))")
    for letters in ("", "zzz"):
        if letters:
            panel.locator("#filtre").fill(letters)
            page.keyboard.press("Enter")
            expect(panel.locator(".notice")).to_be_focused()
        answer = Axe().run(page, options={"resultTypes": ["violations"]}).response
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in answer["violations"]] == []
        assert panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") == 0
    assert watch.complaints == []
