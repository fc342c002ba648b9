"""Tables that people send: read in all their spellings, refused row by row, never over an editor's work."""

from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override
from openpyxl import Workbook
from wagtail.models import Page

from home.importing.kinds import KINDS
from home.models import ImportedRow
from home.setup import Tree
from network.models import ActorPage, EventPage, InitiativePage, TestimonialPage
from resources.models import CapitalisationPage, NewsPage, ReportPage, ToolPage, TrainingKitPage, VeillePage
from search.models import Entry
from tests.factories import make_tree
from tests.home.places import make_places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


@pytest.fixture(scope="module")
def portal(standing: None) -> Tree:
    """A new portal with a few territories, made once."""
    make_places()
    return make_tree()


class Desk:
    """Where tables arrive: writes a file, imports it, keeps what was printed and the exit code."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output, self.code = folder, "", 0

    def write(self, content: str | bytes, name: str = "table.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, kind: str, content: str | bytes, *options: str, name: str = "table.csv") -> str:
        out = StringIO()
        self.code = 0
        try:
            call_command("import_content", kind, str(self.write(content, name)), *options, stdout=out, stderr=out)
        except CommandError as error:
            self.code = error.returncode
            out.write(str(error))
        self.output = out.getvalue()
        return self.output

    def tally(self) -> dict[str, int]:
        """The final table."""
        names = {"created", "updated", "unchanged", "refused"}
        rows = [line.split() for line in self.output.splitlines()]
        return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[0] in names}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk that speaks English, as the identifiers of these tests do."""
    with override("en"):
        yield Desk(tmp_path)


def news(*rows: str) -> str:
    return "id;title;summary;body;territories;themes;date\n" + "".join(f"{row}\n" for row in rows)


def test_a_row_becomes_a_draft_with_its_places_themes_and_date(desk: Desk) -> None:
    desk.run("news", news("1;Un été à Péronne;Résumé;Premier.;Péronne;sante;31/03/2026"))
    page = NewsPage.objects.get(title="Un été à Péronne")
    assert (desk.code, desk.tally()["created"]) == (0, 1)
    assert not page.live
    assert page.date.isoformat() == "2026-03-31"
    assert [place.code for place in page.territories] == ["80620"]
    assert [term.slug for term in page.themes.all()] == ["sante"]
    assert page.body.raw_data[0]["value"] == "<p>Premier.</p>"
    assert page.slug == "un-ete-a-peronne"
    assert not Entry.objects.filter(type="actualite").exists()


