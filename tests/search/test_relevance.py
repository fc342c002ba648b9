"""The judged queries are answered as well as promised, on every engine, and the live catalogue knows nothing of it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.models import Counter
from search.catalogue import find
from search.models import Entry
from search.query import Query
from search.relevance.judge import ndcg
from tests.search.searching import publish

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data" / "relevance"
LIMITS = ("--min-ndcg", "0.93", "--min-success", "1", "--max-forbidden", "0")


def judge(*options: str, queries: Path = DATA / "queries.yaml", corpus: Path = DATA / "corpus.yaml") -> dict[str, Any]:
    out = StringIO()
    call_command("search_relevance", str(corpus), str(queries), "--json", *options, stdout=out)
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


def test_the_database_keeps_the_promise() -> None:
    report = judge(*LIMITS)
    assert len(report["queries"]) == 45
    assert report["ndcg@10"] >= 0.93


@pytest.mark.once
def test_elasticsearch_keeps_the_promise(settings: Any, elasticsearch_url: str) -> None:
    settings.SEARCH_URL = elasticsearch_url
    assert judge("--engine", "elastic", *LIMITS)["ndcg@10"] >= 0.93


@pytest.mark.once
@pytest.mark.opensearch
def test_opensearch_keeps_the_promise(settings: Any, opensearch_url: str) -> None:
    settings.SEARCH_URL = opensearch_url
    assert judge("--engine", "elastic", *LIMITS)["ndcg@10"] >= 0.93


def test_the_live_catalogue_is_neither_searched_nor_changed() -> None:
    publish("Un budget participatif bien à nous", url="/nous/")
    before = Counter.read()
    judge()
    assert Counter.read() == before  # or whoever follows the change log would see a hole in it, and begin again
    assert [entry.title for entry in Entry.objects.all()] == ["Un budget participatif bien à nous"]
    assert find(Query(text="budget participatif"), "fr").total == 1
    assert find(Query(text="harcèlement"), "fr").total == 0


def test_live_entries_are_judged_within_filters_and_by_whole_addresses_too(tmp_path: Path, settings: Any) -> None:
    publish("Un budget participatif", url="/nous/", type="initiative")
    publish("Un budget participatif ailleurs", url="/ailleurs/")
    queries = tmp_path / "live.yaml"
    row = "{id: a, q: budget, filters: {type: initiative}, judgments: {'http://localhost/nous/': 3}, must: yes"
    queries.write_text(f"queries:\n  - {row}, forbidden: ['https://portail.example.org/ailleurs/']}}\n")
    out = StringIO()
    call_command("search_relevance", "--live", str(queries), "--json", "--min-ndcg", "1", stdout=out)
    assert json.loads(out.getvalue())["queries"][0]["ranked"] == ["/nous/"]
    queries.write_text(
        f"queries:\n  - {row.replace('initiative', 'actualite')}, forbidden: [https://x.org/ailleurs/]}}\n"
    )
    with pytest.raises(CommandError):
        call_command("search_relevance", "--live", str(queries), stdout=StringIO())


def test_live_entries_are_judged_by_their_addresses(tmp_path: Path) -> None:
    publish("Un budget participatif bien à nous", url="/nous/")
    queries = tmp_path / "live.yaml"
    queries.write_text("queries:\n  - {id: a, q: budget participatif, must: true, judgments: {/nous/: 3}}\n")
    out = StringIO()
    call_command("search_relevance", "--live", str(queries), "--min-ndcg", "1", "--min-success", "1", stdout=out)
    assert "nDCG@10 1.0000" in out.getvalue()


def test_scores_outside_the_limits_fail_and_say_which_query(tmp_path: Path) -> None:
    queries = tmp_path / "queries.yaml"
    queries.write_text("queries:\n  - {id: dur, q: budget participatif, judgments: {d001: 3}, forbidden: [d025]}\n")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("search_relevance", str(DATA / "corpus.yaml"), str(queries), stdout=out)
    assert "dur  budget participatif" in out.getvalue()
    assert "d025" in out.getvalue()


@pytest.mark.parametrize("content", ["", "queries: 3", "queries: [{q: a}]", "a: [", "documents: []"])
def test_a_file_that_cannot_be_read_is_named(content: str, tmp_path: Path) -> None:
    queries = tmp_path / "queries.yaml"
    queries.write_text(content)
    with pytest.raises(CommandError, match=r"queries\.yaml"):
        judge(queries=queries)


@pytest.mark.once
def test_the_gain_is_that_of_the_rules() -> None:
    assert ndcg(["a", "b"], {"a": 3, "b": 1}) == 1
    assert 0 < ndcg(["b", "a"], {"a": 3, "b": 1}) < 1
    assert ndcg(["x"], {"a": 3}) == 0
