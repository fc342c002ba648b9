"""Queries of our own, judged on the shared corpus by its rules: other words, forms and places than the shared ones."""

from pathlib import Path

import pytest

from search.analysis import RULES
from search.catalogue import find
from search.check import drifts
from search.projection import project_pending, rebuild
from search.query import Query
from tests.factories import make_tree
from tests.search.searching import publish
from tests.search.test_relevance import DATA, judge

pytestmark = pytest.mark.django_db


def test_queries_of_our_own_are_answered_as_well_as_the_shared_ones() -> None:
    limits = ("--min-ndcg", "0.95", "--min-success", "1", "--max-forbidden", "0")
    assert len(judge(*limits, queries=DATA / "own_queries.yaml")["queries"]) >= 160


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("budget partici", "participation"),  # the beginning of a word, before words that are two errors away
        ("budget particpation", "participation"),
        ("budget musiq", "musique"),
        ("budget mus", None),  # too short to tell
    ],
)
def test_a_word_left_unfinished_is_its_likeliest_end(typed: str, meant: str | None) -> None:
    publish("Budget de la participation et de la musique", "Une partie des particules partira.")
    publish("Participation")
    answer = find(Query(text=typed), "fr")
    assert [form for _, form in answer.corrections] == ([meant] if meant else [])
    assert answer.total == (1 if meant else 0)


def test_what_kind_of_place_a_name_is_need_not_be_said(tmp_path: Path) -> None:
    (tmp_path / "territories.yaml").write_text(
        "territories:\n"
        "  - {name: Oise, slug: oise, kind: departement, code: '60'}\n"
        "  - {name: Creil, slug: creil, kind: commune, code: '60175', parent: Oise}\n",
        encoding="utf-8",
    )
    common = "type: page, summary: '', body: '', date: '2025-01-01'"
    documents = [
        f"  - {{id: lycee, title: Un lycée, territories: [Creil], {common}}}\n",
        f"  - {{id: autre, title: Une ville, territories: [], {common}}}\n",
    ]
    (tmp_path / "corpus.yaml").write_text("documents:\n" + "".join(documents), encoding="utf-8")
    queries = [
        f"  - {{id: q{number}, q: {text!r}, must: true, judgments: {{lycee: 3}}, forbidden: [autre]}}\n"
        for number, text in enumerate(["ville de Creil lycée", "le lycée, département de l’Oise", "commune Creil"])
    ]
    (tmp_path / "queries.yaml").write_text("queries:\n" + "".join(queries), encoding="utf-8")
    report = judge("--min-ndcg", "1", queries=tmp_path / "queries.yaml", corpus=tmp_path / "corpus.yaml")
    assert report["success@3"] == 1


def test_other_rules_of_analysis_make_every_entry_stale_until_a_rebuild(monkeypatch: pytest.MonkeyPatch) -> None:
    make_tree()
    project_pending()
    assert not list(drifts())
    monkeypatch.setattr("search.store.RULES", RULES + 1)
    assert {drift.kind for drift in drifts()} == {"stale"}
    rebuild()
    assert not list(drifts())
