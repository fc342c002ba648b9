"""A query is read from a URL and written back to it, whatever the URL holds."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.query import Query

pytestmark = pytest.mark.once

NAMES = ["territoire", "theme", "annee"]
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30).filter(
    lambda t: t.strip()
)


def parse(url: str) -> Query:
    return Query.parse(QueryDict(url.lstrip("?")), names=NAMES)


@given(
    values=st.dictionaries(st.sampled_from(NAMES), st.lists(words.map(str.strip).filter(bool), min_size=1, max_size=3)),
    since=st.none() | st.dates(),
    page=st.integers(1, 9999),
    sort=st.sampled_from(["", "date", "titre"]),
)
def test_a_query_written_to_a_url_is_read_back_equal(
    values: dict[str, list[str]], since: date | None, page: int, sort: str
) -> None:
    chosen = tuple((name, tuple(dict.fromkeys(values[name]))) for name in NAMES if name in values)
    query = Query(chosen=chosen, since=since, page=page, sort=sort)
    assert parse(query.url()) == query


@given(st.text(max_size=200))
def test_no_text_after_the_question_mark_is_an_error(text: str) -> None:
    query = Query.parse(QueryDict(text.encode("utf-8", "replace")), names=NAMES)
    assert query.page >= 1


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1000000000", "1e9", "٣", "²"])
def test_a_page_that_is_no_page_is_named_and_read_as_the_first(page: str) -> None:
    query = parse(f"page={page}")
    assert query.page == 1
    assert query.problems == (("page", page),)


@pytest.mark.parametrize(
    "day", ["2026-02-30", "hier", "0000-01-01", "99999-01-01", "20260101", "2026-W01-1", "2026-1-1", "٢٠٢٦-01-01"]
)
def test_a_day_that_is_no_day_is_named(day: str) -> None:
    query = parse(f"du={day}")
    assert query.since is None
    assert query.problems == (("du", day),)


@pytest.mark.parametrize(("name", "value"), [("tri", "prix"), ("tri", "DATE"), ("quand", "demain")])
def test_an_order_or_a_time_that_is_none_is_named(name: str, value: str) -> None:
    query = parse(f"{name}={value}")
    assert (query.sort, query.when, query.problems) == ("", "", ((name, value),))


def test_unknown_parameters_are_ignored() -> None:
    assert parse("utm_source=lettre&theme=sante") == Query(chosen=(("theme", ("sante",)),))


def test_choosing_a_value_twice_removes_it_and_goes_back_to_the_first_page() -> None:
    query = Query(chosen=(("theme", ("sante",)),), page=3)
    assert query.toggled("theme", "sante") == Query()
    assert query.toggled("annee", "2026").url() == "?theme=sante&annee=2026"


def test_a_long_value_is_cut_and_named() -> None:
    query = parse("theme=" + "x" * 5000)
    assert query.chosen == ()
    assert len(query.problems[0][1]) < 100
