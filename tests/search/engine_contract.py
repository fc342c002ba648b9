"""What every engine does, whatever it is made of: inherited by one test class for each."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from search.analysis import query_words
from search.catalogue import find
from search.engines.base import (
    COMING,
    DATE,
    DISTANCE,
    RELEVANCE,
    TITLE,
    Alternative,
    Found,
    Group,
    Here,
    Request,
    Text,
)
from search.engines.select import using
from search.models import Entry, Mark
from search.query import Query
from search.registry import facets
from tests.search.asking import Asking, said, searching
from tests.search.factories import touch

DAY = date(2026, 3, 2)
AMIENS, LILLE = (49.894, 2.302), (50.629, 3.057)
EVERYTHING = Request(listed=None, size=100)


def _counted(found: Found) -> dict[str, dict[str, int]]:
    """The counts of an answer, without the values that it does not have."""
    counts = found.counts or {}
    return {name: {value: count for value, count in values.items() if count} for name, values in counts.items()}


class EngineContract(Asking):
    """What each engine answers."""

    # Text

    def test_every_word_must_be_found_wherever_it_stands(self) -> None:
        both = self.add("Conseil des jeunes", text="Le budget participatif de la ville")
        self.add("Conseil municipal")
        self.add("Budget de la ville")
        found = self.ask(searching("conseil budget"))
        assert (found.ids, found.total) == ([both], 1)

    def test_word_forms_are_found(self) -> None:
        pk = self.add("Les actrices et les acteur·ices")
        assert self.ask(searching("acteur")).ids == [pk]

    def test_a_title_counts_more_than_a_summary_and_a_summary_more_than_a_text(self) -> None:
        last = self.add("Rencontre une", text="la mobilité vers le village", summary="Une page longue")
        first = self.add("La mobilité vers le village", text="rencontre une", summary="Une page longue")
        second = self.add("Rencontre une", text="Une page longue", summary="La mobilité vers le village")
        assert self.ask(searching("mobilité")).ids == [first, second, last]

    def test_phrase_needs_its_words_in_order(self) -> None:
        pk = self.add("Le conseil municipal des jeunes")
        self.add("Un municipal conseil de la jeunesse et les jeunes")
        assert self.ask(searching('"conseil municipal"')).ids == [pk]
        assert self.ask(searching('"municipal conseil" jeunes')).total == 1

    def test_excluded_word_and_phrase(self) -> None:
        kept = self.add("Logement des jeunes")
        self.add("Logement étudiant")
        assert self.ask(searching("logement -étudiant")).ids == [kept]
        assert self.ask(searching('logement -"des jeunes" -étudiant')).ids == []

    def test_excluded_place_excludes_what_is_there_and_what_names_it(self) -> None:
        self.add("Un bal", terms={"ici": ["amiens"], "territoire": ["amiens", "somme", "region"]})
        self.add("Un bal de la Somme")
        kept = self.add("Un bal", terms={"ici": ["region"], "territoire": ["region"]})
        somme = Group((Alternative(query_words("somme", "fr").required[0].words),), (Here("somme"),))
        assert self.ask(replace(searching("bal"), text=Text(said("bal").groups, (somme,)))).ids == [kept]

    def test_two_words_of_three_are_most_of_them_however_rare_the_third(self) -> None:
        two, one = self.add("Un budget participatif"), self.add("La mairie")
        self.add("Un budget")
        budget, participatif, mairie = said("budget participatif mairie").groups
        text = Text((budget, participatif, replace(mairie, rarity=4.0)))
        found = self.ask(replace(searching(""), text=text, fewer_than=3))
        assert (found.ids, set(found.nearly)) == ([], {two, one})

    def test_any_alternative_of_a_group_is_enough(self) -> None:
        short, long = self.add("Le CMJ"), self.add("Un conseil municipal des jeunes")
        self.add("Un conseil")
        words, other = query_words("CMJ", "fr").required[0].words, query_words('"conseil municipal"', "fr").required
        group = Group((Alternative(words), Alternative(other[0].words, phrase=True, weight=0.5)))
        found = self.ask(replace(searching(""), text=Text((group,))))
        assert found.ids == [short, long]

    def test_unfinished_word_is_found_by_its_beginning(self) -> None:
        pk = self.add("Mobilisation")
        self.add("Logement")
        words = query_words("mobi", "fr", unfinished=True).required[0].words
        assert self.ask(replace(searching(""), text=Text((Group((Alternative(words),)),)))).ids == [pk]

    def test_place_finds_what_concerns_it_then_what_it_contains_then_what_contains_it(self) -> None:
        near, wide = ["commune", "somme", "region"], {"ici": ["region"], "territoire": ["region"]}
        page = self.add("La région", terms={**wide, "lieu": ["region"]}, date=DAY)
        region = self.add("Page une", terms=wide, date=DAY + timedelta(1))
        within = self.add("Page deux", terms={"ici": ["commune"], "territoire": near})
        concerns = self.add("Page trois", terms={"ici": ["somme"], "territoire": near[1:]}, date=DAY + timedelta(1))
        of_place = self.add("Page", terms={"ici": ["somme"], "territoire": near[1:], "lieu": ["somme"]}, date=DAY)
        self.add("Page quatre", terms={"ici": ["oise"], "territoire": ["oise"]})
        named = self.add("Somme, en toutes lettres")
        group = Group((Alternative(query_words("somme", "fr").required[0].words),), (Here("somme", ("region",)),))
        found = self.ask(replace(searching(""), text=Text((group,))))
        assert found.ids == [of_place, concerns, within, named, page, region]

    def test_words_never_come_before_a_nearer_place_where_a_text_is_only_a_place(self) -> None:
        within = self.add("Page deux", terms={"ici": ["amiens"], "territoire": ["amiens", "somme"]})
        concerns = self.add("Page trois", terms={"ici": ["somme"], "territoire": ["somme"]})
        words = {"title": "Somme : la Somme", "text": "La Somme, oui la Somme.", "summary": "En Somme"}
        region = self.add(**words, terms={"ici": ["region"], "territoire": ["region"]})
        loud = self.add(**words, terms={"ici": ["amiens"], "territoire": ["amiens", "somme"]})
        group = Group((Alternative(query_words("somme", "fr").required[0].words),), (Here("somme", ("region",)),))
        assert self.ask(replace(searching(""), text=Text((group,)))).ids == [concerns, loud, within, region]

    # Facets

    def populate(self, size: int = 60) -> dict[int, dict[str, list[str]]]:
        """Entries of every combination, and their terms."""
        chance = random.Random(7)
        terms: dict[int, dict[str, list[str]]] = {}
        for number in range(size):
            values = {
                "theme": chance.sample(["eau", "sport", "culture", "europe"], chance.randint(0, 3)),
                "territoire": chance.sample(["somme", "oise", "aisne"], chance.randint(0, 2)),
                "public": [chance.choice(["lyceens", "etudiants"])],
            }
            word = "budget" if number % 3 else "logement"
            terms[self.add(f"Une page {word}", terms=values)] = values | {"word": [word]}
        return terms

    def test_counts_leave_out_their_own_selection_and_no_other(self) -> None:
        terms = self.populate()
        chosen = (("theme", ("eau", "sport")), ("public", ("lyceens",)))
        facets = ("theme", "territoire", "public")
        found = self.ask(searching("budget", chosen=chosen, facets=facets))
        for name in facets:
            expected: Counter[str] = Counter()
            for values in terms.values():
                others = all(set(values[other]) & set(slugs) for other, slugs in chosen if other != name)
                if others and values["word"] == ["budget"]:
                    expected.update(values[name])
            assert found.counts is not None
            assert dict(found.counts[name]) == dict(expected)
        right = [
            pk
            for pk, values in terms.items()
            if values["word"] == ["budget"] and all(set(values[name]) & set(slugs) for name, slugs in chosen)
        ]
        assert sorted(found.ids) == right
        assert found.total == len(right)

    def test_of_a_tree_the_most_frequent_values_are_counted_and_those_chosen(self) -> None:
        for commune in ("amiens", "amiens", "albert"):
            self.add(terms={"territoire": ["somme", commune]})
        request = replace(EVERYTHING, facets=("territoire",), chosen=(("territoire", ("albert",)),), most=1)
        counts = (self.ask(request).counts or {})["territoire"]
        assert (counts["somme"], counts["albert"]) == (3, 1)

    def test_presence_tells_which_facets_have_values_within_what_is_chosen(self) -> None:
        self.add("Un budget", terms={"theme": ["eau"], "public": ["lyceens"]})
        self.add("Un budget", terms={"theme": ["sport"], "format": ["atelier"]})
        self.add("Un logement", terms={"theme": ["eau"], "activite": ["jeu"]})
        asked = {"facets": ("theme",), "present": ("public", "format", "activite")}
        assert self.ask(searching("budget", **asked)).present == {"public", "format"}
        found = self.ask(searching("budget", chosen=(("theme", ("eau",)),), **asked))
        assert (found.present, _counted(found)) == ({"public"}, {"theme": {"eau": 1, "sport": 1}})
        assert self.ask(searching("introuvable", **asked)).present == set()

    def test_the_panel_is_the_first_facets_that_have_values_and_links_to_the_others(self) -> None:
        self.add("Ville", type="acteur", card={"slug": "ville"}, terms={"annee": ["2025"], "public": ["sans-nom"]})
        for year in ("2026", "2026", "2025"):
            self.add("Une page", terms={"annee": [year], "acteur": ["ville"], "document": ["oui"]})
        links: dict[str, dict[str, int]] = {"acteur": {}, "document": {}, "langue": {}}
        first = {"type": {"actualite": 3, "acteur": 1}, "annee": {"2025": 2, "2026": 2}}
        assert self.panel(unfolded=2) == first | links
        assert self.panel(unfolded=3) == first | links | {"document": {"oui": 3}}
        chosen = self.panel(chosen=(("annee", ("2026",)), ("acteur", ("ville",))), unfolded=1)
        in_use = {"type": {"actualite": 2}, "annee": {"2026": 2, "2025": 1}, "acteur": {"ville": 2}}
        assert chosen == in_use | {"document": {}, "langue": {}}

    def panel(self, unfolded: int, **choices: Any) -> dict[str, dict[str, int]]:
        """The facets that a list shows of what is found, their values with how many have each; no value of a link."""
        self.settle()
        names = [each.name for each in facets() if each.public]
        with using(self.engine):
            answer = find(Query(**choices), "fr", facets=names, first=6, unfolded=unfolded)
        return {
            each.facet.name: {value.value: value.count for value in each.values} for each in answer.counts if each.total
        }

    def test_fixed_facets_narrow_the_counts_too(self) -> None:
        terms = self.populate(30)
        found = self.ask(replace(EVERYTHING, fixed=(("theme", ("eau",)),), facets=("theme",)))
        expected = Counter(value for values in terms.values() if "eau" in values["theme"] for value in values["theme"])
        assert found.counts is not None
        assert dict(found.counts["theme"]) == dict(expected)

    def test_value_that_nothing_has_gives_nothing(self) -> None:
        self.populate(10)
        found = self.ask(replace(EVERYTHING, chosen=(("theme", ("inconnu",)),), facets=("theme", "public")))
        assert (found.ids, found.total) == ([], 0)
        assert found.counts is not None
        assert found.counts["theme"]
        assert not any(found.counts["public"].values())

    # Languages

    def test_each_thing_once_in_the_readers_language(self) -> None:
        fr = self.add("Un titre", translation_key="both")
        en = self.add("A title", translation_key="both", language="en")
        only = self.add("Seul", translation_key="alone")
        english = self.add("Alone", translation_key="other", language="en")
        assert sorted(self.ask(replace(EVERYTHING, listed="fr")).ids) == [fr, only, english]
        assert sorted(self.ask(replace(EVERYTHING, listed="en")).ids) == [en, only, english]
        assert sorted(self.ask(EVERYTHING).ids) == [fr, en, only, english]

    def test_languages_are_counted_as_choosing_one_gives(self) -> None:
        terms = {"fr": {"langue": ["fr"], "theme": ["sante"]}, "en": {"langue": ["en"], "theme": ["sante"]}}
        self.add("Un titre", translation_key="both", terms=terms["fr"])
        self.add("A title", translation_key="both", language="en", terms=terms["en"])
        self.add("Seul", translation_key="alone", terms=terms["fr"])
        chosen = (("langue", ("en",)),)
        for request, total in (
            (Request(listed="fr"), 2),
            (Request(listed="en"), 2),
            (Request(listed=None, chosen=chosen), 1),
        ):
            found = self.ask(replace(request, facets=("langue", "theme")))
            assert found.total == total
            assert _counted(found) == {"langue": {"fr": 2, "en": 1}, "theme": {"sante": total}}
        found = self.ask(replace(searching("titre", listed="en"), facets=("langue", "theme")))
        assert (found.ids, found.total) == ([], 0)
        assert _counted(found) == {"langue": {"fr": 1}, "theme": {}}
        presence = {"facets": ("type",), "present": ("langue", "theme")}
        found = self.ask(searching("titre", listed="en", **presence))
        assert (found.total, found.present, _counted(found)) == (0, {"langue"}, {"type": {}})
        found = self.ask(searching("titre", listed="en", chosen=(("theme", ("europe",)),), **presence))
        assert found.present == set()
        assert self.ask(searching("titre", listed="fr", **presence)).present == {"langue", "theme"}

    def test_version_that_goes_leaves_its_place_to_the_other(self) -> None:
        fr = self.add("Un titre", translation_key="both")
        en = self.add("A title", translation_key="both", language="en")
        assert self.ask(replace(EVERYTHING, listed="fr")).ids == [fr]
        self.remove(fr)
        assert self.ask(replace(EVERYTHING, listed="fr")).ids == [en]
        again = self.add("De retour", translation_key="both")
        assert self.ask(replace(EVERYTHING, listed="fr")).ids == [again]

    # Days and places

    def test_period_that_an_entry_meets(self) -> None:
        day = date(2026, 6, 10)
        before = self.add(date=day - timedelta(9), date_end=day - timedelta(1))
        across = self.add(date=day - timedelta(9), date_end=day)
        after = self.add(date=day + timedelta(1))
        undated = self.add(date=None)
        assert set(self.ask(replace(EVERYTHING, since=day)).ids) == {across, after}
        assert set(self.ask(replace(EVERYTHING, since=day, until=day)).ids) == {across}
        assert set(self.ask(replace(EVERYTHING, until=day)).ids) == {before, across, undated}
        assert before in self.ask(replace(EVERYTHING, before=day)).ids
        assert not {across, after} & set(self.ask(replace(EVERYTHING, before=day)).ids)

    def test_around_a_place_nearest_first(self) -> None:
        far = self.add(latitude=LILLE[0], longitude=LILLE[1])
        near = self.add(latitude=AMIENS[0] + 0.05, longitude=AMIENS[1])
        here = self.add(latitude=AMIENS[0], longitude=AMIENS[1])
        self.add()
        around = replace(EVERYTHING, around=(*AMIENS, 30.0), sort=DISTANCE)
        assert self.ask(around).ids == [here, near]
        assert self.ask(replace(around, around=(*AMIENS, 300.0))).ids == [here, near, far]

    # Orders and pages

    @pytest.mark.parametrize("sort", [RELEVANCE, DATE, TITLE, COMING])
    def test_pages_follow_each_other_without_overlap(self, sort: str) -> None:
        pks = {self.add("Même titre", date=date(2026, 1, 1 + number % 3)) for number in range(11)}
        request = replace(searching("titre"), sort=sort, size=4)
        whole = self.ask(replace(request, size=100)).ids
        pages = [pk for start in (0, 4, 8) for pk in self.engine.search([replace(request, start=start)])[0].ids]
        assert pages == whole
        assert set(pages) == pks

    def test_orders(self) -> None:
        c = self.add("Cœur", date=date(2026, 2, 1))
        a = self.add("abeille", date=date(2026, 3, 1))
        b = self.add("Beffroi", date=date(2026, 1, 1))
        assert self.ask(replace(EVERYTHING, sort=DATE)).ids == [a, c, b]
        assert self.ask(replace(EVERYTHING, sort=COMING)).ids == [b, c, a]
        assert self.ask(replace(EVERYTHING, sort=TITLE)).ids == [a, b, c]

    def test_page_beyond_the_last_is_empty_and_keeps_the_total(self) -> None:
        self.add()
        for start in (20, 199_980, 10_000_000):
            found = self.ask(replace(EVERYTHING, start=start))
            assert (found.ids, found.total) == ([], 1)

    # What must not be shown, what few results are followed by

    def test_marked_and_expired_entries_are_neither_shown_nor_counted(self) -> None:
        shown = self.add("Un budget", terms={"theme": ["eau"]})
        marked = self.add("Un budget", terms={"theme": ["eau"]})
        self.add("Un budget", terms={"theme": ["eau"]}, expires_at=timezone.now() - timedelta(seconds=1))
        self.settle()
        Mark.objects.create(key=Entry.objects.get(pk=marked).key)
        for request in (searching("budget", facets=("theme",)), replace(EVERYTHING, facets=("theme",))):
            (found,) = self.engine.search([request])
            assert (found.ids, found.total, found.counts) == ([shown], 1, {"theme": {"eau": 1}})

    def test_what_is_removed_is_not_found(self) -> None:
        kept, gone = self.add("Un budget"), self.add("Un budget")
        assert self.ask(searching("budget")).total == 2
        self.remove(gone)
        assert self.ask(searching("budget")).ids == [kept]

    def test_what_changed_is_found_as_it_is_now(self) -> None:
        pk = self.add("Un budget")
        assert self.ask(searching("budget")).ids == [pk]
        Entry.objects.filter(pk=pk).update(title="Un logement")
        self.keep_tokens(Entry.objects.get(pk=pk))
        touch(pk)
        assert self.ask(searching("budget")).ids == []
        assert self.engine.search([searching("logement")])[0].ids == [pk]

    def test_few_results_are_followed_by_what_holds_most_of_the_words(self) -> None:
        full = self.add("Budget participatif des lycées", terms={"theme": ["eau"]})
        most = self.add("Budget participatif", terms={"theme": ["eau"]})
        self.add("Lycées", terms={"theme": ["eau"]})
        self.add("Budget participatif de Calais", terms={"theme": ["eau"]})
        self.add("Budget participatif", terms={"theme": ["sport"]})
        request = replace(searching("budget participatif lycées -Calais"), fewer_than=3, chosen=(("theme", ("eau",)),))
        found = self.ask(request)
        assert (found.ids, found.total, found.nearly) == ([full], 1, [most])
        assert self.engine.search([replace(request, fewer_than=1)])[0].nearly == []

    def test_titles_that_begin_with_what_is_typed_are_suggested_first(self) -> None:
        self.add("Tirer au sort un conseil")
        beginning = self.add("Conseil municipal des jeunes : comment tirer au sort ses membres")
        self.add("Un conseil")
        self.settle()
        words = query_words("cons", "fr", unfinished=True).required[0].words
        assert self.engine.suggest(words, "fr", 2)[0] == beginning

    def test_suggestions_begin_with_what_is_typed(self) -> None:
        pk = self.add("Conseil municipal des jeunes")
        self.add("Conseil départemental")
        self.add("Autre chose", text="conseil municipal")
        self.settle()
        words = query_words("conseil mun", "fr", unfinished=True).required
        assert self.engine.suggest([word for clause in words for word in clause.words], "fr", 5) == [pk]

    # Rebuilding

    def test_rebuild_finds_the_same(self) -> None:
        terms = self.populate(30)
        request = searching("budget", facets=("theme",))
        before = self.ask(request)
        assert self.engine.rebuild() == len(terms)
        after = self.ask(request)
        assert (after.ids, after.total, after.counts) == (before.ids, before.total, before.counts)
        gone = next(iter(before.ids))
        self.remove(gone)
        assert self.ask(request).total == before.total - 1

    def test_entry_taken_twice_is_there_once(self) -> None:
        pk = self.add("Un budget")
        self.settle()
        self.engine.index([pk])
        self.engine.index([pk])
        assert self.ask(searching("budget")).ids == [pk]

    def test_engine_is_well(self) -> None:
        self.settle()
        assert self.engine.health() == ""
