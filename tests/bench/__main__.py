"""Prints the table; goals are those of quality.md, section 8 (V1, V2, V7, V8)."""

import argparse
import ast
import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice

from tests.bench import searching
from tests.bench.server import CLUSTERS, Answer, Server, Site

BARE_SETTINGS = "tests.bench.bare_settings"
REFERENCE = 0.64  # ms of the bare view on the machine where the goals were set
GOALS = {"home": (23.0, 10), "listing": (23.0, 8), "detail": (15.0, 12), "404": (8.0, 2)}
DATABASES = ("postgresql", "sqlite")
SIZES = (50, 10_000)
SEARCHED = (10_000, 100_000)  # catalogue entries
ASKED = 120
WARM_UP = 40  # different addresses, so that every statement has been written once
BARE = 250  # requests of the bare view before a row, and as many after it
LISTINGS = ("initiatives", "actualites", "temoignages", "ressources", "acteurs", "agenda")
THEMES = ("transition-ecologique", "vivre-ensemble", "sante", "culture", "mobilite")
MEMORY_LIMIT = 130_000  # kB
NODES, WEIGHT = 350, 120_000


@dataclass(frozen=True)
class Row:
    """What one kind of page costs: medians over different addresses, each asked once.

    `bare` is what a bare view took just before and just after: a machine is not as fast from one minute to the next.
    `processor` is the mean time that the worker itself spent: what other programs do to the machine changes it less.
    """

    name: str
    milliseconds: float
    bare: float
    processor: float
    slowest: float  # 95 % take no longer
    queries: int
    weight: int
    nodes: int
    statuses: frozenset[int]

    @property
    def ratio(self) -> float:
        """How many times a bare view it takes."""
        return self.milliseconds / self.bare