def test_published_rows_are_in_the_catalogue(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        desk.run("news", news("1;Un été;;Texte;80;;2026-03-31"), "--publish")
    assert Entry.objects.get(type="actualite").terms["territoire"] == ["hauts-de-france", "somme"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_in_every_spelling(desk: Desk, encoding: str, separator: str) -> None:
    lines = [["id", "title", "summary"], ["1", "L’été à Péronne", '"Un; deux, trois"']]
    desk.run("news", "\r\n".join(separator.join(line) for line in lines).encode(encoding))
    page = NewsPage.objects.get()
    assert (page.title, page.summary) == ("L’été à Péronne", "Un; deux, trois")


def test_xlsx_is_read_and_its_formulas_are_not(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["id", "title", "date", "territories"])
    sheet.append([1, "Une date", datetime(2026, 3, 31), 80620])
    sheet.append([None, None, None, None])
    sheet.append([2, "=1+1", None, None])
    sheet.append([3.0, "Sans date", None, "Somme"])
    book.save(tmp_path / "envoi.xlsx")
    output = desk.run("news", (tmp_path / "envoi.xlsx").read_bytes(), name="envoi.xlsx")
    assert desk.tally() == {"created": 2, "updated": 0, "unchanged": 0, "refused": 1}
    assert "Line 4 (id 2)" in output
    assert "formula" in output
    assert NewsPage.objects.get(title="Une date").date.isoformat() == "2026-03-31"
    assert set(ImportedRow.objects.values_list("external_id", flat=True)) == {"1", "3"}


def test_bad_rows_are_named_with_their_reasons_and_good_ones_kept(desk: Desk) -> None:
    output = desk.run(
        "news",
        news(
            "1;Bonne;;;Amiens;;",
            "2;;;;;;",
            "3;Lieu;;;Nulle-Part;;",
            "4;Thème;;;;inconnu;",
            "5;Date;;;;;31/02/2026",
            "1;Encore;;;;;",
            ";Sans identifiant;;;;;",
            "8;Trop;;;;;;de cellules",
            f"9;Long;{'x' * 301};;;;",
            "10;Bonne aussi;;;;;",
        ),
    )
    assert desk.code == 1
    assert desk.tally() == {"created": 2, "updated": 0, "unchanged": 0, "refused": 8}
    for line, part in [(3, "title"), (4, "Nulle-Part"), (5, "inconnu"), (6, "31/02/2026"), (7, "line 2"), (8, "id")]:
        assert f"Line {line} " in output
        assert part in output
    assert "Line 10 (id 9): summary" in output
    assert set(NewsPage.objects.values_list("title", flat=True)) == {"Bonne", "Bonne aussi"}


def test_an_ambiguous_place_lists_its_candidates_as_they_may_be_written(desk: Desk) -> None:
    output = desk.run("news", news("1;A;;;Saint-Martin;;"))
    assert "Saint-Martin (02738), Saint-Martin (80701)" in output
    desk.run("news", news("1;A;;;Saint-Martin (80701);;"))
    assert [place.code for place in NewsPage.objects.get().territories] == ["80701"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("80620", "80620"),
        ("2738", "02738"),
        ("2", "02"),
        ("248000531", "248000531"),
        ("amiens métropole", "248000531"),
        ("Saint-Martin (80701)", "80701"),
        ("la Somme", "80"),
        ("PERONNE", "80620"),
    ],
)
def test_a_place_is_named_by_code_or_name(desk: Desk, written: str, code: str) -> None:
    desk.run("news", news(f"1;A;;;{written};;"))
    assert [place.code for place in NewsPage.objects.get().territories] == [code], desk.output


def test_a_postcode_is_not_taken_for_a_code(desk: Desk) -> None:
    output = desk.run("news", news("1;A;;;80200;;"))
    assert desk.tally()["refused"] == 1
    assert "Péronne (80620)" in output


def test_an_unchanged_row_is_left_alone_and_a_changed_one_updates_its_page(desk: Desk) -> None:
    desk.run("news", news("1;A;Un;;Amiens;;", "2;B;;;;;"))
    desk.run("news", news("1;A;Deux;;Somme;;", "2;B;;;;;"))
    assert desk.tally() == {"created": 0, "updated": 1, "unchanged": 1, "refused": 0}
    page = NewsPage.objects.get(title="A").get_latest_revision_as_object()
    assert page.summary == "Deux"
    assert [place.code for place in page.territories] == ["80"]
    assert NewsPage.objects.count() == 2


def test_a_published_page_is_updated_on_the_site_only_with_publish(desk: Desk) -> None:
    desk.run("news", news("1;A;Un;;;;"), "--publish")
    desk.run("news", news("1;A;Deux;;;;"))
    page = NewsPage.objects.get()
    assert (page.live, page.summary, page.has_unpublished_changes) == (True, "Un", True)
    desk.run("news", news("1;A;Trois;;;;"), "--publish")
    assert NewsPage.objects.get().summary == "Trois"


def test_a_draft_is_published_by_the_same_table_with_publish(desk: Desk) -> None:
    desk.run("news", news("1;A;;;;;"))
    desk.run("news", news("1;A;;;;;"), "--publish")
    assert desk.tally()["updated"] == 1
    assert NewsPage.objects.get().live


@pytest.mark.parametrize("change", ["edited", "unpublished", "deleted"])
def test_what_the_portal_changed_since_is_refused_unless_overwritten(desk: Desk, change: str) -> None:
    desk.run("news", news("1;A;Un;;;;"), "--publish")
    page = NewsPage.objects.get()
    if change == "edited":
        page.summary = "La main de l’éditrice"
        page.save_revision().publish()
    elif change == "unpublished":
        page.unpublish()
    else:
        Page.objects.get(pk=page.pk).delete()
    output = desk.run("news", news("1;A;Deux;;;;"), "--publish")
    assert desk.tally()["refused"] == 1
    assert "in the portal since" in output
    desk.run("news", news("1;A;Deux;;;;"), "--publish", "--overwrite")
    assert NewsPage.objects.get().summary == "Deux"


def test_sources_and_kinds_do_not_mix(desk: Desk) -> None:
    desk.run("news", news("1;A;;;;;"), "--source=Péronne")
    desk.run("news", news("1;B;;;;;"), "--source=Amiens")
    desk.run("news", news("1;C;;;;;"), name="autre.csv")
    desk.run("news", news("1;A;;;;;"), "--source=Péronne", name="autre-nom.csv")
    assert desk.tally()["unchanged"] == 1
    assert NewsPage.objects.count() == 3


def test_a_dry_run_prints_the_same_and_changes_nothing(desk: Desk) -> None:
    rows = news("1;A;;;Amiens;;", "2;B;;;Nulle-Part;;")
    dry = desk.run("news", rows, "--dry-run", "--publish")
    assert (desk.code, desk.tally()) == (1, {"created": 1, "updated": 0, "unchanged": 0, "refused": 1})
    assert not NewsPage.objects.exists()
    assert not ImportedRow.objects.exists()
    wet = desk.run("news", rows, "--publish")
    assert [line for line in dry.splitlines() if "run" not in line] == wet.splitlines()
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("content", "name", "part"),
    [
        (b"", "a.csv", "empty"),
        (b"\n\n", "a.csv", "empty"),
        (b"id,title\n", "a.csv", "no row"),
        (b"titre\nA\n", "a.csv", "id, title"),
        (b"id,title,title\n1,A,B\n", "a.csv", "twice"),
        (b'id,title\n1,"A\n', "a.csv", "line 2"),
        (b"\x00\x01\x02", "a.csv", "neither CSV nor XLSX"),
        (b"PK\x03\x04broken", "a.xlsx", "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(desk: Desk, content: bytes, name: str, part: str) -> None:
    output = desk.run("news", content, name=name)
    assert desk.code == 2
    assert part in output
    assert not NewsPage.objects.exists()


def test_an_unknown_column_is_named_with_the_nearest(desk: Desk) -> None:
    output = desk.run("news", "id;title;teritories\n1;A;Amiens\n")
    assert "“teritories”" in output
    assert "“territories”" in output
    assert desk.tally()["created"] == 1


def test_text_is_escaped_and_html_cleaned(desk: Desk) -> None:
    desk.run(
        "news", 'id;title;body\n1;A;"<p onclick=""x()"">Un <b>mot</b><script>x()</script></p>"\n2;B;"1 < 2\n\nFin"\n'
    )
    bodies = [page.body.raw_data[0]["value"] for page in NewsPage.objects.order_by("title")]
    assert bodies == ["<p>Un <b>mot</b></p>", "<p>1 &lt; 2</p><p>Fin</p>"]


def test_actors_are_validated_and_others_point_to_them(desk: Desk) -> None:
    header = "id,title,types,rna,siret,phone,email,town,example\n"
    desk.run("actors", header + "A1,Mairie d’Amiens,collectivite,,,03 22 97 40 40,,Amiens,non\n", "--source=S")
    actor = ActorPage.objects.get()
    assert (actor.phone, actor.town, actor.is_example) == ("+33322974040", "Amiens", False)
    output = desk.run("actors", header + "A2,Faux,association,W1,12345678901234,1234567,pas-un-mel,,peut-être\n")
    assert "example:" in output
    output = desk.run("actors", header + "A2,Faux,association,W1,12345678901234,1234567,pas-un-mel,,oui\n")
    assert all(f"{name}:" in output for name in ("phone", "email"))
    output = desk.run("actors", header + "A2,Faux,association,W1,12345678901234,,,,oui\n")
    assert all(f"{name}:" in output for name in ("rna", "siret"))

    desk.run(
        "initiatives",
        "id;title;date;end;holder;partners;type;stage;accompanied;participants;age_min;age_max\n"
        "1;Conseil;2026-01-01;2026-12-31;mairie d’amiens;A1;budget-participatif;conception;oui;jeunes=40; \n"
        "2;Conseil;2026-02-01;2026-01-01;;;;;oui;jeunes;20;11\n",
        "--source=S",
    )
    initiative = InitiativePage.objects.get()
    assert (initiative.holder_id, initiative.stage.slug) == (actor.pk, "conception")
    assert [row.actor_id for row in initiative.partners.all()] == [actor.pk]
    assert [(row.category.slug, row.number) for row in initiative.participants.all()] == [("jeunes", 40)]
    assert all(f"{name}:" in desk.output for name in ("end", "type", "stage", "age_max"))


def test_testimonials_are_published_with_a_consent_only(desk: Desk) -> None:
    header = "id;title;first_name;status;reported;consent\n"
    rows = header + "1;Romain raconte;Romain;jeune engagé;Il dit que…;\n2;Inès;Inès;;Elle dit…;Classeur 3\n"
    desk.run("testimonials", rows, "--publish")
    assert "Line 2 (id 1): consent" in desk.output
    assert [page.title for page in TestimonialPage.objects.filter(live=True)] == ["Inès"]
    desk.run("testimonials", rows)
    assert TestimonialPage.objects.filter(live=False).count() == 1
    desk.run("testimonials", header + "3;X;Jean Dupont;;;\n")
    assert "first_name" in desk.output


def test_events_have_hours_and_dates_in_order(desk: Desk) -> None:
    desk.run(
        "events",
        "id;title;date;end;type;town;organisers\n"
        "1;Atelier;31/03/2026 14h30;2026-03-31 17:00;atelier;Amiens;\n"
        "2;À l’envers;2026-03-31;2026-03-30;;;\n3;Sans date;;;;;\n4;An 202;0202-03-31;;;;\n",
    )
    page = EventPage.objects.get()

    assert timezone.localtime(page.starts_at).isoformat().startswith("2026-03-31T14:30")
    assert desk.tally()["refused"] == 3
    assert "Line 3 (id 2): end" in desk.output
    assert "Line 4 (id 3): date" in desk.output
    assert "check the year" in desk.output


def test_resources_of_every_kind(desk: Desk) -> None:
    desk.run(
        "resources",
        "id;title;kind;source;source_url;note;group_min;duration;report_kind;date\n"
        "1;V;veille;INJEP;https://example.org/;À lire;;;;2026-01-02\n2;C;capitalisation;;;;;;;\n3;O;outil;;;;5;2 h;;\n"
        "4;F;formation;;;;;2 jours;;\n5;R;rapport;;;;;;study;\n"
        "6;?;affiche;;;;;;;\n7;V;veille;;;;;;;\n8;O;outil;;;Une note;;;;\n9;R;rapport;;;;;;;2090-01-01\n",
    )
    made = {model: model.objects.count() for model in (VeillePage, CapitalisationPage, ToolPage, TrainingKitPage)}
    assert set(made.values()) == {1}
    assert ReportPage.objects.get().kind == "study"
    assert desk.tally() == {"created": 5, "updated": 0, "unchanged": 0, "refused": 4}
    assert all(f"Line {line} " in desk.output for line in (7, 8, 9, 10))
    desk.run("resources", "id;title;kind\n3;O;formation\n")
    assert "another kind of page" in desk.output


def test_english_rows_go_into_the_english_tree(desk: Desk, tree: Any) -> None:
    desk.run("news", "id;title;language;themes\n1;Summer;en;\n2;Été;fr;\n3;Estate;it;\n")
    assert NewsPage.objects.get(title="Summer").get_parent().pk == tree.page("actualites", "en").pk
    assert NewsPage.objects.get(title="Summer").locale.language_code == "en"
    assert desk.tally()["refused"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_of_each_kind_are_listed_with_examples_that_read(desk: Desk, kind: str) -> None:
    out = StringIO()
    call_command("import_content", "--columns", kind, stdout=out)
    for column in KINDS[kind].columns:
        assert column.name in out.getvalue()
    pointing = {"holder", "partners", "organisation", "initiative", "event", "actors", "initiatives", "organisers"}
    columns = [column for column in KINDS[kind].columns if column.name not in pointing | {"media_url", "read_on"}]
    own = {"veille": "veille"} if kind == "resources" else {"": ""}
    columns = [column for column in columns if not column.only or set(own) & set(column.only)]
    cells = {column.name: column.example for column in columns}
    cells |= {"kind": "veille"} if kind == "resources" else {}
    cells["date"] = "2020-03-31" if kind == "resources" else cells["date"]
    rows = "\n".join("\t".join(line) for line in (cells.keys(), cells.values()))
    desk.run(kind, rows)
    assert desk.tally().get("created") == 1, desk.output


def test_long_files_show_their_progress(desk: Desk) -> None:
    desk.run("news", news(*(f"{n};Titre {n};;;Lieu inconnu;;" for n in range(250))))
    assert "100/250" in desk.output
    assert "200/250" in desk.output
