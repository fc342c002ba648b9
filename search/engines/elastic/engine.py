"""The engine that a cluster is: it answers while it is in step with the catalogue, and says so when it is not."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from search.analysis import QueryWord
from search.engines.base import EngineAway, Found, Request
from search.engines.elastic import requests, sync
from search.engines.elastic.away import NO_ANSWER, behind
from search.engines.elastic.client import client
from search.engines.elastic.health import check
from search.engines.elastic.rebuild import rebuild, rebuild_apart
from search.engines.elastic.state import State, read_state
from search.engines.elastic.text import Clause

RARE = 20  # entries that hold a part of a text, under which few results are expected
BEGINNINGS = "top_terms_50"  # words that a beginning may stand for, where it begins a title


class ElasticEngine:
    """See search.engines.base.Engine."""

    name = "elastic"

    def __init__(self, index: str = "") -> None:
        """`index` is one of its own, apart from the live one, of which nothing is noted (see `apart`)."""
        self.own = index

    @classmethod
    def live(cls) -> "ElasticEngine":
        """The one that serves the portal."""
        return cls()

    @classmethod
    def apart(cls) -> "ElasticEngine":
        """One with an index of its own, filled by `rebuild` from the catalogue at hand, until `drop`."""
        return cls(f"{client().alias}-apart-{uuid.uuid4().hex}")

    def drop(self) -> None:
        """Delete the index of its own."""
        client().delete(self.own)

    def index(self, ids: Iterable[int]) -> None:
        """See Engine. What is told out of turn does not move the position: the log tells it again."""
        sync.send(client(), set(ids), self.own or client().alias)

    def remove(self, ids: Iterable[int]) -> None:
        """See Engine: what the catalogue has no more is forgotten, what it still has is not."""
        self.index(ids)

    def search(self, asked: Sequence[Request]) -> list[Found]:
        """See Engine: one call, in which what holds most of a rare text is asked for at once; a second one where few
        results hold all the words of a text that is not rare. The time is that of both.
        """
        until = client().deadline()
        state = self._state()
        rare = [place for place, request in enumerate(asked) if _is_rare(request)]
        searches = [(requests.body(each, state.hidden), _preference(each)) for each in asked]
        answers = self._ask(searches + [_nearly(asked[place], state) for place in rare], until)
        found = [
            Found(
                _ids(answer),
                answer["hits"]["total"]["value"],
                requests.counts(answer, request.facets),
                requests.present(answer),
                number=state.number,
                exact=False,
            )
            for request, answer in zip(asked, answers, strict=False)
        ]
        near = dict(zip(rare, answers[len(asked) :], strict=True))
        few = [place for place, request in enumerate(asked) if _has_few(request, found[place])]
        late = [place for place in few if place not in near]
        near |= zip(late, self._ask([_nearly(asked[place], state) for place in late], until), strict=True)
        for place in few:
            found[place].nearly = _ids(near[place])
        return found

    def suggest(self, words: Sequence[QueryWord], language: str, size: int) -> list[int]:
        """See Engine."""
        clauses = [_in_title(word) for word in words]
        first = [_first_in_title(word) for word in words[:1]]
        body = requests.suggestion(clauses, first, language, self._state().hidden, size)
        return _ids(self._ask([(body, "suggestions")], client().deadline())[0]) if clauses and size > 0 else []

    def rebuild(self) -> int:
        """See Engine."""
        return rebuild_apart(self.own) if self.own else rebuild()

    def health(self) -> str:
        """See Engine."""
        return check()

    def _state(self) -> State:
        """The state of the catalogue; EngineAway when the cluster lacks changes that it should have by now."""
        state = read_state()
        if not self.own and (count := state.behind):
            raise behind(count)
        return state

    def _ask(self, searches: Sequence[tuple[dict[str, Any], str]], until: float) -> list[dict[str, Any]]:
        """The answers to (body, preference) each; EngineAway when only a part of the index answered in time."""
        answers = client().search(searches, self.own, shown=requests.SHOWN, until=until) if searches else []
        if any(answer.get("timed_out", True) for answer in answers):
            raise EngineAway(NO_ANSWER)
        return answers


def _may_have_few(request: Request) -> bool:
    """Whether what holds most of the text may be looked for too."""
    return request.fewer_than > 0 and request.start == 0 and len(requests.groups(request)) > 1


def _has_few(request: Request, found: Found) -> bool:
    return _may_have_few(request) and found.total < request.fewer_than


def _is_rare(request: Request) -> bool:
    """Whether few results are to be expected, for a part of the text is rare."""
    return _may_have_few(request) and any(each.entries < RARE and not each.places for each in requests.groups(request))


def _nearly(request: Request, state: State) -> tuple[dict[str, Any], str]:
    return requests.nearly(request, state.hidden), _preference(request)


def _ids(answer: dict[str, Any]) -> list[int]:
    return [int(hit["_id"]) for hit in answer.get("hits", {}).get("hits", [])]


def _preference(request: Request) -> str:
    """The pages of a query are read from the same copies of the shards: scores differ a little from one to another."""
    return hashlib.sha256(repr((request.text, request.fixed)).encode()).hexdigest()[:16]


def _in_title(word: QueryWord) -> Clause:
    queries: list[Clause] = [{"match": {"title": token}} for token in word.tokens]
    if word.prefix:
        queries.append({"prefix": {"title": {"value": word.prefix}}})
    return {"dis_max": {"queries": queries}}


def _first_in_title(word: QueryWord) -> Clause:
    spans: list[Clause] = [{"span_term": {"title": token}} for token in word.tokens]
    if word.prefix:
        spans.append({"span_multi": {"match": {"prefix": {"title": {"value": word.prefix, "rewrite": BEGINNINGS}}}}})
    return {"span_first": {"match": {"span_or": {"clauses": spans}}, "end": 1}}
