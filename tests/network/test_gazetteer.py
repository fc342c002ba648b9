"""A name, a code or a postcode, as people type them, becomes a place."""

import pytest
from pytest_django import DjangoAssertNumQueries

from network.gazetteer import TerritoryGazetteer, candidates
from network.models import Territory
from network.placenames import place_names
from tests.network.territories import load_extract

pytestmark = pytest.mark.django_db
gazetteer = TerritoryGazetteer()


@pytest.fixture(autouse=True)
def _territories() -> None:
    load_extract()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Amiens", "amiens"),
        ("AMIENS", "amiens"),
        ("saint quentin", "saint-quentin"),
        ("St-Quentin", "saint-quentin"),
        ("hauts de france", "hauts-de-france"),
        ("la Somme", "somme"),
        ("l’Aisne", "aisne"),
        ("hénin carvin", "ca-d-henin-carvin"),
        ("Communauté d’agglomération d’Hénin-Carvin", "ca-d-henin-carvin"),
        ("80080", "amiens"),
        ("80", "somme"),
        ("80021", "amiens"),
        ("248000531", "ca-amiens-metropole"),
    ],
)
def test_place_is_found_however_it_is_written(text: str, slug: str) -> None:
    assert [territory.slug for territory in candidates(text)] == [slug]
    assert gazetteer.beginning(text, 10)[0].slug == slug


def test_ambiguous_name_gives_the_widest_then_the_most_populous() -> None:
    assert [territory.slug for territory in candidates("Réunion")] == ["la-reunion", "la-reunion-974"]


def test_beginning_of_words_is_enough_when_nothing_has_that_name() -> None:
    assert [territory.slug for territory in candidates("amie metro")] == ["ca-amiens-metropole"]
    assert [place.slug for place in gazetteer.beginning("Amiens", 10)] == ["amiens", "ca-amiens-metropole"]


@pytest.mark.parametrize("text", ["", "  ", "'", "zzz", "99999", "%", "_", "a" * 500])
def test_unknown_place_gives_nothing(text: str) -> None:
    assert candidates(text) == []
    assert gazetteer.beginning(text, 10) == []
    assert gazetteer.named([text]) == {}


def test_place_says_where_it_is_and_what_contains_it(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        place = gazetteer.named(["Amiens"])["Amiens"][0]
    assert (place.name, place.kind, place.wide) == ("Amiens", "commune", False)
    assert place.around == ("ca-amiens-metropole", "somme", "hauts-de-france")
    assert place.point == (pytest.approx(49.89, abs=0.01), pytest.approx(2.29, abs=0.01))
    assert gazetteer.called(["amiens", "nulle-part"]) == {"amiens": place}


def test_many_names_cost_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        found = gazetteer.named(["amiens", "conseil", "de la somme", "st quentin", "80080", "jeunes"])
    assert {text: [place.slug for place in places] for text, places in found.items()} == {
        "amiens": ["amiens"],
        "de la somme": ["somme"],
        "st quentin": ["saint-quentin"],
        "80080": ["amiens"],
    }


def test_former_territory_is_not_proposed() -> None:
    Territory.objects.filter(slug="amiens").update(is_current=False)
    assert candidates("80000") == []


def test_names_held_in_memory_answer_as_the_table_does() -> None:
    names = Territory.objects.values_list("name", flat=True)
    assert not any(letter.isdigit() for name in names for letter in name)
    texts = {name[:length] for name in names for length in range(1, len(name) + 1)}
    texts |= {" ".join(word[:3] for word in reversed(name.split())) for name in names}
    assert len(texts) > 100
    for text in texts:
        ranked = Territory.objects.current().ranked(text).values_list("slug", flat=True)[:5]
        assert place_names().beginning(text, 5) == list(ranked), text


def test_zone_drawn_renamed_or_deleted_meanwhile_is_proposed_as_it_is_now() -> None:
    assert gazetteer.beginning("bass", 10) == []
    zone = Territory.objects.create(name="Bassin de l’exemple")
    assert [place.name for place in gazetteer.beginning("bass ex", 10)] == ["Bassin de l’exemple"]
    zone.name = "Pays de l’exemple"
    zone.save()
    assert gazetteer.beginning("bass", 10) == []
    assert [place.name for place in gazetteer.beginning("pays", 10)] == ["Pays de l’exemple"]
    zone.delete()
    assert gazetteer.beginning("pays", 10) == []


def test_beginning_costs_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place_names()
    with django_assert_num_queries(3):
        assert gazetteer.beginning("amie metro", 4)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("800", "amiens"),  # a postcode unfinished
        ("80", "somme"),  # the number of a département, before postcodes
        ("Amiens (80)", "amiens"),  # the label that the field writes
        ("amiens (80)", "amiens"),
    ],
)
def test_postcode_unfinished_and_label_are_proposed(text: str, first: str) -> None:
    assert gazetteer.beginning(text, 10)[0].slug == first
    assert gazetteer.beginning("Amiens (59)", 10) == []


def test_only_places_that_something_concerns_are_proposed_where_it_matters() -> None:
    assert len(gazetteer.beginning("a", 2)) == 2
    assert [place.slug for place in gazetteer.beginning("a", 2, {"amiens"})] == ["amiens"]


@pytest.mark.parametrize(("text", "slug"), [("80", "somme"), ("02", "aisne"), ("2A", None), ("75", None), ("8", None)])
def test_number_of_a_departement_names_it(text: str, slug: str | None) -> None:
    assert [place.slug for place in gazetteer.named([text]).get(text, ())] == ([slug] if slug else [])
