"""What search costs: results pages and suggestions for words drawn by their frequency, engines made again, analysis."""

import ast
import random
import time
from collections.abc import Sequence
from urllib.parse import urlencode

from tests.bench.server import Server, Site

QUERIES = 200
WARM_UP = 60
GOALS = {"results": 30.0, "frequent word": 60.0, "suggestions": 30.0}  # ms at 10,000 entries, three times at 100,000
CLUSTER_GOALS = {"results": 50.0, "frequent word": 60.0, "suggestions": 30.0}  # ms at 100,000 entries
GROWTH = (3.0, 1.5)  # of a results page from 10,000 entries to 100,000: a database, a cluster
MOST_QUERIES = 8
REBUILT = {"postgresql": 500, "sqlite": 500, "elasticsearch": 1_500, "opensearch": 1_500}  # entries a second
ANALYSED = 200_000  # words a second
FINDABLE = 1.0  # seconds
REBUILD = "from search.engines.select import engine; import time; t = time.monotonic(); n = engine().rebuild();"
REBUILD += "print(n / (time.monotonic() - t))"
WORDS = "from search.models import Word; print(list(Word.objects.filter(entries__gt=0, text__regex='^[^0-9]{3,}$')"
WORDS += ".order_by('-entries', 'text').values_list('text', 'entries')))"
ANALYSE = """
import time
from search.analysis import analyse
from search.models import Entry
texts = list(Entry.objects.values_list('text', flat=True)[:2000])
[analyse(text, 'fr') for text in texts]
started = time.perf_counter()
words = sum(len(analyse(text, 'fr')) for text in texts)
print(words / (time.perf_counter() - started))
"""
# A page is published as an editor does; then it is looked for as a visitor does, until it is found.
PUBLISH = """
import time
from wagtail.models import Locale, Page
from resources.models import NewsIndexPage, NewsPage
from search.catalogue import find
from search.query import Query
index = NewsIndexPage.objects.filter(locale__language_code='fr').first()
times = []
for number in range(6):
    page = NewsPage(title=f'Xylophone{number}', summary='Exemple.', date='2026-03-02', locale=index.locale, live=False)
    index.add_child(instance=page)
    revision = page.save_revision()
    started = time.monotonic()
    revision.publish()
    while not find(Query(text=f'xylophone{number}', exactly=True), 'fr').total:
        time.sleep(0.02)
        if time.monotonic() - started > 30:
            break
    times.append(time.monotonic() - started)
print(max(times[1:]))
"""


def drawn(site: Site) -> tuple[list[str], list[str]]:
    """(queries of one to three words drawn by frequency, always the same; words that are in nearly every entry)."""
    lines = site.manage("shell", "--no-imports", "-c", WORDS).splitlines()
    words = ast.literal_eval(next(line for line in lines if line.startswith("[")))
    rng = random.Random(2026)
    texts, weights = [word for word, _ in words], [entries for _, entries in words]
    queries: dict[str, None] = {}
    while len(queries) < QUERIES + WARM_UP:
        queries[" ".join(rng.choices(texts, weights, k=rng.choice((1, 1, 2, 2, 3))))] = None
    return list(queries), texts[:12]


def results(queries: Sequence[str]) -> list[str]:
    """Addresses of results pages."""
    return [f"/recherche/?{urlencode({'q': query})}" for query in queries]


def suggestions(queries: Sequence[str]) -> list[str]:
    """Addresses of suggestions, with words cut short."""
    return [f"/recherche/suggestions?{urlencode({'q': query[: max(3, len(query) * 2 // 3)]})}" for query in queries]


def addresses(site: Site) -> dict[str, list[str]]:
    """Addresses of each kind, all different."""
    queries, frequent = drawn(site)
    return {
        "results": results(queries),
        "frequent word": results([*queries[:WARM_UP], *frequent, *(f"{word} jeunes" for word in frequent)]),
        "suggestions": suggestions(queries),
    }


def speed_of(site: Site, code: str) -> float:
    """The number that a snippet prints, run on this database."""
    return float(site.manage("shell", "--no-imports", "-c", code).splitlines()[-1])


def grown(server: Server, urls: Sequence[str], searches: int = 10_000) -> tuple[int, int]:
    """Memory of the worker (kB) after a tenth of so many searches, and after all of them."""
    held = []
    started = time.monotonic()
    for number in range(searches):
        server.get(urls[number % len(urls)])
        if number in {searches // 10, searches - 1} or time.monotonic() - started > 600:
            held.append(server.used()[1])
        if len(held) == 2:
            break
    return held[0], held[-1]
