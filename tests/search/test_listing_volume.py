"""A list of ten and a list of a thousand cost the same queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.setup import Tree
from search.models import Entry
from tests.factories import make_tree
from tests.search.factories import touch

pytestmark = pytest.mark.django_db

LISTS = {
    "/initiatives/": "initiative",
    "/actualites/": "actualite",
    "/temoignages/": "temoignage",
    "/acteurs/": "acteur",
    "/agenda/": "evenement",
    "/ressources/": "veille",
    "/en/actualites/": "actualite",
}
LIMIT = 8


@pytest.fixture(scope="module")
def portal(standing: None) -> Tree:
    """A new portal, made once, in the catalogue."""
    return make_tree()


def fill(kind: str, start: int, end: int) -> None:
    """Rows as the projection writes them, with values of several facets."""
    today = date.today()
    rows = [
        Entry(
            key=f"page:{9_000_000 + number}",
            type=kind,
            language="fr",
            translation_key=f"{kind}-{number}",
            title=f"Entrée {number}",
            url=f"/{kind}/{number}/",
            date=today + timedelta(days=number % 30),
            date_end=today + timedelta(days=number % 30),
            terms={"type": [kind], "langue": ["fr"], "annee": ["2026"], "theme": ["sante"], "territoire": ["somme"]},
            digest=str(number),
        )
        for number in range(start, end)
    ]
    Entry.objects.bulk_create(rows, batch_size=200)
    touch(*(row.pk for row in rows))


def queries(client: Any, url: str) -> int:
    """Queries of the second visit: the first one loads what the process keeps."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize(("url", "kind"), LISTS.items())
def test_ten_items_and_a_thousand_cost_the_same(url: str, kind: str, tree: Tree, client: Any) -> None:
    fill(kind, 0, 10)
    few = queries(client, url)
    fill(kind, 10, 1000)
    assert queries(client, url) == few <= LIMIT
    assert queries(client, f"{url}?page=3&annee=2026") <= LIMIT