def measure(server: Server, bare: Server, name: str, urls: Iterable[str]) -> Row:
    """Ask each address once, after a warm-up of other ones; the bare view before and after."""
    addresses = list(urls)
    for url in addresses[:WARM_UP]:
        server.get(url)
    nothing = [bare.get("/bench/bare/").milliseconds for _ in range(BARE)]
    before, _ = server.used()
    answers: list[Answer] = [server.get(url) for url in addresses[WARM_UP:]]
    after, _ = server.used()
    nothing += [bare.get("/bench/bare/").milliseconds for _ in range(BARE)]
    return Row(
        name,
        statistics.median(answer.milliseconds for answer in answers),
        statistics.median(nothing),
        (after - before) / len(answers),
        sorted(answer.milliseconds for answer in answers)[len(answers) * 95 // 100],
        max(answer.queries for answer in answers),
        round(statistics.median(len(answer.body) for answer in answers)),
        max(len(re.findall(rb"<[a-zA-Z]", answer.body)) for answer in answers),
        frozenset(answer.status for answer in answers),
    )


def lists() -> list[str]:
    """Different addresses of lists that exist at any size: first pages, each with another filter."""
    choices = [f"annee={year}" for year in range(2020, 2027)] + [f"theme={theme}" for theme in THEMES]
    choices += [f"{choice}&tri=titre" for choice in choices]
    return [f"/{name}/?{choice}" for choice in ("", *choices) for name in LISTINGS]


def addresses(site: Site) -> dict[str, list[str]]:
    """Addresses of each kind of page, all different but the home's, which has only one."""
    public = [ast.literal_eval(line) for line in site.urls()]
    details = [url for url, kind in public if kind != "page"]
    return {
        "home": ["/"] * (ASKED // 2),
        "listing": list(islice(cycle(lists()), ASKED + WARM_UP)),
        "detail": list(islice(cycle(details), ASKED + WARM_UP)),
        "404": [f"/initiatives/rien-{number}/" for number in range(ASKED)],
    }


@contextmanager
def servers(site: Site) -> Iterator[tuple[Server, Server]]:
    """(the portal, a bare view through the same gunicorn), warm."""
    with Server("tests.bench.settings", site.environment) as server, Server(BARE_SETTINGS, site.environment) as bare:
        for _ in range(BARE):
            bare.get("/bench/bare/")
        yield server, bare


def report(pages: int, engine: str) -> None:
    """Measure one size and print its rows."""
    with Site(pages, engine) as site:
        print(f"\n{engine}, {pages} pages")
        print(
            f"{'page':10}{'ms':>8}{'cpu':>8}{'bare':>8}{'x bare':>8}{'goal':>8}"
            f"{'SQL':>6}{'goal':>6}{'kB':>8}{'nodes':>7}  status",
            flush=True,
        )
        with servers(site) as (server, bare):
            for name, urls in addresses(site).items():
                row = measure(server, bare, name, urls)
                limit, queries = GOALS[name]
                goal = limit / REFERENCE
                missed = [
                    word
                    for word, bad in (
                        ("time", row.ratio > goal),
                        ("SQL", row.queries > queries),
                        ("nodes", row.nodes > NODES),
                        ("weight", row.weight > WEIGHT),
                    )
                    if bad
                ]
                print(
                    f"{row.name:10}{row.milliseconds:8.1f}{row.processor:8.1f}{row.bare:8.2f}{row.ratio:8.1f}{goal:8.1f}"
                    f"{row.queries:6}{queries:6}{row.weight / 1000:8.1f}{row.nodes:7}"
                    f"  {','.join(map(str, sorted(row.statuses)))}"
                    f"{'  missed: ' + ', '.join(missed) if missed else ''}",
                    flush=True,
                )
            _, held = server.used()
            print(f"memory of the worker: {held / 1000:.0f} MB{'' if held <= MEMORY_LIMIT else '  missed'}", flush=True)


def report_searches(entries: int, engines: Sequence[str], *, memory: bool) -> dict[str, float]:
    """Measure search at one size, on each engine; returns the milliseconds of a results page of each."""
    took: dict[str, float] = {}
    databases = [database for database in DATABASES if database in engines]
    clusters = [engine for engine in CLUSTERS if engine in engines]
    for database in databases or DATABASES[:1]:
        with Site(entries, database, entries_only=True) as site:
            site.manage("init_portal", "--no-input", "--name", "Banc", "--email", "banc@example.org")
            site.settle()
            if database in engines:
                took[database] = report_search(site, database, entries, memory=memory)
            for engine in clusters if database == DATABASES[0] else ():
                with site.behind(engine):
                    took[engine] = report_search(site, engine, entries, memory=memory)
    return took


def report_search(site: Site, engine: str, entries: int, *, memory: bool) -> float:
    """Measure one engine and print its rows; returns the milliseconds of a results page."""
    urls = searching.addresses(site)
    rebuilt = searching.speed_of(site, searching.REBUILD)
    site.settle()
    print(f"\n{engine}, search among {entries} entries")
    titles = f"{'page':16}{'ms':>8}{'p95':>8}{'bare':>8}{'x bare':>8}{'goal':>8}{'SQL':>6}{'kB':>8}{'nodes':>7}  status"
    print(titles, flush=True)
    results = 0.0
    with servers(site) as (server, bare):
        for name, asked in urls.items():
            row = measure(server, bare, name, asked)
            results = results or row.milliseconds
            print_search(row, goal_of(name, entries, engine) / REFERENCE)
        if memory:
            before, after = searching.grown(server, urls["results"])
            print(f"memory: {before / 1000:.0f} MB after 1,000 searches, {after / 1000:.0f} MB at the end")
    print(f"engine made again: {rebuilt:.0f} entries/s{missed(rebuilt < searching.REBUILT[engine])}")
    if engine in DATABASES:
        analysed = searching.speed_of(site, searching.ANALYSE)
        print(f"analysis: {analysed:.0f} words/s{missed(analysed < searching.ANALYSED)}")
    seconds = searching.speed_of(site, searching.PUBLISH)
    print(f"published, then found: {seconds:.2f} s{missed(seconds > searching.FINDABLE)}", flush=True)
    return results


def goal_of(name: str, entries: int, engine: str) -> float:
    """Milliseconds that a page may take, on the machine where the goals were set."""
    if engine in CLUSTERS:
        return searching.CLUSTER_GOALS[name]
    return searching.GOALS[name] * (1 if entries <= SEARCHED[0] else 3)


def print_search(row: Row, goal: float) -> None:
    """One line of the table of search."""
    slow = row.ratio > goal or (row.queries > searching.MOST_QUERIES and row.name == "results")
    print(
        f"{row.name:16}{row.milliseconds:8.1f}{row.slowest:8.1f}{row.bare:8.2f}{row.ratio:8.1f}{goal:8.1f}"
        f"{row.queries:6}{row.weight / 1000:8.1f}{row.nodes:7}  {','.join(map(str, sorted(row.statuses)))}"
        f"{missed(slow)}",
        flush=True,
    )


def missed(bad: bool) -> str:
    """What the end of a line says."""
    return "  missed" if bad else ""


def main() -> None:
    """`python -m tests.bench [--engine NAME ...] [--pages N ...] [--entries N ...] [--memory]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    engines = [*DATABASES, *CLUSTERS]
    parser.add_argument("--engine", nargs="*", choices=engines, default=[*DATABASES, "elasticsearch"])
    parser.add_argument("--pages", type=int, nargs="*", default=list(SIZES), help="on the first of the databases")
    parser.add_argument("--entries", type=int, nargs="*", default=list(SEARCHED))
    parser.add_argument("--memory", action="store_true", help="10,000 searches, to see whether memory grows")
    options = parser.parse_args()
    for pages in options.pages:
        report(pages, next((engine for engine in DATABASES if engine in options.engine), DATABASES[0]))
    took = [report_searches(entries, options.engine, memory=options.memory) for entries in options.entries]
    for engine in took[0] if len(took) > 1 else ():
        growth = took[-1][engine] / took[0][engine]
        goal = searching.GROWTH[engine in CLUSTERS]
        print(f"{engine}: {growth:.1f} x from {options.entries[0]} to {options.entries[-1]}{missed(growth > goal)}")


if __name__ == "__main__":
    main()
