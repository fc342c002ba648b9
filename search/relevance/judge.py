"""Scores: nDCG@10, success@3 of the queries that must succeed, queries that return a forbidden document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from search.relevance.corpus import Judged

DEPTH = 10
SUCCESS = 3

Ranker = Callable[[Judged], Sequence[str]]


@dataclass(frozen=True)
class Case:
    """What one query returned, and what is wrong with it (empty: nothing)."""

    query: Judged
    ranked: tuple[str, ...]
    ndcg: float
    succeeded: bool | None  # None for a query that need not
    forbidden: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether somebody should look at it."""
        return self.succeeded is False or bool(self.forbidden) or self.ndcg < 0.9


@dataclass(frozen=True)
class Report:
    """The scores of a set of queries."""

    cases: tuple[Case, ...]

    @property
    def ndcg(self) -> float:
        """Mean nDCG@10 (0 to 1)."""
        return sum(case.ndcg for case in self.cases) / len(self.cases) if self.cases else 0.0

    @property
    def success(self) -> float:
        """Share of the `must` queries with a grade 3 among the first three (0 to 1)."""
        asked = [case.succeeded for case in self.cases if case.succeeded is not None]
        return sum(asked) / len(asked) if asked else 1.0

    @property
    def forbidden(self) -> int:
        """How many queries return a forbidden document, at any rank."""
        return sum(bool(case.forbidden) for case in self.cases)

    def as_json(self) -> dict[str, object]:
        """Everything, for machines."""
        return {
            "ndcg@10": round(self.ndcg, 4),
            "success@3": round(self.success, 4),
            "forbidden": self.forbidden,
            "queries": [
                {
                    "id": case.query.id,
                    "q": case.query.q,
                    "ndcg@10": round(case.ndcg, 4),
                    "success@3": case.succeeded,
                    "forbidden": list(case.forbidden),
                    "ranked": list(case.ranked[:DEPTH]),
                }
                for case in self.cases
            ],
        }


def gain(grades: Iterable[int]) -> float:
    """Discounted cumulative gain: 2^grade - 1 over log2(rank + 1)."""
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def ndcg(ranked: Sequence[str], judgments: Mapping[str, int]) -> float:
    """Normalised gain of the first ten (0 to 1); 1 where nothing is judged."""
    best = gain(sorted(judgments.values(), reverse=True)[:DEPTH])
    return gain([judgments.get(key, 0) for key in ranked[:DEPTH]]) / best if best else 1.0


def judge(queries: Iterable[Judged], rank: Ranker) -> Report:
    """Run every query; `rank` returns keys, best first."""
    cases = []
    for query in queries:
        ranked = tuple(rank(query))
        top = [query.judgments.get(key, 0) for key in ranked[:SUCCESS]]
        cases.append(
            Case(
                query,
                ranked,
                ndcg(ranked, query.judgments),
                3 in top if query.must else None,
                tuple(key for key in ranked if key in query.forbidden),
            )
        )
    return Report(tuple(cases))
