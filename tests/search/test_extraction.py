"""Any file gives its text, or the reason why not, in bounded time and memory."""

import datetime
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search.describe import MAX_TEXT
from search.extraction import extract as parent
from search.extraction.cleaning import clean, join_cut_words
from search.extraction.extract import CHARACTERS, ROOT, extract
from search.extraction.result import EXTENSIONS, Extraction
from tests.search import files
from tests.search.files import paragraph

pytestmark = pytest.mark.once

Read = Callable[..., Extraction]
BOMB = "<!DOCTYPE d [<!ENTITY a0 'aaaaaaaaaa'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The outcome of reading these bytes under this extension."""

    def run(content: bytes, extension: str, **options: Any) -> Extraction:
        path = tmp_path / "file"
        path.write_bytes(content)
        return extract(path, extension, **options)

    return run


class TestFormats:
    def test_pdf(self, read: Read) -> None:
        found = read(files.pdf(["La participation des jeunes"], ["Deuxième page"]), "pdf")
        assert found == Extraction("La participation des jeunes\nDeuxième page", 2)

    @pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
    def test_a_pdf_that_may_not_be_copied_is_read_and_one_with_a_password_is_not(
        self, read: Read, algorithm: str
    ) -> None:
        assert read(files.locked_pdf("", algorithm=algorithm), "pdf").text == "Compte rendu du copil"
        assert read(files.locked_pdf("secret", algorithm=algorithm), "pdf").reason == "password"

    def test_a_scanned_pdf_has_pages_and_no_text(self, read: Read) -> None:
        assert read(files.scanned_pdf(), "pdf") == Extraction("", 1)

    def test_docx(self, read: Read) -> None:
        box = paragraph("Zone de texte")
        body = (
            paragraph("Les élu.es et les acteur∙ices")
            + "<w:tbl><w:tr><w:tc>"
            + paragraph("Case")
            + "</w:tc></w:tr></w:tbl>"
            + f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
            + "<w:p><w:del><w:r><w:delText>Effacé</w:delText></w:r></w:del>"
            + "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>"
        )
        notes = f'<w:footnotes xmlns:w="{files.WORD}">{paragraph("Une note")}</w:footnotes>'
        comments = f'<w:comments xmlns:w="{files.WORD}">{paragraph("Entre nous")}</w:comments>'
        found = read(files.docx(body, **{"word/footnotes.xml": notes, "word/comments.xml": comments}), "docx")
        assert found.text == "Les élu.es et les acteur∙ices\nCase\nZone de texte\na b\nUne note"

    def test_pptx_in_the_order_of_slides(self, read: Read) -> None:
        found = read(files.pptx(*(f"Diapositive {number}" for number in range(1, 12))), "pptx")
        assert found.text.split("\n") == [f"Diapositive {number}" for number in range(1, 12)]

    def test_xlsx(self, read: Read) -> None:
        rows = [["Ville", "Budget", "Jour"], ["Amiens", 12500.0, datetime.date(2026, 3, 5)], [None, 0.5, True]]
        assert read(files.xlsx(Villes=rows), "xlsx").text == "Villes\nVille Budget Jour\nAmiens 12500 05/03/2026\n0,5"

    def test_odt(self, read: Read) -> None:
        body = (
            "<text:tracked-changes><text:p>Effacé</text:p></text:tracked-changes>"
            "<text:h>Bilan</text:h><text:p>Un<text:s text:c='900000000'/>deux<office:annotation><text:p>Entre nous"
            "</text:p></office:annotation></text:p>"
        )
        assert read(files.open_document("text", body), "odt").text == "Bilan\nUn deux"

    def test_ods(self, read: Read) -> None:
        row = "<table:table-row table:number-rows-repeated='99999999'>{}</table:table-row>"
        cell = "<table:table-cell><text:p>Creil</text:p></table:table-cell>"
        body = f"<table:table>{row.format(cell)}</table:table>"
        assert read(files.open_document("spreadsheet", body), "ods").text == "Creil"

    def test_odp(self, read: Read) -> None:
        body = "<draw:page><text:p>Atelier <text:span>mobilité</text:span></text:p></draw:page>"
        assert read(files.open_document("presentation", body), "odp").text == "Atelier mobilité"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_txt_in_the_encodings_of_here(self, read: Read, encoding: str) -> None:
        assert read("Été : l’œuvre\r\nd’élèves".encode(encoding), "txt").text == "Été : l’œuvre\nd’élèves"

    def test_csv(self, read: Read) -> None:
        assert read(b"Ville;Budget\nLens;3\n", "csv").text == "Ville;Budget\nLens;3"

    def test_vtt_keeps_what_is_said(self, read: Read) -> None:
        captions = (
            "WEBVTT - Titre\n\nNOTE interne\n\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:02.000 align:start\n"
            "<v Anna>Bonjour <i>à</i> tous &amp; toutes\n\n00:03.000 --> 00:04.000\nMerci\n"
        )
        assert read(captions.encode(), "vtt").text == "Bonjour à tous & toutes\nMerci"

    @pytest.mark.parametrize("extension", sorted(EXTENSIONS))
    def test_an_empty_file_is_no_accident(self, read: Read, extension: str) -> None:
        found = read(b"", extension)
        assert found.text == ""
        assert bool(found.reason) is (extension not in {"csv", "txt", "vtt"})

    def test_only_as_much_as_the_catalogue_keeps(self, read: Read) -> None:
        assert CHARACTERS == MAX_TEXT
        for content, extension in (
            (b"mot " * 300_000, "txt"),
            (files.docx(paragraph("mot ") * 300_000), "docx"),
            (files.xlsx(Mots=[["mot"] * 100] * 1000), "xlsx"),
        ):
            found = read(content, extension)
            assert found.partial, extension
            assert MAX_TEXT - 5 <= len(found.text) <= MAX_TEXT, extension


