"""The reference data: loaded whole or not at all, who contains whom, living areas."""

import lzma
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from network.models import PageTerritory, Territory, TerritoryContainment, TerritoryEdition
from network.territories.loader import DEFAULT_FILE, load
from network.territories.names import slug_of
from network.territories.reader import TerritoryFileError, parse
from search.models import Mark
from tests.network import activity
from tests.network.territories import EXTRACT, NOW, altered, load_extract

pytestmark = pytest.mark.django_db


def place(slug: str) -> Territory:
    return Territory.objects.get(slug=slug)


def slugs(territories: object) -> set[str]:
    return {territory.slug for territory in territories}


def zone(name: str, *members: str) -> Territory:
    area = Territory.objects.create(name=name)
    area.set_members([place(slug) for slug in members])
    return area


def test_whole_file_of_the_repository() -> None:
    assert DEFAULT_FILE.stat().st_size < 2_000_000
    assert (DEFAULT_FILE.parent / "LICENCE.md").exists()
    load(DEFAULT_FILE, NOW)
    counts = {kind: Territory.objects.filter(kind=kind).count() for kind in ("region", "departement", "outre_mer")}
    assert counts == {"region": 18, "departement": 101, "outre_mer": 8}
    assert Territory.objects.filter(kind="epci").count() > 1_200
    assert Territory.objects.filter(kind="commune").count() > 34_800
    assert not Territory.objects.filter(latitude=None).exists()
    official = {
        "ca-d-henin-carvin": "246200299",
        "ca-de-lens-lievin": "246200364",
        "brest-metropole": "242900314",
        "cu-grand-besancon-metropole": "242500361",
        "cc-des-trois-rivieres": "240200600",
        "cote-d-or": "21",
        "paris": "75",
        "paris-75056": "75056",
        "la-reunion": "04",
        "la-reunion-974": "974",
    }
    assert dict(Territory.objects.filter(slug__in=official).values_list("slug", "code")) == official
    across = Territory.objects.get(slug="cc-des-villes-soeurs")
    assert slugs(Territory.objects.containing(across)) == {
        "somme",
        "seine-maritime",
        "hauts-de-france",
        "normandie",
    }


