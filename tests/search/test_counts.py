"""Counts by bitmaps are the counts that reading every row gives."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from search.catalogue import Section, find, find_all, sections
from search.index import held
from search.models import Entry
from search.query import Query
from search.registry import Label, _facets
from tests.search.factories import make_entry, touch

THEMES = ["sante", "climat", "emploi"]
PLACES = ["somme", "aisne", "amiens"]
FACETS = ("type", "theme", "territoire", "annee")
DAY = date(2026, 6, 1)


@st.composite
def catalogues(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few rows with values of several facets."""
    return draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.sampled_from(["actualite", "evenement"]),
                    "theme": st.lists(st.sampled_from(THEMES), max_size=2, unique=True),
                    "territoire": st.lists(st.sampled_from(PLACES), max_size=2, unique=True),
                    "day": st.integers(-400, 400),
                }
            ),
            max_size=12,
        )
    )


chosen_values = st.fixed_dictionaries(
    {}, optional={"theme": st.lists(st.sampled_from(THEMES), min_size=1, unique=True), "territoire": st.just(["somme"])}
)


def has(row: Entry, name: str, values: list[str] | tuple[str, ...]) -> bool:
    return any(value in row.terms.get(name, []) for value in values)


class CountsTest(TestCase):
    """One transaction an example, rolled back: what the process holds is dropped with it."""

    def setup_example(self) -> None:
        super().setup_example()
        held.forget()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows=catalogues(), chosen=chosen_values)
    def test_counts_equal_brute_force(self, rows: list[dict[str, Any]], chosen: dict[str, list[str]]) -> None:
        for row in rows:
            day = DAY + timedelta(days=row["day"])
            terms = {"theme": row["theme"], "territoire": row["territoire"], "annee": [str(day.year)]}
            make_entry(type=row["type"], date=day, terms=terms)
        query = Query(chosen=tuple((name, tuple(values)) for name, values in chosen.items()))
        answer = find(query, "fr", facets=FACETS, today=DAY)
        entries = list(Entry.objects.all())
        matching = [row for row in entries if all(has(row, name, values) for name, values in query.chosen)]
        assert answer.total == len(matching)
        newest = sorted(matching, key=lambda row: (row.date, row.pk), reverse=True)[:20]
        assert [card.key for card in answer.cards] == [row.key for row in newest]
        for counts in answer.counts:
            name = counts.facet.name
            others = [row for row in entries if all(has(row, n, v) for n, v in query.chosen if n != name)]
            held_values = {value for row in entries for value in row.terms.get(name, [])}
            expected = {value: sum(has(row, name, [value]) for row in others) for value in held_values}
            # Names of themes and places are the network's: without the term behind it, a value is not offered.
            assert {v.value: v.count for v in counts.values} == {
                value: count
                for value, count in expected.items()
                if (count or value in query.facets.get(name, ())) and name in ("type", "annee")
            } or name not in ("type", "annee")


@pytest.mark.django_db
def test_an_entry_changed_elsewhere_is_followed_without_a_reload() -> None:
    entry = make_entry(terms={"annee": ["2025"]})
    assert find(Query(), "fr", facets=("annee",)).total == 1
    before = held.index
    entry.terms["annee"] = ["2026"]
    entry.save()
    touch(entry.pk)
    counts = find(Query(), "fr", facets=("annee",)).counts[0]
    assert [(v.value, v.count) for v in counts.values] == [("2026", 1)]
    assert held.index is before


@pytest.mark.django_db
def test_a_log_that_was_cut_makes_the_index_load_again() -> None:
    from search.models import Change

    make_entry()
    assert find(Query(), "fr").total == 1
    make_entry()
    Change.objects.all().delete()
    make_entry()
    assert find(Query(), "fr").total == 3


@pytest.mark.django_db
def test_a_marked_or_expired_entry_is_neither_shown_nor_counted() -> None:
    from django.utils import timezone

    from search.models import Mark

    make_entry(title="visible")
    marked = make_entry(title="marquée")
    make_entry(title="expirée", expires_at=timezone.now() - timedelta(seconds=1))
    Mark.objects.create(key=marked.key)
    answer = find(Query(), "fr", facets=("type",))
    assert [card.title for card in answer.cards] == ["visible"]
    assert answer.total == 1
    assert [(v.value, v.count) for v in answer.counts[0].values] == [("actualite", 1)]


@pytest.mark.django_db
def test_english_lists_show_each_thing_once_in_english_if_it_exists() -> None:
    make_entry(title="Bonjour", translation_key="a")
    make_entry(title="Hello", translation_key="a", language="en")
    make_entry(title="Seulement en français", translation_key="b")
    assert {(c.title, c.language) for c in find(Query(), "en").cards} == {
        ("Hello", ""),
        ("Seulement en français", "fr"),
    }
    assert {c.title for c in find(Query(), "fr").cards} == {"Bonjour", "Seulement en français"}
    only = Query(chosen=(("langue", ("en",)),))
    assert {c.title for c in find(only, "fr").cards} == {"Hello"}


