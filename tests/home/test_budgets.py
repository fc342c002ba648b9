"""What a visit may cost: SQL queries, HTML elements and bytes, the same with many pages as with few."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import ActorPage, InitiativePage, TerritoryPage
from portal.models import PortalRendition
from resources.models import NewsPage, ToolPage
from search.models import Entry
from search.projection import rebuild
from tests.factories import make_tree
from tests.home.places import make_places
from tests.resources.factories import make_picture

pytestmark = pytest.mark.django_db

# quality.md, V2 and V8
QUERIES = {"home": 10, "listing": 8, "detail": 12, "missing": 2}
WEIGHT = 120_000
NODES = 350
TERRITORY_NODES = 420  # its ten ingredients, who steers, and six short lists
LISTINGS = ("territoires", "acteurs", "initiatives", "temoignages", "agenda", "actualites", "ressources")
FEW, MANY = 90, 400
OF_EACH_TYPE = 4


@pytest.fixture(scope="module")
def portal(standing: None) -> None:
    """A portal with a few territories and some pages of every type, made once."""
    make_places()
    make_tree()
    generate(FEW, seed=1)


def generate(pages: int, seed: int) -> None:
    """Write that many pages, with everything that a page can hold and refer to."""
    out = StringIO()
    call_command("generate_content", f"--pages={pages}", f"--seed={seed}", "--today=2026-03-02", stdout=out, stderr=out)


def addresses() -> Iterator[tuple[str, str, str]]:
    """(budget, kind of page, address) of what a visitor meets."""
    yield from (("home", "home", url) for url in ("/", "/?lieu=amiens", "/en/"))
    for name in LISTINGS:
        yield from (("listing", name, f"/{name}/{query}") for query in ("", "?theme=inconnu", "?tri=titre"))
        yield "listing", f"/en/{name}", f"/en/{name}/"
    yield from (("missing", "missing", url) for url in ("/rien/", "/initiatives/rien/", "/en/actors/a/b/"))
    seen: dict[str, int] = defaultdict(int)
    for kind, url in Entry.objects.filter(key__startswith="page:").order_by("pk").values_list("type", "url"):
        seen[kind] += 1
        if seen[kind] <= OF_EACH_TYPE:
            yield "detail", kind, url


def visit(client: Client, urls: Iterable[tuple[str, str, str]]) -> tuple[dict[str, int], list[str]]:
    """(most queries by kind of page, what went over its budget). Each address is asked once before it is measured."""
    most: dict[str, int] = defaultdict(int)
    over: list[str] = []
    for budget, kind, url in urls:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert response.status_code == (404 if budget == "missing" else 200), url
        nodes, weight = len(re.findall(rb"<[a-zA-Z]", response.content)), len(response.content)
        most[kind] = max(most[kind], len(queries))
        most_nodes = TERRITORY_NODES if kind == "territoire" else NODES
        if len(queries) > QUERIES[budget] or nodes > most_nodes or weight > WEIGHT:
            over.append(f"{url}: {len(queries)} queries, {nodes} elements, {weight} bytes")
    return dict(most), over


def test_each_page_keeps_to_its_budget_whatever_the_volume(client: Client, portal: None) -> None:
    few, over = visit(client, addresses())
    assert not over
    generate(MANY, seed=2)
    many, over = visit(client, addresses())
    assert not over
    assert {kind: many[kind] for kind in few} == few


def test_no_visit_encodes_a_picture(client: Client, portal: None) -> None:
    picture = make_picture()
    for model in (InitiativePage, TerritoryPage, NewsPage, ToolPage):
        model.objects.update(image=picture)
    ActorPage.objects.update(image=picture, logo=picture)
    rebuild()
    PortalRendition.objects.all().delete()
    visit(client, addresses())
    assert not PortalRendition.objects.exists()
