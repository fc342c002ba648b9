"""Prints the table; goals are those of quality.md, section 8 (V1, V2, V7, V8)."""

import argparse
import ast
import re
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle, islice

from tests.bench.server import Answer, Server, Site

REFERENCE = 0.64  # ms of the bare view on the machine where the goals were set
GOALS = {"home": (23.0, 10), "listing": (23.0, 8), "detail": (15.0, 12), "404": (8.0, 2)}
SIZES = (50, 10_000)
ASKED = 120
WARM_UP = 12
LISTINGS = ("initiatives", "actualites", "temoignages", "ressources", "acteurs", "agenda")
MEMORY_LIMIT = 130_000  # kB
NODES, WEIGHT = 350, 120_000


@dataclass(frozen=True)
class Row:
    """What one kind of page costs: medians over different addresses, each asked once."""

    name: str
    milliseconds: float
    queries: int
    weight: int
    nodes: int
    statuses: frozenset[int]


def measure(server: Server, name: str, urls: Iterable[str]) -> Row:
    """Ask each address once, after a warm-up of other ones."""
    addresses = list(urls)
    for url in addresses[:WARM_UP]:
        server.get(url)
    answers: list[Answer] = [server.get(url) for url in addresses[WARM_UP:]]
    return Row(
        name,
        statistics.median(answer.milliseconds for answer in answers),
        max(answer.queries for answer in answers),
        round(statistics.median(len(answer.body) for answer in answers)),
        max(len(re.findall(rb"<[a-zA-Z]", answer.body)) for answer in answers),
        frozenset(answer.status for answer in answers),
    )


def addresses(site: Site) -> dict[str, list[str]]:
    """Addresses of each kind of page, all different but the home's, which has only one."""
    public = [ast.literal_eval(line) for line in site.urls()]
    details = [url for url, kind in public if kind != "page"]
    lists = [
        f"/{name}/?page={page}&annee={year}" for year in (2026, 2025, 2024) for page in (1, 2) for name in LISTINGS
    ]
    lists += [f"/{name}/?theme={theme}" for name in LISTINGS for theme in ("transition-ecologique", "vivre-ensemble")]
    lists += [f"/{name}/?tri=titre&page={page}" for page in range(1, 20) for name in LISTINGS[:4]]
    return {
        "home": ["/"] * (ASKED // 2),
        "listing": lists[: ASKED + WARM_UP],
        "detail": list(islice(cycle(details), ASKED + WARM_UP)),
        "404": [f"/initiatives/rien-{number}/" for number in range(ASKED)],
    }


def bare_time(site: Site) -> float:
    """Median of a bare view through the same gunicorn."""
    with Server("tests.bench.bare_settings", site.environment) as server:
        return measure(server, "bare", ["/bench/bare/"] * 500).milliseconds


def report(pages: int, engine: str) -> None:
    """Measure one size and print its rows."""
    with Site(pages, engine) as site:
        bare = bare_time(site)
        print(f"\n{engine}, {pages} pages; bare view {bare:.2f} ms", flush=True)
        print(f"{'page':10}{'ms':>8}{'x bare':>8}{'goal':>8}{'SQL':>6}{'goal':>6}{'kB':>8}{'nodes':>7}  status")
        with Server("tests.bench.settings", site.environment) as server:
            for name, urls in addresses(site).items():
                row = measure(server, name, urls)
                limit, queries = GOALS[name]
                ratio, goal = row.milliseconds / bare, limit / REFERENCE
                missed = [
                    word
                    for word, bad in (
                        ("time", ratio > goal),
                        ("SQL", row.queries > queries),
                        ("nodes", row.nodes > NODES),
                        ("weight", row.weight > WEIGHT),
                    )
                    if bad
                ]
                print(
                    f"{row.name:10}{row.milliseconds:8.1f}{ratio:8.1f}{goal:8.1f}{row.queries:6}{queries:6}"
                    f"{row.weight / 1000:8.1f}{row.nodes:7}  {','.join(map(str, sorted(row.statuses)))}"
                    f"{'  missed: ' + ', '.join(missed) if missed else ''}",
                    flush=True,
                )
            held = int(server.get("/bench/memory/").body)
            print(f"memory of the worker: {held / 1000:.0f} MB{'' if held <= MEMORY_LIMIT else '  missed'}", flush=True)


def main() -> None:
    """`python -m tests.bench [--engine sqlite|postgresql] [--pages N ...]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="postgresql")
    parser.add_argument("--pages", type=int, nargs="+", default=list(SIZES))
    options = parser.parse_args()
    for pages in options.pages:
        report(pages, options.engine)


if __name__ == "__main__":
    main()