@pytest.mark.django_db
@pytest.mark.parametrize(("last_day", "coming"), [(-1, False), (0, True), (1, True)])
def test_what_ends_today_is_coming(last_day: int, coming: bool) -> None:
    make_entry(type="evenement", date=DAY - timedelta(days=5), date_end=DAY + timedelta(days=last_day))
    assert (find(Query(when="a-venir"), "fr", today=DAY).total == 1) is coming
    assert (find(Query(when="passes"), "fr", today=DAY).total == 0) is coming


@pytest.mark.django_db
def test_a_period_includes_both_its_ends() -> None:
    make_entry(date=date(2026, 3, 1))
    assert find(Query(since=date(2026, 3, 1), until=date(2026, 3, 1)), "fr").total == 1
    assert find(Query(since=date(2026, 3, 2)), "fr").total == 0
    assert find(Query(until=date(2026, 2, 28)), "fr").total == 0


@pytest.mark.django_db
def test_a_list_costs_two_queries_whatever_its_length(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        make_entry()
    find(Query(), "fr", facets=("type", "annee"))
    with django_assert_num_queries(2):
        find(Query(), "fr", facets=("type", "annee"))
    for _ in range(60):
        make_entry()
    find(Query(), "fr", facets=("type", "annee"))
    with django_assert_num_queries(2):
        assert len(find(Query(), "fr", facets=("type", "annee")).cards) == 20
    with django_assert_num_queries(2):
        sections([Section(Query(fixed=(("type", ("actualite",)),))), Section(Query())], "fr")


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["date", "title", "coming"])
def test_long_lists_are_in_the_same_order_as_short_ones(sort: str) -> None:
    rows = [make_entry(title=f"{(n * 7919) % 1300:04}", date=DAY + timedelta(days=(n * 31) % 500)) for n in range(1200)]
    found = [c.key for c in find(Query(page=2), "fr", sort=sort, page_size=50).cards]
    key = {"title": lambda r: (r.title, r.pk), "coming": lambda r: (r.date, r.pk), "date": lambda r: (r.date, r.pk)}[
        sort
    ]
    expected = sorted(rows, key=key, reverse=sort == "date")[50:100]
    assert found == [row.key for row in expected]


@pytest.mark.django_db
def test_an_unknown_value_is_named() -> None:
    with transaction.atomic():
        make_entry()
    assert find(Query(chosen=(("theme", ("inconnu",)),)), "fr").problems == (("theme", "inconnu"),)


@pytest.mark.django_db
def test_values_are_in_order_of_count_then_of_name(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"z": "Zone", "e": "Élus", "f": "Femmes", "d": "débats", "a": "Arts"}

    def labels(values: set[str], language: str) -> dict[str, Label]:
        return {slug: Label(names[slug], position=position) for position, slug in enumerate(names) if slug in values}

    for name in ("theme", "public"):
        monkeypatch.setitem(_facets, name, replace(_facets[name], labels=labels))
    for slugs in (["z"], ["z"], ["e", "d", "f"], ["a"]):
        make_entry(terms={"theme": slugs, "public": slugs})
    for first in (None, 6):
        for counts in find(Query(), "fr", facets=("theme", "public"), first=first).counts:
            assert [(v.value, v.count) for v in counts.values] == [("z", 2), ("a", 1), ("d", 1), ("e", 1), ("f", 1)]


@pytest.mark.django_db
def test_a_chosen_value_that_nothing_has_any_more_keeps_its_name() -> None:
    make_entry(terms={"annee": ["2025"]})
    chosen = (("annee", ("1999",)), ("type", ("dossier", "<b>")))
    answer = find(Query(chosen=chosen), "fr", facets=("annee", "type"))
    assert answer.problems == (("type", "<b>"),)
    found = {c.facet.name: [(v.value, v.label, v.count, v.chosen) for v in c.values] for c in answer.counts}
    assert found == {"annee": [("1999", "1999", 0, True)], "type": [("dossier", "Dossiers", 0, True)]}
    assert find_all(Query(chosen=chosen), "fr").problems == (("type", "<b>"),)


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", [(), ("somme",), ("amiens",), ("somme", "amiens"), ("aisne",)])
def test_a_folded_tree_shows_what_the_whole_tree_shows_of_its_open_branches(chosen: tuple[str, ...]) -> None:
    from search.presentation import tree
    from tests.network.territories import load_extract

    load_extract()
    for number, places in enumerate([["amiens", "somme", "hauts-de-france"], ["somme", "hauts-de-france"], ["aisne"]]):
        make_entry(title=str(number), terms={"territoire": places})
    query = Query(chosen=(("territoire", chosen),) if chosen else ())
    whole = find(query, "fr", facets=("territoire",)).counts[0]
    folded = find(query, "fr", facets=("territoire",), first=6).counts[0]
    assert tree(folded.values) == tree(whole.values)
    assert (folded.total > len(folded.values)) is (len(folded.values) < len(whole.values))
