"""`manage.py seed_demo`: what the demo shows, that it says what is invented, and that it is made only once."""

import lzma
from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client
from wagtail.models import Locale, Page, Revision, TaskState
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import Translation

from home.demo import accounts
from home.demo.content import EXAMPLE_MARK, is_example, read
from home.demo.seeding import seed, seeded_on, unseed
from home.demo.text import Unit, french, rich, units
from network.models import (
    ActorPage,
    IngredientEntry,
    InitiativePage,
    SteeringBody,
    Term,
    TerritoryPage,
)
from portal.models import PortalDocument, PortalImage
from search.models import Entry
from tests.home.translating import Translator
from tests.home.words import strangers

TODAY = date(2026, 11, 23)
REFERENCE = Path(settings.BASE_DIR) / "network" / "data" / "territories.tsv.xz"
LEAST = {
    "territoire": 12,
    "acteur": 25,
    "initiative": 40,
    "temoignage": 12,
    "actualite": 15,
    "evenement": 15,
    "dossier": 2,
}
RESOURCES = ("veille", "capitalisation", "outil", "formation", "rapport")


def regional_extract(folder: Path) -> Path:
    """The reference data of Hauts-de-France alone: the whole country has its own tests."""
    header, *lines = lzma.decompress(REFERENCE.read_bytes()).decode().splitlines()
    kept: list[str] = []
    known: set[str] = set()
    for line in lines:
        reference, _name, _slug, parent, containers = line.split("\t")[:5]
        if (reference == "R32" or "R32" in containers.split()) and {parent, *containers.split()} - {""} <= known:
            kept.append(line)
            known.add(reference)
    version, source, _count = header.split("\t")
    path = folder / "territories.tsv"
    path.write_text("\n".join([f"{version}\t{source}\t{len(kept)}", *kept]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def missing(standing: None, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The demo, seeded once for this module; the texts that lack an English version."""
    call_command("load_territories", str(regional_extract(tmp_path_factory.mktemp("demo"))), stdout=StringIO())
    return seed(TODAY)


@pytest.fixture
def demo(missing: list[str], db: None) -> None:
    """A test that may write: what it writes is undone."""


def entries(**conditions: Any) -> Any:
    return Entry.objects.filter(**conditions)


@pytest.mark.usefixtures("demo")
class TestContent:
    def test_every_kind_is_there_in_number(self) -> None:
        found = Counter(entries(language="fr").values_list("type", flat=True))
        assert {kind: found[kind] for kind in LEAST if found[kind] < LEAST[kind]} == {}
        assert sum(found[kind] for kind in RESOURCES) >= 30
        assert all(found[kind] for kind in RESOURCES)
        assert found["document"] >= 10

    def test_every_type_and_stage_of_process_is_shown(self) -> None:
        for vocabulary, field in (("demarche", "demarche_type"), ("stage", "stage")):
            every = set(
                Term.objects.filter(vocabulary=vocabulary, locale__language_code="fr").values_list("slug", flat=True)
            )
            shown = set(InitiativePage.objects.live().values_list(f"{field}__slug", flat=True))
            assert every <= shown

    def test_the_region_says_its_ten_ingredients_and_one_is_none_on_purpose(self) -> None:
        page = TerritoryPage.objects.get(slug="hauts-de-france", locale__language_code="fr")
        cells = {(entry.ingredient, entry.level): entry for entry in IngredientEntry.objects.filter(page=page)}
        assert len(cells) == 10
        assert [cell for cell, entry in cells.items() if entry.none_on_purpose] == [(2, "regional")]
        assert page.brand_name == "Provox Hauts-de-France"
        assert page.phone
        assert page.address_lines == [
            "ESSpace, Parc de Beauvillé",
            "21 rue François Génin",
            "80000 AMIENS",
        ]
        committee = SteeringBody.objects.get(level="regional", locale__language_code="fr")
        assert {str(member) for member in committee.members.all()} == {
            "Conseil régional Hauts-de-France",
            "DRAJES Hauts-de-France",
            "CRAJEP Hauts-de-France",
        }

    def test_no_result_says_its_place_in_capitals(self) -> None:
        places = {str(entry.card.get("place", "")) for entry in entries()}
        assert "Amiens" in places
        assert not [place for place in places if place.isupper()]

    def test_romain_is_reported_never_quoted(self) -> None:
        page = Page.objects.get(slug="romain-jeune-engage").specific
        assert (page.first_name, page.quote) == ("Romain", "")
        assert "«" not in page.reported
        assert page.event is None  # the source does not say which one

    def test_the_film_to_come_has_a_drawn_poster_and_no_address(self) -> None:
        page = Page.objects.get(slug="crajep-en-video").specific
        assert page.poster is not None
        assert page.media_url == ""
        assert page.media_file is None
        assert "Vidéo à venir" in str(page.body)

    def test_what_is_invented_says_so_on_its_card_and_on_its_page(self) -> None:
        for kind in ("initiatives", "events", "testimonials", "news", "resources"):
            for slug, item in read(kind).items():
                page = Page.objects.get(slug=slug, locale__language_code="fr").specific
                assert (EXAMPLE_MARK in page.summary) == is_example(item, by_default=True), slug

    def test_public_bodies_have_no_invented_contact(self) -> None:
        reachable = ActorPage.objects.exclude(phone="", email="", address_street="", website="")
        assert set(reachable.values_list("slug", flat=True)) == {"crajep-hauts-de-france"}
        assert not ActorPage.objects.exclude(rna="", siret="").exists()

    def test_french_texts_have_french_typography(self) -> None:
        typed = ("'", " :", " ;", " ?", " !", "« ", " »")
        texts = [text for pair in entries(language="fr").values_list("title", "summary") for text in pair]
        assert [text for text in texts if any(sign in text for sign in typed)] == []

    def test_files_are_small_genuine_and_described(self) -> None:
        documents = list(PortalDocument.objects.all())
        assert len(documents) >= 15
        for document in documents:
            assert document.file.read(5) == b"%PDF-"
            assert document.file_size <= 15_000
            assert document.page_count
            assert document.language == "fr"
        assert all(image.credit for image in PortalImage.objects.all())


@pytest.mark.usefixtures("demo")
class TestPages:
    def test_every_public_page_answers(self, client: Client) -> None:
        broken = {}
        for page in Page.objects.live().public().filter(depth__gt=1).specific():
            url = page.get_url()
            status = client.get(url).status_code
            if status != 200:
                broken[url] = status
        assert broken == {}

    @pytest.mark.once
    def test_each_type_of_page_can_be_edited_and_previewed(self, client: Client) -> None:
        client.force_login(get_user_model().objects.create_superuser("chef@demo.example", "x"))
        seen: set[type[Page]] = set()
        for page in Page.objects.filter(depth__gt=1, locale__language_code="fr").specific():
            if type(page) in seen:
                continue
            seen.add(type(page))
            assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200, page
            assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200, page

    def test_hidden_states_exist_and_stay_hidden(self) -> None:
        states = read("states")
        assert {item["state"] for item in states.values()} == {
            "draft",
            "changed",
            "submitted",
            "sent-back",
            "scheduled",
            "expired",
            "private",
        }
        hidden = [french(item["title"]) for item in states.values() if item["state"] != "changed"]
        assert not entries(title__in=hidden).exists()
        assert TaskState.objects.filter(status="in_progress").count() == 2
        assert TaskState.objects.filter(status="rejected").count() == 1
        assert Page.objects.filter(expired=True).count() == 1
        assert Revision.page_revisions.exclude(approved_go_live_at=None).count() == 1

    def test_the_catalogue_agrees_with_the_pages(self) -> None:
        out = StringIO()
        try:
            call_command("catalogue", "check", stdout=out)
        except CommandError:
            pytest.fail(out.getvalue())


@pytest.mark.usefixtures("demo")
class TestLanguages:
    def test_every_translated_page_is_translated_whole(self, missing: list[str]) -> None:
        assert missing == []
        slugs = [name.removeprefix("territory:") for name in read("english") if name != "strings"]
        for slug in slugs:
            page = Page.objects.filter(slug=slug, locale__language_code="fr", live=True).first()
            assert page is not None, slug
            translation = Translation.objects.get(source__object_id=page.translation_key)
            total, done = translation.get_progress()
            assert total == done, slug
            assert entries(language="en", translation_key=str(page.translation_key)).exists(), slug

    def test_english_has_its_own_addresses(self, client: Client) -> None:
        assert client.get("/en/initiatives/youth-council-by-lot/").status_code == 200
        assert client.get("/en/territoires/hauts-de-france/").status_code == 200


@pytest.mark.usefixtures("demo")
class TestCommand:
    def test_a_second_run_changes_nothing(self) -> None:
        before = (Page.objects.count(), Revision.objects.count(), seeded_on())
        out = StringIO()
        call_command("seed_demo", stdout=out)
        assert (Page.objects.count(), Revision.objects.count(), seeded_on()) == before
        assert before[2] == TODAY
        assert all(account.email in out.getvalue() for account in accounts.ACCOUNTS)

    def test_each_role_has_an_account_that_can_sign_in(self, client: Client) -> None:
        for account in accounts.ACCOUNTS:
            user = get_user_model().objects.get(email=account.email)
            assert user.check_password(accounts.PASSWORD)
            assert [group.name for group in user.groups.all()] == [account.role]

    @pytest.mark.once
    def test_reset_leaves_homes_lists_and_other_people_s_pages(self) -> None:
        sections = set(Page.objects.filter(depth__lte=3).values_list("pk", flat=True))
        unseed()
        assert set(Page.objects.values_list("pk", flat=True)) == sections
        assert seeded_on() is None
        assert not PortalImage.objects.exists()
        assert not PortalDocument.objects.exists()
        assert not SteeringBody.objects.exists()

    def test_production_is_refused(self, settings: Any) -> None:
        settings.SETTINGS_MODULE = "portal.settings.production"
        with pytest.raises(CommandError, match="init_portal"):
            call_command("seed_demo", stdout=StringIO())


@pytest.mark.usefixtures("demo")
class TestEveryTypeInBothLanguages:
    def pages(self, language: str) -> list[Page]:
        """Two public pages of each type."""
        rows = Entry.objects.filter(language=language, key__startswith="page:").order_by("key")
        live = Page.objects.filter(pk__in=[int(key.partition(":")[2]) for key in rows.values_list("key", flat=True)])
        homes = Page.objects.filter(depth__in=(2, 3), locale__language_code=language).live()
        by_type: dict[int, list[Page]] = {}
        for page in (live | homes).order_by("pk"):
            by_type.setdefault(page.content_type_id, []).append(page)
        return [page for pages in by_type.values() for page in pages[:2]]

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_the_interface_is_in_the_language_of_the_page(self, client: Client, language: str) -> None:
        wrong = {}
        pages = self.pages(language)
        assert len({page.content_type_id for page in pages}) > 12
        for page in pages:
            response = client.get(page.get_url())
            assert response.status_code == 200, page
            if found := strangers(response.text, language):
                wrong[page.get_url()] = found
        assert wrong == {}

    def test_each_type_is_submitted_and_its_relations_arrive(self, django_user_model: Any) -> None:
        translator = Translator(Client(), django_user_model)
        english = Locale.objects.get(language_code="en")
        translated = Page.objects.filter(locale=english).values("translation_key")
        french = (
            Page.objects.live().filter(locale__language_code="fr", depth__gt=3).exclude(translation_key__in=translated)
        )
        richest: dict[type[Page], Page] = {}
        for page in french.specific():
            known = richest.get(type(page))
            if known is None or len(travelling(page)) > len(travelling(known)):
                richest[type(page)] = page
        assert len(richest) > 8
        for page in richest.values():
            copy = translator.submit(page)
            assert not copy.live
            assert travelling(copy.get_latest_revision_as_object()) == travelling(page), page


def travelling(page: Any) -> dict[str, Any]:
    """What is carried as it is: dates, numbers, references (by what they are, in whatever language)."""

    def identity(thing: Any) -> str:
        if isinstance(thing, datetime):
            return thing.astimezone(UTC).isoformat()
        return str(getattr(thing, "translation_key", thing) if isinstance(thing, Model) else thing)

    found: dict[str, Any] = {}
    for declared in get_translatable_fields(type(page)):
        field = type(page)._meta.get_field(declared.field_name)
        value = getattr(page, declared.field_name)
        if field.many_to_many:
            found[declared.field_name] = sorted(identity(thing) for thing in value.all())
        elif field.one_to_many:
            found[declared.field_name] = value.count()
        elif isinstance(declared, SynchronizedField):
            found[declared.field_name] = identity(value)
    return {name: value for name, value in found.items() if value not in ([], 0, "", "None")}


def test_light_markup_becomes_rich_text_with_french_typography() -> None:
    text = "L'idée : « oui » !\n\n## Titre\n- un\n- **deux**"
    assert rich(text) == (
        "<p>L’idée\u00a0: «\u00a0oui\u00a0»\u202f!</p><h2>Titre</h2><ul><li>un</li><li><b>deux</b></li></ul>"
    )
    assert units("A & B") == [Unit("p", "A &amp; B")]
    assert french("12 000 jeunes") == "12\u202f000\u00a0jeunes"