def test_who_contains_and_who_is_contained_are_one_query_each(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    load_extract()
    amiens, somme = place("amiens"), place("somme")
    with django_assert_num_queries(1):
        around = [territory.slug for territory in Territory.objects.containing(amiens).nearest_first()]
    assert around == ["ca-amiens-metropole", "somme", "hauts-de-france"]
    with django_assert_num_queries(1):
        inside = slugs(Territory.objects.contained_in(somme))
    assert inside == {"amiens", "ault", "ca-amiens-metropole", "cc-des-villes-soeurs"}


def test_commune_has_only_its_own_departement_even_in_an_epci_across_two() -> None:
    load_extract()
    assert slugs(Territory.objects.containing(place("ault"))) == {"cc-des-villes-soeurs", "somme", "hauts-de-france"}
    assert place("cc-des-villes-soeurs").parent == place("seine-maritime")


def test_overseas_collectivity_stands_on_its_own() -> None:
    load_extract()
    assert slugs(Territory.objects.containing(place("saint-pierre-97502"))) == {"saint-pierre-et-miquelon"}
    assert place("saint-pierre-et-miquelon").kind == "outre_mer"


def test_same_file_is_not_loaded_twice(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    assert load_extract().created == Territory.objects.count()
    with django_assert_max_num_queries(2):
        assert load_extract().unchanged
    again = load(EXTRACT, NOW, force=True)
    assert (again.created, again.updated, again.removed, again.unchanged) == (0, 0, 0, False)


def test_a_territory_lost_is_restored_by_the_next_loading() -> None:
    load_extract()
    Territory.objects.filter(slug="amiens").delete()
    assert load_extract().created == 1
    assert slugs(Territory.objects.containing(place("amiens"))) >= {"somme"}


def test_new_data_renames_moves_and_swaps_slugs(tmp_path: Path) -> None:
    load_extract()
    before = place("amiens").pk
    text = EXTRACT.read_text(encoding="utf-8")
    text = text.replace("\tAmiens\t\t", "\tX\t\t").replace(
        "\tAult\t\tE247600588\tE247600588 D80", "\tAmiens\t\tD80\tD80"
    )
    new = tmp_path / "new.tsv"
    new.write_text(text.replace("\tX\t\t", "\tAult\t\t"), encoding="utf-8")
    report = load(new, NOW)
    assert report.updated == 2
    assert place("ault").pk == before
    assert slugs(Territory.objects.containing(place("amiens"))) == {"somme", "hauts-de-france"}


def test_what_disappeared_is_deleted_unless_something_refers_to_it(tmp_path: Path) -> None:
    load_extract()
    page = activity.initiative()
    PageTerritory.objects.create(page=page, territory=place("amiens"))
    report = load(altered(tmp_path, without=("C80021", "C02691")), NOW)
    assert (report.removed, report.kept) == (1, ["Amiens (80021)"])
    assert not place("amiens").is_current
    assert slugs(Territory.objects.containing(place("amiens"))) >= {"somme"}
    assert load(EXTRACT, NOW).created == 1
    assert place("amiens").is_current


def test_member_of_a_living_area_is_kept(tmp_path: Path) -> None:
    load_extract()
    area = zone("Amiénois", "amiens")
    assert load(altered(tmp_path, without=("C80021",)), NOW).kept == ["Amiens (80021)"]
    assert slugs(Territory.objects.contained_in(area)) == {"amiens"}


def test_official_name_taken_by_a_living_area_gets_its_code(tmp_path: Path) -> None:
    load(altered(tmp_path, without=("C80021",)), NOW)
    area = zone("Amiens", "ault")
    load_extract()
    assert area.slug == "amiens"
    assert place("amiens-80021").code == "80021"
    assert load(EXTRACT, NOW, force=True).updated == 0


def test_pages_that_show_a_renamed_territory_are_marked(tmp_path: Path) -> None:
    load_extract()
    page = activity.initiative()
    page.territory_links.add(PageTerritory(territory=place("amiens")))
    page.save()
    Mark.objects.all().delete()
    load(altered(tmp_path, replace={"\tAmiens\t\t": "\tAmiens-sur-Somme\t\t"}), NOW)
    assert {f"page:{page.pk}", "labels:territoire"} <= set(Mark.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("\t80000 80080 80090\t", "\t8000\t", 19),
        ("\t49.8934\t", "\tnorth\t", 19),
        ("C80021\t", "C80039\t", 20),
        ("C80021\t", "X80021\t", 19),
        ("\t136449\t", "\t-3\t", 19),
        ("\tAmiens\t\t", "\t\t\t", 19),
        ("\t136449\t", "\t", 19),
        ("E248000531 D80 R32\t80000", "E000000000 D80 R32\t80000", 19),
        ("\tE248000531\tE248000531 D80 R32\t80000", "\tD02\tE248000531 D80 R32\t80000", 19),
        ("territories/1", "something else", 1),
    ],
)
def test_broken_file_names_its_line_and_changes_nothing(tmp_path: Path, old: str, new: str, line: int) -> None:
    load_extract()
    before = list(Territory.objects.order_by("pk").values())
    broken = tmp_path / "broken.tsv"
    text = EXTRACT.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(TerritoryFileError) as caught:
        load(broken, NOW)
    assert caught.value.line == line
    assert str(line) in str(caught.value)
    assert list(Territory.objects.order_by("pk").values()) == before
    assert TerritoryEdition.objects.get().source == "extract for the tests"


def test_shortened_damaged_or_binary_file_is_refused(tmp_path: Path) -> None:
    text = EXTRACT.read_bytes()
    packed = lzma.compress(text)
    for data in (b"", text[:-200], packed[: len(packed) // 2], b"\xff" + text, text.replace(b"Hauts", b"H\xe9")):
        with pytest.raises(TerritoryFileError) as caught:
            parse(data)
        assert caught.value.line >= 1
    assert parse(packed) == parse(text)


def test_command_says_what_it_did_and_what_is_wrong(tmp_path: Path) -> None:
    out = StringIO()
    call_command("load_territories", str(EXTRACT), stdout=out)
    call_command("load_territories", str(EXTRACT), stdout=out)
    count = str(Territory.objects.count())
    assert [count in line for line in out.getvalue().splitlines()] == [True, True]
    with pytest.raises(CommandError, match="nowhere"):
        call_command("load_territories", str(tmp_path / "nowhere.tsv"))


def test_living_area_contains_its_members_and_what_they_contain() -> None:
    load_extract()
    area = zone("Bassin de vie du littoral", "cc-des-villes-soeurs", "amiens")
    assert slugs(Territory.objects.contained_in(area)) == {"cc-des-villes-soeurs", "ault", "eu", "amiens"}
    assert slugs(Territory.objects.containing(area)) == {"somme", "seine-maritime", "hauts-de-france", "normandie"}
    assert "bassin-de-vie-du-littoral" in slugs(Territory.objects.containing(place("ault")))
    assert area.parent == place("somme")
    assert area.population == place("cc-des-villes-soeurs").population + place("amiens").population
    assert area.point is not None


def test_living_area_follows_its_members_and_new_data(tmp_path: Path) -> None:
    load_extract()
    area = zone("Littoral", "amiens")
    area.set_members([place("ault"), place("somme")])
    assert slugs(Territory.objects.containing(area)) == {"hauts-de-france"}
    assert area.population == place("somme").population
    load(altered(tmp_path, replace={"\t565413\t": "\t600000\t"}), NOW)
    area.refresh_from_db()
    assert area.population == 600_000
    area.delete()
    assert not TerritoryContainment.objects.filter(ancestor__kind="bassin").exists()


def test_living_area_gets_a_free_slug_and_keeps_it() -> None:
    load_extract()
    area = zone("Amiens", "amiens")
    assert area.slug == "amiens-2"
    area.name = "Grand Amiénois"
    area.save()
    assert area.slug == "amiens-2"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("CA d'Hénin-Carvin", "ca-d-henin-carvin"),
        ("CA de Lens - Liévin", "ca-de-lens-lievin"),
        ("Cœuvres-et-Valsery", "coeuvres-et-valsery"),
        ("L'Haÿ-les-Roses", "l-hay-les-roses"),
        ("Bors (Canton de Charente-Sud)", "bors-canton-de-charente-sud"),
    ],
)
def test_slug_of_a_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug
