"""The worker reads each file once; its text is found while the document is public; editors see how far it is."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from home.setup import Tree
from portal.accounts.models import User
from portal.models import PortalDocument
from search.documents import document_entries
from search.extraction import reading
from search.extraction.reading import ATTEMPTS, LEASE, prune_texts, read_waiting
from search.extraction.report import sentence
from search.extraction.result import EXTENSIONS, Extraction, Reason
from search.keys import document_key
from search.models import DocumentText, Entry, Mark
from search.projection import project_pending
from tests.factories import add_news, make_tree
from tests.search import files
from tests.services.commands import Commands

Read = Callable[[], int]
State = DocumentText.State


@pytest.fixture
def tree(db: None) -> Tree:
    return make_tree(languages=["fr"])


@pytest.fixture
def work(django_capture_on_commit_callbacks: Any) -> Read:
    """What the worker does, with what waits for its commits."""

    def run() -> int:
        project_pending()
        with django_capture_on_commit_callbacks(execute=True):
            return read_waiting(60)

    return run


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The extensions of the files that were opened to be read."""
    names: list[str] = []
    extract = reading.extract

    def note(path: str, extension: str) -> Extraction:
        names.append(extension)
        return extract(path, extension)

    monkeypatch.setattr(reading, "extract", note)
    return names


def upload(content: bytes, name: str = "guide.pdf", **values: Any) -> PortalDocument:
    """A document as a script saves it, without its hash."""
    values = {"title": "Guide", "listed": True, **values}
    return PortalDocument.objects.create(file=ContentFile(content, name=name), **values)


def entry_text(document: PortalDocument) -> str | None:
    return Entry.objects.filter(key=document_key(document.pk)).values_list("text", flat=True).first()


@pytest.mark.usefixtures("tree")
class TestReading:
    def test_text_and_pages_come_after_the_upload(self, work: Read) -> None:
        guide = upload(files.pdf(["Un atelier mobilité"], ["Fin"]))
        project_pending()
        assert entry_text(guide) == ""
        assert work() == 1
        assert entry_text(guide) == "Un atelier mobilité\nFin"
        assert not Mark.objects.exists()
        guide.refresh_from_db()
        assert guide.page_count == 2
        assert work() == 0

    def test_a_file_is_read_once_however_often_it_is_sent(self, work: Read, opened: list[str]) -> None:
        content = files.pdf(["Charte"])
        first, second = upload(content), upload(content, name="copie.pdf")
        work()
        third = upload(content, name="encore.pdf")
        work()
        project_pending()
        assert opened == ["pdf"]
        assert {entry_text(document) for document in (first, second, third)} == {"Charte"}
        third.refresh_from_db()
        assert third.page_count == 1

    def test_a_replaced_file_is_read_again(self, work: Read) -> None:
        guide = upload(files.pdf(["Ancien"], ["Suite"]))
        work()
        guide.file = ContentFile(files.pdf(["Nouveau"]), name="guide.pdf")
        guide._set_document_file_metadata()
        guide.save()
        work()
        guide.refresh_from_db()
        assert (entry_text(guide), guide.page_count) == ("Nouveau", 1)

    def test_texts_that_no_document_has_are_forgotten(self, work: Read) -> None:
        guide, kept = upload(b"Un mot", name="a.txt"), upload(b"Un autre", name="b.txt")
        work()
        guide.delete()
        assert prune_texts() == 1
        assert DocumentText.objects.get().file_hash == PortalDocument.objects.get(pk=kept.pk).file_hash

    def test_a_file_that_is_not_there_is_looked_for_again_the_next_day(self, work: Read) -> None:
        guide = upload(b"Un mot", name="a.txt")
        guide.file.storage.delete(guide.file.name)
        work()
        assert DocumentText.objects.get().reason == Reason.MISSING
        guide.file.storage.save(guide.file.name, ContentFile(b"Un mot"))
        prune_texts()
        work()
        assert entry_text(guide) == "Un mot"

    def test_a_refused_file_is_found_by_its_title(self, work: Read) -> None:
        guide = upload(b"<html>", title="Règlement intérieur")
        work()
        assert DocumentText.objects.get().state == State.REFUSED
        assert entry_text(guide) == ""
        assert Entry.objects.filter(title="Règlement intérieur").exists()

    def test_films_and_the_like_are_not_read(self, work: Read) -> None:
        upload(b"\0\0\0\x18ftypmp42", name="film.mp4")
        assert work() == 0
        assert not DocumentText.objects.exists()

    def test_others_have_their_turn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for number in range(3):
            upload(f"Texte {number}".encode(), name="a.txt")
        assert [read_waiting(0.0001) for _ in range(4)] == [1, 1, 1, 0]

    def test_a_reader_that_died_is_replaced_and_a_file_that_kills_is_given_up(
        self, monkeypatch: pytest.MonkeyPatch, work: Read
    ) -> None:
        guide = upload(b"Un mot", name="a.txt")

        def die(*_: Any) -> Extraction:
            raise KeyboardInterrupt

        monkeypatch.setattr(reading, "extract", die)
        for attempt in range(1, ATTEMPTS + 1):
            with pytest.raises(KeyboardInterrupt):
                read_waiting()
            assert work() == 0, "taken"
            assert DocumentText.objects.get().attempts == attempt
            DocumentText.objects.update(taken_at=timezone.now() - LEASE - timedelta(seconds=1))
        assert work() == 0
        text = DocumentText.objects.get()
        assert (text.state, text.reason) == (State.REFUSED, Reason.HEAVY)
        assert entry_text(guide) == ""

    def test_a_document_entry_costs_the_same_queries_whatever_their_number(
        self, work: Read, django_assert_num_queries: Any
    ) -> None:
        pks = [upload(f"Texte {number}".encode(), name="a.txt").pk for number in range(6)]
        work()
        for portion in (pks[:1], pks):
            with django_assert_num_queries(4):
                assert all(entry.values["text"] for entry in document_entries(portion))


class TestVisibility:
    def test_the_text_goes_with_the_page_that_carries_it(self, tree: Tree, work: Read) -> None:
        guide = upload(files.pdf(["Zéphirine"]), listed=False)
        page = add_news(tree, body=[("text", f'<p><a linktype="document" id="{guide.pk}">Guide</a></p>')])
        work()
        assert entry_text(guide) == "Zéphirine"
        page.unpublish()
        project_pending()
        assert not Entry.objects.filter(text__contains="Zéphirine").exists()
        page.save_revision().publish()
        project_pending()
        assert entry_text(guide) == "Zéphirine"

    def test_a_text_that_comes_after_the_page_was_withdrawn_is_in_no_entry(self, tree: Tree, work: Read) -> None:
        upload(files.pdf(["Zéphirine"]), listed=False)
        work()
        assert DocumentText.objects.get().text == "Zéphirine"
        assert not Entry.objects.filter(type="document").exists()


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_workers_share_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        make_tree(languages=["fr"])
        for number in range(8):
            upload(f"Texte {number}".encode(), name="a.txt")
        read: list[str] = []

        def slow(path: str, extension: str) -> Extraction:
            read.append(path)
            time.sleep(0.05)
            return Extraction("lu")

        monkeypatch.setattr(reading, "extract", slow)

        def run() -> None:
            try:
                read_waiting(30)
            finally:
                connection.close()

        threads = [Thread(target=run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(read) == len(set(read)) == 8
        assert DocumentText.objects.filter(state=State.DONE).count() == 8

    def test_a_worker_in_its_own_process_reads(self, commands: Commands) -> None:
        make_tree(languages=["fr"])
        guide = upload(files.pdf(["Zéphirine"]))
        commands.run("worker", "--once")
        assert entry_text(guide) == "Zéphirine"


REPORTS: list[tuple[str, dict[str, Any], str]] = [
    ("a.pdf", {"state": State.DONE, "pages": 12, "words": 3400}, "Text read: 12 pages, 3,400 words."),
    ("a.pdf", {"state": State.DONE, "pages": 1, "words": 1}, "Text read: 1 page, 1 word."),
    ("a.odt", {"state": State.DONE, "words": 20, "partial": True}, "Text read: 20 words. Only a part"),
    ("a.odt", {"state": State.WAITING}, "The text is being read"),
    ("a.pdf", {}, "The text is being read"),
    ("a.pdf", {"state": State.EMPTY, "pages": 2}, "run a character recognition"),
    ("a.pdf", {"state": State.REFUSED, "reason": "password"}, "could not be read: it is protected by a password"),
    ("a.mp4", {}, "is not read"),
]


class TestReports:
    @pytest.mark.parametrize(("name", "values", "said"), REPORTS)
    def test_the_editor_reads_a_sentence(self, name: str, values: dict[str, Any], said: str) -> None:
        document = PortalDocument(title="a", file=name, file_hash="1")
        with translation.override("en"):
            assert said in sentence(document, DocumentText(file_hash="1", **values) if values else None)

    def test_every_reason_has_its_sentence(self) -> None:
        document = PortalDocument(title="a", file="a.pdf")
        for reason in Reason:
            assert sentence(document, DocumentText(state=State.REFUSED, reason=reason)).count(".") > 1

    def test_every_kind_that_may_be_sent_is_read_or_known_not_to_be(self, settings: Any) -> None:
        assert set(settings.WAGTAILDOCS_EXTENSIONS) - EXTENSIONS == {"key", "m4a", "mp3", "mp4", "ogg", "webm"}

    def test_the_edit_page_and_the_list_say_it(
        self, tree: Tree, client: Client, work: Read, django_assert_max_num_queries: Any
    ) -> None:
        client.force_login(User.objects.create_superuser("admin@exemple.fr"))
        guide = upload(files.locked_pdf("secret"))
        upload(b"Trois mots ici", name="a.txt", title="Notes")
        work()
        with translation.override("fr"):
            edit = client.get(reverse("wagtaildocs:edit", args=[guide.pk]))
            reason = sentence(guide, DocumentText.objects.get(state=State.REFUSED))
            assert edit.status_code == 200
            assert reason in edit.content.decode()
        for name in ("wagtaildocs:index", "wagtaildocs:index_results"):
            page = client.get(reverse(name))
            assert page.status_code == 200
            shown = {document.title: document.text_report for document in page.context["object_list"]}
            assert set(shown) == {"Guide", "Notes"}
            assert all(report in page.content.decode() for report in shown.values())
        assert client.get(reverse("wagtaildocs:index")).resolver_match.func.view_class.__name__ == "DocumentList"
        assert Client().get(reverse("wagtaildocs:index")).status_code == 302

    def test_editors_list_the_documents_whose_text_is_not_there(
        self, tree: Tree, client: Client, work: Read, django_assert_num_queries: Any
    ) -> None:
        client.force_login(User.objects.create_superuser("admin@exemple.fr"))
        upload(files.locked_pdf("secret"), title="Verrou")
        upload(files.scanned_pdf(), title="Numérisé")
        upload(b"Trois mots ici", name="a.txt", title="Notes")
        upload(b"\x00\x00\x00\x18ftypmp42", name="a.mp4", title="Film")
        work()
        waiting = upload(b"Arrive", name="b.txt", title="Nouveau")

        def listed(*states: str, **more: str) -> set[str]:
            page = client.get(reverse("wagtaildocs:index_results"), {"text": states, **more})
            assert page.status_code == 200
            return {document.title for document in page.context["object_list"]}

        assert listed() == {"Verrou", "Numérisé", "Notes", "Film", "Nouveau"}
        for states, titles in (
            ({"done"}, {"Notes"}),
            ({"empty"}, {"Numérisé"}),
            ({"refused"}, {"Verrou"}),
            ({"empty", "refused"}, {"Verrou", "Numérisé"}),
            ({"waiting"}, {"Nouveau"}),
            ({"autre"}, {"Verrou", "Numérisé", "Notes", "Film", "Nouveau"}),
        ):
            assert listed(*states) == titles, states
        assert listed("refused", q="Verrou") == {"Verrou"}
        assert listed("done", q="Verrou") == set()
        DocumentText.objects.create(file_hash=waiting.file_hash)
        assert listed("waiting") == {"Nouveau"}
        shown = client.get(reverse("wagtaildocs:index"), {"text": "refused"}).content.decode()
        assert "Texte lu" in shown
        PortalDocument.objects.filter(title="Verrou").update(title="Cadenas", file="c.mp4")
        for name in ("wagtaildocs:index", "wagtaildocs:index_results"):
            nothing = client.get(reverse(name), {"text": "refused"}).content.decode()
            assert "Aucun document ne correspond" in nothing
            assert "pas encore transféré" not in nothing
        upload(files.locked_pdf("autre"), title="Verrou 2")
        work()
        with CaptureQueriesContext(connection) as one:
            assert listed("refused") == {"Verrou 2"}
        upload(files.locked_pdf("encore"), title="Verrou 3")
        work()
        with django_assert_num_queries(len(one)):
            assert listed("refused") == {"Verrou 2", "Verrou 3"}
