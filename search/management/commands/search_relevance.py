"""`manage.py search_relevance CORPUS.yaml QUERIES.yaml`: how well search answers judged queries."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.catalogue import find
from search.engines.base import Engine
from search.engines.select import database, using
from search.places import gazetteer, register_gazetteer
from search.query import Query
from search.relevance.corpus import CorpusError, FileGazetteer, Judged, read_queries, write_corpus
from search.relevance.judge import Report, judge
from search.relevance.shadow import shadow_catalogue

DEEP = 500  # results looked at for a forbidden one


class Command(BaseCommand):
    """Index a corpus apart from the live catalogue, run its judged queries, print the scores."""

    help = "Scores judged queries on a corpus (apart from the live catalogue) or, with --live, on the live entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, the engine, the limits."""
        parser.add_argument("corpus", type=Path, nargs="?", metavar="CORPUS.yaml")
        parser.add_argument("queries", type=Path, nargs="?", metavar="QUERIES.yaml")
        parser.add_argument("--live", type=Path, metavar="QUERIES.yaml", help="judge the live entries, by URL")
        parser.add_argument("--engine", choices=["database", "elastic"], default="database")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")
        parser.add_argument("--min-ndcg", type=float, default=0.0)
        parser.add_argument("--min-success", type=float, default=0.0)
        parser.add_argument("--max-forbidden", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge and print; CommandError (exit 1) outside the limits."""
        if options["engine"] == "elastic" and not settings.SEARCH_URL:
            raise CommandError(_("SEARCH_URL is empty: there is no cluster to judge."))
        try:
            report = self._judge(options)
        except CorpusError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        else:
            self._print(report)
        if (
            report.ndcg < options["min_ndcg"]
            or report.success < options["min_success"]
            or report.forbidden > options["max_forbidden"]
        ):
            raise CommandError(_("The scores are outside the limits."))

    def _judge(self, options: dict[str, Any]) -> Report:
        if options["live"]:
            with engine(options["engine"]) as judged, using(judged):
                return judge(read_queries(options["live"]), ranker(lambda card: str(card.url)))
        if not (options["corpus"] and options["queries"]):
            raise CommandError(_("Give a corpus and its queries, or --live and queries."))
        queries = read_queries(options["queries"])
        with corpus(options["corpus"], options["engine"]):
            return judge(queries, ranker(lambda card: str(card.key)))

    def _print(self, report: Report) -> None:
        for case in report.cases:
            if case.failed:
                wrong = [f"nDCG {case.ndcg:.2f}"]
                wrong += [_("no grade 3 among the first three")] if case.succeeded is False else []
                wrong += [_("forbidden: %(keys)s") % {"keys": ", ".join(case.forbidden)}] if case.forbidden else []
                self.stdout.write(f"{case.query.id}  {case.query.q}  ({'; '.join(wrong)})")
                best = sorted(case.query.judgments.items(), key=lambda pair: -pair[1])
                self.stdout.write(f"    {_('wanted')}: {' '.join(f'{key}:{grade}' for key, grade in best[:10])}")
                got = (f"{key}:{case.query.judgments.get(key, 0)}" for key in case.ranked[:10])
                self.stdout.write(f"    {_('got')}: {' '.join(got)}")
        self.stdout.write(
            f"nDCG@10 {report.ndcg:.4f}   success@3 {report.success:.4f}   forbidden {report.forbidden}"
            f"   ({len(report.cases)} queries)"
        )


@contextmanager
def engine(name: str, *, apart: bool = False) -> Iterator[Engine]:
    """The engine of that name; `apart` on an index of its own, which goes at the end."""
    if name == "database":
        yield database()
        return
    from search.engines.elastic.engine import ElasticEngine

    elastic = ElasticEngine.apart() if apart else ElasticEngine.live()
    try:
        if apart:
            elastic.rebuild()
        yield elastic
    finally:
        if apart:
            elastic.drop()


@contextmanager
def corpus(path: Path, name: str) -> Iterator[None]:
    """A corpus and its places as the catalogue, on an engine of that name."""
    former = gazetteer()
    places = FileGazetteer(path.parent / "territories.yaml")
    with shadow_catalogue():
        register_gazetteer(places)
        try:
            write_corpus(path, places)
            with engine(name, apart=True) as judged, using(judged):
                yield
        finally:
            register_gazetteer(former)


def ranker(name: Callable[[Any], str]) -> Callable[[Judged], Sequence[str]]:
    """Ranks by the portal's own search: the results, then what holds most of the words."""

    def rank(judged: Judged) -> list[str]:
        chosen = tuple((facet, tuple(values)) for facet, values in judged.filters.items())
        answer = find(Query(text=judged.q, chosen=chosen), "fr", page_size=DEEP)
        return [name(card) for card in [*answer.cards, *answer.nearly]]

    return rank