class TestCleaning:
    def test_ligatures_nuls_and_lone_surrogates(self) -> None:
        assert clean("eﬃcacité\x00 \ud800ﬁn\u200b\ue000  1ʳᵉ\r\n \n\x0cpage") == "efficacité fin 1re\npage"

    def test_hyphens_at_the_end_of_lines(self) -> None:
        for raw, joined in (
            ("la partici-\npation", "la participation"),
            ("la partici\u00ad\npation", "la participation"),
            ("dites-\nvous", "dites-vous"),
            ("des élu-\nes", "des élu-es"),
            ("un porte-parole, le porte-\nparole", "un porte-parole, le porte-parole"),
            ("Hauts-\nde-France", "Hauts-de-France"),
            ("2025-\n2026 et Saint-\nOmer", "2025-\n2026 et Saint-\nOmer"),
        ):
            assert join_cut_words(raw) == joined


HOSTILE: list[tuple[str, Callable[[], bytes], str, set[str]]] = [
    ("html named pdf", lambda: b"<!doctype html><script>alert(1)</script>", "pdf", {"disguised"}),
    ("truncated pdf", lambda: files.pdf(["Bonjour"])[:300], "pdf", {"broken"}),
    ("10 MB of noise", lambda: b"%PDF-1.7\n" + os.urandom(10_000_000), "pdf", {"broken", "heavy"}),
    ("noise as an archive", lambda: os.urandom(100_000), "docx", {"broken"}),
    ("truncated archive", lambda: files.docx(paragraph("Bonjour"))[:-40], "docx", {"broken"}),
    ("truncated xml", lambda: files.docx("<w:p>"), "docx", {"broken"}),
    ("word named slides", lambda: files.docx(paragraph("a")), "pptx", {"disguised"}),
    ("word named workbook", lambda: files.docx(paragraph("a")), "xlsx", {"disguised"}),
    ("word with a password", lambda: files.compound("EncryptionInfo", "EncryptedPackage"), "docx", {"password"}),
    ("word of 1997", lambda: files.compound("WordDocument", "1Table"), "docx", {"disguised"}),
    ("swelling pdf", files.swelling_pdf, "pdf", {"heavy"}),
    (
        "open document with a password",
        lambda: files.open_document("text", "", "<manifest:encryption-data/>"),
        "odt",
        {"password"},
    ),
    ("zip bomb", lambda: files.archive(**{"word/document.xml": bytes(250 * 1024 * 1024)}), "docx", {"hostile"}),
    ("many members", lambda: files.archive(**{f"word/{n}": b"" for n in range(10_001)}), "docx", {"hostile"}),
    ("entities", lambda: files.docx(paragraph("&a9;"), before=BOMB), "docx", {"hostile"}),
    (
        "external entity",
        lambda: files.docx(paragraph("&x;"), before='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "docx",
        {"hostile"},
    ),
    (
        "entities in a workbook",
        lambda: files.archive(
            **{"[Content_Types].xml": files.TYPES, "xl/workbook.xml": BOMB + "<workbook>&a9;</workbook>"}
        ),
        "xlsx",
        {"hostile", "broken"},
    ),
]


def is_running(pid: str) -> bool:
    """Whether a process is there and not a dead one that nobody has asked about."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class TestHostile:
    @pytest.mark.parametrize(("name", "make", "extension", "reasons"), HOSTILE, ids=[case[0] for case in HOSTILE])
    def test_gives_a_reason(
        self, read: Read, name: str, make: Callable[[], bytes], extension: str, reasons: set[str]
    ) -> None:
        found = read(make(), extension)
        assert (found.text, found.reason in reasons) == ("", True), found

    def test_processor_time_is_bounded(self, read: Read) -> None:
        start = time.monotonic()
        assert read(files.endless_pdf(), "pdf", seconds=2).reason == "heavy"
        assert time.monotonic() - start < 10

    def test_memory_is_bounded(self, read: Read, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        # The child's own account of it: what the system says of children that ended begins at their parent's size.
        note = tmp_path / "status"
        program = (
            "import sys; from search.extraction.child import main; main(*sys.argv[1:]);"
            f"open({str(note)!r}, 'w').write(open('/proc/self/status').read())"
        )
        monkeypatch.setattr(parent, "CHILD", (sys.executable, "-c", program))
        assert read(files.endless_pdf(), "pdf", memory=128 * 1024 * 1024).reason == "heavy"
        peak = dict(line.split(":", 1) for line in note.read_text().splitlines())["VmPeak"]
        assert int(peak.split()[0]) <= 128 * 1024

    def test_a_child_that_hangs_is_killed_with_what_it_started(
        self, read: Read, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        note = tmp_path / "pid"
        program = (
            "import subprocess, time; p = subprocess.Popen(['sleep', '99']);"
            f"open({str(note)!r}, 'w').write(str(p.pid)); time.sleep(99)"
        )
        monkeypatch.setattr(parent, "CHILD", (sys.executable, "-c", program))
        start = time.monotonic()
        assert read(b"", "pdf", seconds=1).reason == "heavy"
        assert time.monotonic() - start < 8
        while is_running(note.read_text()):  # a busy machine takes its time
            assert time.monotonic() - start < 20
            time.sleep(0.01)

    @pytest.mark.parametrize(
        ("program", "reason"),
        [
            ("import os; os.abort()", "broken"),
            ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "heavy"),
            ("print('nonsense')", "broken"),
            ("print('{\"unknown\": 1}')", "broken"),
            ("raise SystemExit(3)", "broken"),
        ],
    )
    def test_a_child_that_dies_or_lies_is_a_reason(
        self, read: Read, monkeypatch: pytest.MonkeyPatch, program: str, reason: str
    ) -> None:
        monkeypatch.setattr(parent, "CHILD", (sys.executable, "-c", program))
        assert read(b"", "pdf").reason == reason

    def test_the_child_knows_neither_django_nor_our_environment(self, tmp_path: Path) -> None:
        seen = tmp_path / "seen"
        seen.write_text("a")
        program = (
            "import sys, search.extraction.child as child; child.read(open(sys.argv[1], 'rb'), 'txt', 10, 1);"
            "import search.extraction.office, search.extraction.pdf;"
            "print(sorted(m for m in sys.modules if m.partition('.')[0] in ('django', 'wagtail', 'portal')))"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, seen], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]"
