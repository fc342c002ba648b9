"""What people type finds what they mean."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from network.models import Territory
from search.catalogue import Answer, find, find_all
from search.check import drifts
from search.exports.rows import everything
from search.listing import ALL_FACETS
from search.models import Entry, Mark, Synonym, Tokens, Word
from search.prepared import recount_words
from search.projection import project_pending, rebuild
from search.query import Query
from search.suggest import suggest
from tests.factories import make_tree
from tests.network.territories import load_extract
from tests.search.searching import publish, publish_all, withdraw

pytestmark = pytest.mark.django_db


def search(text: str, language: str = "fr", **choices: Any) -> Answer:
    return find(Query(text=text, **choices), language, facets=ALL_FACETS)


def titles(text: str, language: str = "fr", **choices: Any) -> list[str]:
    return [card.title for card in search(text, language, **choices).cards]


@pytest.mark.parametrize(
    "typed",
    ["conseils municipaux", "CONSEIL MUNICIPAL", "conseil d’un municipal", "actrices", "élues", "elus", "déléguées"],
)
def test_a_word_is_found_in_its_forms(typed: str) -> None:
    publish("Le conseil municipal", "Les acteur∙ices, les élu·es et les délégué(e)s.")
    publish("Rien de tel", "Un texte sans rapport.")
    assert titles(typed) == ["Le conseil municipal"]


def test_every_word_is_required_and_small_words_are_left_out() -> None:
    publish("Un festival à vélo")
    publish("Un festival")
    answer = search("comment faire un festival à vélo ?")
    assert [card.title for card in answer.cards] == ["Un festival à vélo"]
    assert "un" in answer.dropped


def test_a_phrase_is_found_in_its_order_only() -> None:
    publish("Pouvoir d’agir")
    publish("Agir sans pouvoir")
    assert titles('"pouvoir d’agir"') == ["Pouvoir d’agir"]
    assert titles("« pouvoir d'agir »") == ["Pouvoir d’agir"]


def test_no_phrase_runs_from_the_title_into_the_text() -> None:
    publish("Budget", "participatif")
    assert titles('"budget participatif"') == []
    assert titles("budget participatif") == ["Budget"]


def test_an_excluded_word_is_excluded_in_all_its_forms() -> None:
    publish("Formation pour les élu·es")
    publish("Formation pour les jeunes")
    assert titles("formation -élus") == ["Formation pour les jeunes"]
    assert titles("-élus") == ["Formation pour les jeunes"]


@pytest.mark.parametrize(("typed", "meant"), [("particpation", "participation"), ("harcelment", "harcèlement")])
def test_a_word_that_nothing_holds_is_searched_as_the_nearest_one(typed: str, meant: str) -> None:
    publish(f"La {meant} en question")
    answer = search(typed)
    assert [card.title for card in answer.cards] == [f"La {meant} en question"]
    assert answer.corrections == ((typed, meant),)
    assert search(typed, exactly=True).total == 0


def test_a_word_spelt_as_french_is_one_error_from_what_was_meant_at_most() -> None:
    publish("La région")
    publish("Un projet")
    assert [search(typed).corrections for typed in ("religion", "rejet")] == [(), ()]  # two errors
    assert search("reigon").corrections == (("reigon", "région"),)


def test_a_french_word_that_ends_in_s_or_x_as_it_stands_is_not_taken_for_another() -> None:
    publish("Le bus de l’université")
    assert [search(typed).corrections for typed in ("abus", "univers", "choix")] == [(), (), ()]
    assert search("universi").corrections == (("universi", "université"),)


@pytest.mark.parametrize("typed", ["anti gaspi", "anti-gaspi", "antigaspi"])
@pytest.mark.parametrize("written", ["anti-gaspi", "antigaspi"])
def test_a_word_is_found_written_together_apart_or_with_a_hyphen(typed: str, written: str) -> None:
    publish(f"Un projet {written} au lycée")
    publish("Un projet contre le gaspillage")
    assert titles(f"projet {typed}") == [f"Un projet {written} au lycée"]


def test_a_guess_of_how_a_word_is_written_does_not_hide_its_correction() -> None:
    publish("Une commission en automne", "Le co du monde de la mission, un auto mme. Un parcours, un parc, des ours.")
    assert search("comission").corrections == (("comission", "commission"),)
    assert search("automme").corrections == (("automme", "automne"),)
    assert titles("parc aux ours -25") == titles("parc ours") != []


def test_two_words_that_make_no_word_of_the_catalogue_stay_two() -> None:
    publish("Photo de groupe")
    publish("Le langage clair")
    publish("Photo et langage")
    assert titles("photo langage") == ["Photo et langage"]
    publish("Le photolangage")
    assert sorted(titles("photo langage")) == ["Le photolangage", "Photo et langage"]


@pytest.mark.parametrize(
    ("typed", "written"), [("gratuité", "gratuit"), ("solidaire", "solidarité"), ("contact", "contacter")]
)
def test_a_quality_leads_to_what_has_it_and_an_act_to_its_verb(typed: str, written: str) -> None:
    publish(f"Du transport : {written}")
    assert titles(typed) == titles(written) == [f"Du transport : {written}"]
    publish("L’activité et la société")
    assert titles("actif") == titles("social") == []


def test_what_kind_of_thing_it_is_and_its_month_are_found_though_no_author_writes_them() -> None:
    publish("Un maire raconte", type="temoignage", date=date(2025, 4, 3), date_end=date(2025, 5, 2))
    publish("Le maire vote", type="actualite", date=date(2025, 3, 31), date_end=date(2025, 3, 31))
    assert titles("témoignages maire") == titles("témoignage d'un maire") == ["Un maire raconte"]
    assert titles("maire avril 2025") == titles("maire mai 2025") == ["Un maire raconte"]
    assert titles("actualité mars 2025") == ["Le maire vote"]
    publish("A mayor", type="temoignage", language="en", date=date(2025, 6, 3))
    assert titles("testimonial june", "en") == ["A mayor"]
    assert titles("page") == titles("document") == []


def test_most_of_the_words_is_two_of_three_however_rare_the_third() -> None:
    publish("Budget participatif de la ville")
    publish("Le budget participatif")
    publish("La mairie")
    answer = search("budget participatif mairie")
    assert answer.total == 0
    assert {card.title for card in answer.nearly} >= {"Budget participatif de la ville", "Le budget participatif"}


def test_a_known_word_is_never_corrected() -> None:
    publish("La concertation")
    publish("Un concert")
    assert titles("concert") == ["Un concert"]
    withdrawn = publish("Un mot rarissime")
    withdraw(withdrawn)
    assert search("rarissime").total == 0


def test_synonyms_are_found_both_ways_and_change_at_once() -> None:
    publish("Réunion du comité de suivi")
    assert titles("zyx") == []
    synonym = Synonym.objects.create(term="ZYX", equivalents="comité de suivi")
    assert titles("zyx") == ["Réunion du comité de suivi"]
    publish("Le ZYX se réunit")
    assert titles("comité de suivi") == ["Réunion du comité de suivi", "Le ZYX se réunit"]
    synonym.delete()
    assert titles("zyx") == ["Le ZYX se réunit"]


def test_a_one_way_synonym_leads_from_the_word_only() -> None:
    Synonym.objects.create(term="xyzzy", equivalents="métropole\ncommunauté urbaine", one_way=True)
    publish("La métropole")
    publish("Le xyzzy")
    assert sorted(titles("xyzzy")) == ["La métropole", "Le xyzzy"]
    assert titles("métropole") == ["La métropole"]


def test_default_acronyms_come_with_the_portal() -> None:
    publish("Un conseil municipal des jeunes à la campagne")
    assert titles("CMJ") == titles("c.m.j.") == ["Un conseil municipal des jeunes à la campagne"]


def test_expressions_are_known_in_each_language_of_the_portal() -> None:
    Synonym.objects.create(term="steering crowd", equivalents="groupe de suivi", one_way=True)
    publish("Un groupe de suivi")
    assert titles("steering crowds", "en") == titles("steering crowd") == ["Un groupe de suivi"]


def test_an_acronym_that_means_a_place_is_that_place() -> None:
    load_extract()
    publish("Rencontre à Amiens", terms=place_terms("amiens"))
    assert titles("rencontre HdF") == ["Rencontre à Amiens"]


def place_terms(slug: str) -> dict[str, list[str]]:
    place = Territory.objects.get(slug=slug)
    above = Territory.objects.containing(place).values_list("slug", flat=True)
    return {"territoire": [slug, *above], "ici": [slug]}


def test_a_place_finds_what_concerns_it_what_it_contains_then_what_contains_it() -> None:
    load_extract()
    for name in ("hauts-de-france", "amiens", "somme", "aisne"):
        publish(f"Action {name}", terms=place_terms(name))
    assert [card.title.split()[1] for card in search("action Somme").cards] == ["somme", "amiens", "hauts-de-france"]
    assert [card.title.split()[1] for card in search("Amiens").cards] == ["amiens", "somme", "hauts-de-france"]
    assert titles("action 80080")[0] == "Action amiens"
    assert [place.slug for place in search("jeunes de la Somme").places] == ["somme"]


def test_around_a_place_the_nearest_comes_first() -> None:
    load_extract()
    amiens = Territory.objects.get(slug="amiens")
    assert amiens.point
    latitude, longitude = amiens.point
    for kilometres in (40, 5, 20, 200):
        publish(f"À {kilometres} km", latitude=latitude + kilometres / 111.2, longitude=longitude)
    answer = find(Query(around="amiens", radius=50, sort="distance"), "fr")
    assert [card.title for card in answer.cards] == ["À 5 km", "À 20 km", "À 40 km"]
    assert answer.around
    assert answer.around.slug == "amiens"
    assert find(Query(around="nulle-part"), "fr").problems == (("autour", "nulle-part"),)


def test_with_few_results_what_holds_most_of_the_words_follows_apart() -> None:
    publish("Budget participatif des lycées")
    publish("Budget participatif des collèges de montagne")
    publish("Budget participatif interdit")
    answer = search("budget participatif collèges lycées -interdit")
    assert answer.total == 0
    assert sorted(card.title for card in answer.nearly) == [
        "Budget participatif des collèges de montagne",
        "Budget participatif des lycées",
    ]


def test_a_word_that_nothing_holds_does_not_hide_what_holds_the_other_half() -> None:
    publish_all([{"title": f"Page {number}"} for number in range(30)])
    publish("Autorisation de filmer")
    publish("Un ramassage scolaire")
    publish("Le harcèlement")
    assert [card.title for card in search("autorisation tyrolienne").nearly] == ["Autorisation de filmer"]
    assert {card.title for card in search("harcèlement scolaire").nearly} == {"Un ramassage scolaire", "Le harcèlement"}
    assert search("autorisation tyrolienne pyrogravure").nearly == []  # one word of three is not most of them
    publish("Un ramassage en autorisation")
    assert search("autorisation ramassage harcèlement filmer").total == 0
    assert [card.title for card in search("ramassage en autorisation tyrolienne").nearly] == [
        "Un ramassage en autorisation"
    ]


def test_words_of_another_language_are_read_by_its_rules() -> None:
    publish("Youth councils", language="en", translation_key="conseils")
    assert titles("councils") == titles("council", "en") == ["Youth councils"]


def test_counts_of_a_search_leave_their_own_choice_out() -> None:
    for kind in ("actualite", "actualite", "evenement"):
        publish("Une rencontre", type=kind)
    publish("Autre chose", type="evenement")
    answer = search("rencontre", chosen=(("type", ("actualite",)),))
    counts = {
        value.value: value.count for facet in answer.counts if facet.facet.name == "type" for value in facet.values
    }
    assert answer.total == 2
    assert counts == {"actualite": 2, "evenement": 1}


def test_what_is_marked_or_gone_is_not_found() -> None:
    entry = publish("Le secret")
    assert search("secret").total == 1
    Mark.objects.create(key=entry.key)
    assert search("secret").total == 0
    assert suggest("secr", "fr") == []
    Mark.objects.all().delete()
    withdraw(entry)
    assert search("secret").total == 0
    assert Word.objects.filter(exact="secret", entries__gt=0).count() == 0


def test_a_text_that_changes_is_found_by_its_new_words_only() -> None:
    entry = publish("Ancien intitulé", key="page:7", translation_key="sept")
    publish("Nouveau nom", key="page:7", translation_key="sept")
    assert Entry.objects.count() == 1
    assert titles("nouveau") == ["Nouveau nom"]
    assert titles("ancien", exactly=True) == []
    assert entry.key == "page:7"


def test_a_very_long_text_is_found_to_its_end() -> None:
    publish("Long", "mot " * 30_000 + "aiguille finale", summary="foin")
    assert titles("aiguille finale") == ["Long"]
    assert titles('"aiguille finale"') == ["Long"]
    assert titles("foin aiguille") == ["Long"]


def test_extracts_mark_the_words_in_the_author_s_own_text() -> None:
    entry = publish("Les élu·es <b>", "Avant. " * 60 + "On y rencontre des élu·es & des jeunes. " + "Après. " * 60)
    extract = search("élus").extracts[entry.key]
    assert extract.title == "Les élu·es &lt;b&gt;"  # a light page marks the words once
    assert "des <mark>élu·es</mark> &amp; des jeunes" in extract.passage
    assert extract.passage.startswith("…")
    assert extract.passage.endswith("…")
    assert len(extract.passage) < 400


def test_a_passage_cut_after_a_sentence_ends_by_one_ellipsis() -> None:
    entry = publish("Titre", "Un atelier " + "mot " * 59 + "fin. " + "x" * 60 + " suite")
    assert search("atelier").extracts[entry.key].passage.endswith("mot fin…")


def test_frequent_words_are_held_in_memory_and_followed() -> None:
    publish_all([{"title": f"Jeunes {number}", "text": "commun"} for number in range(1_200)])
    assert search("jeunes commun").total == 1_200
    with CaptureQueriesContext(connection) as captured:
        assert search("jeunes commun").total == 1_200
    assert not any("MATCH '(" in query["sql"] and "UNION" in query["sql"] for query in captured)
    entry = publish("Jeunes de plus", "commun")
    assert search("jeunes commun").total == 1_201
    withdraw(entry)
    assert search("jeunes commun").total == 1_200
    assert len(find_all(Query(text="jeunes commun"), "fr").ids) == 1_200


@pytest.mark.parametrize("typed", ["rencontre festival", "action Somme", "festivel"])
def test_ten_entries_and_a_thousand_cost_the_same_queries(typed: str) -> None:
    load_extract()
    terms = place_terms("somme")

    def queries() -> int:
        search(typed)
        with CaptureQueriesContext(connection) as captured:
            search(typed)
        return len(captured)

    publish_all([{"title": "Rencontre, action, festival", "terms": terms} for _ in range(10)])
    few = queries()
    publish_all([{"title": "Rencontre, action, festival", "terms": terms} for _ in range(990)])
    assert queries() <= few <= 8  # fewer where the words are so frequent that they are held in memory


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        "a " * 5_000,
        '"' * 3,
        "NEAR(a b) AND NOT (c OR d*) ^e {title}: f",
        "title:x' OR 1=1 --",
        "<script>alert(1)</script>",
        "\u202eabc",
        "\ud800",
        "a\x00b",
        "((((",
        "* : & | ! <-> \\",
        "-",
        "--",
        '-"',
        "l'",
        "😀",
        "العربية",
        "''''",
    ],
)
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    publish("Un titre", "Un texte")
    params = QueryDict(mutable=True)
    params["q"] = typed
    find(Query.parse(params), "fr", facets=ALL_FACETS)
    suggest(typed, "fr")


def test_suggestions_complete_titles_and_places() -> None:
    load_extract()
    publish("Conseil municipal des jeunes", terms=place_terms("amiens"))
    publish("Conserver la nature")
    search("conseil")
    assert [s.label for s in suggest("cons mun", "fr")] == ["Conseil municipal des jeunes"]
    assert [s.label for s in suggest("consel municipal", "fr")] == ["Conseil municipal des jeunes"]
    assert "Amiens (80)" in [s.label for s in suggest("amie", "fr")]
    assert suggest("", "fr") == suggest("c", "fr") == []


def test_a_rebuild_analyses_again_what_did_not_change() -> None:
    tree = make_tree()
    project_pending()
    page = tree.page("mentions-legales")
    Tokens.objects.filter(entry__key=f"page:{page.pk}").update(title="ancien")
    Tokens.objects.exclude(entry__key=f"page:{page.pk}").delete()
    assert any(drift.detail == "no tokens" for drift in drifts())
    rebuild()
    assert titles("mentions légales") == ["Mentions légales"]
    assert not list(drifts())


def test_words_counted_again_are_those_that_were_counted() -> None:
    publish("Un mot et un autre mot")
    gone = publish("Un mot de trop")
    withdraw(gone)
    before = set(Word.objects.filter(entries__gt=0).values_list("exact", "token", "entries"))
    Word.objects.filter(exact="mot").update(entries=40)
    recount_words()
    assert set(Word.objects.values_list("exact", "token", "entries")) == before


def test_a_word_that_is_french_as_it_stands_is_searched_as_it_stands() -> None:
    publish("Europe policy", language="en")
    publish("Des parcourus")
    for word in ("police", "parcours"):
        answer = search(word)
        assert (answer.total, answer.corrections) == (0, ()), word
    assert search("policey").corrections == (("policey", "policy"),)


def test_around_a_place_the_nearest_come_first_wherever_it_is_asked() -> None:
    load_extract()
    publish("Loin", latitude=49.85, longitude=3.29, date=date(2026, 5, 1))
    publish("Ici", latitude=49.9, longitude=2.3, date=date(2026, 1, 1))
    publish("Près", latitude=49.95, longitude=2.4, date=date(2026, 3, 1))
    query = Query(around="amiens", radius=100)
    assert [card.title for card in find(query, "fr").cards] == ["Ici", "Près", "Loin"]
    assert [row.entry.title for row in everything(query, "fr")] == ["Ici", "Près", "Loin"]
    assert titles("", around="amiens", radius=100, sort="date") == ["Loin", "Près", "Ici"]
    assert titles("", around="nulle-part", radius=100) == ["Loin", "Près", "Ici"]


def test_a_former_region_leads_to_that_of_today() -> None:
    load_extract()
    publish("Un bal", terms={"territoire": ["hauts-de-france"], "ici": ["hauts-de-france"]})
    assert titles("Picardie") == titles("bal en Picardie") == titles("nord pas de calais") == ["Un bal"]
