"""What is uploaded is looked into, and kept without what a phone wrote in it (quality.md, facts 11 and 12)."""

import codecs
import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from portal.accounts.models import User
from portal.media.documents import DOCUMENTS, MAX_MEDIA_SIZE, MAX_SIZE, MEDIA, accepted, check_document
from portal.media.renditions import SPECS, picture
from portal.models import PortalDocument, PortalImage
from tests.search.files import compound

pytestmark = pytest.mark.once

GPS = {0x8825: {1: "N", 2: (49.0, 53.0, 41.0), 3: "E", 4: (2.0, 18.0, 0.0)}, 0x010F: "Telephone", 0x0112: 6}


def jpeg_from_a_phone() -> bytes:
    """A JPEG that says where and with what it was taken, lying on its side."""
    exif = Image.Exif()
    for tag, value in GPS.items():
        exif[tag] = value
    output = io.BytesIO()
    Image.new("RGB", (1300, 900), "teal").save(output, "JPEG", exif=exif, comment=b"Zephirine")
    return output.getvalue()


def png(width: int, height: int, body: bytes | None = None) -> bytes:
    """A PNG of any size from a few bytes: one that says it is huge, or one whose body is broken."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = body if body is not None else zlib.compress(b"\x00" * ((width // 8 + 1) * height), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("admin@example.org", "une phrase longue"))
    return client


def upload(client: Client, content: bytes, name: str) -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return client.post(reverse("wagtailimages:add"), {"title": "Essai", "file": file, "licence": "all-rights"})


def test_a_phone_s_picture_is_kept_upright_without_place_or_make(admin: Client) -> None:
    upload(admin, jpeg_from_a_phone(), "photo.jpg")
    image = PortalImage.objects.get()
    with image.file.open() as file, Image.open(file) as kept:
        assert dict(kept.getexif()) == {}
        assert "comment" not in kept.info
        assert kept.size == (900, 1300)
    assert (image.width, image.height) == (900, 1300)
    assert image.file_hash


def test_no_copy_of_a_picture_says_where_it_was_taken(admin: Client) -> None:
    upload(admin, jpeg_from_a_phone(), "photo.jpg")
    image = PortalImage.objects.get()
    for spec in ("original", "width-100", "fill-50x50|format-jpeg"):
        with image.get_rendition(spec).file.open() as file, Image.open(file) as copy:
            assert dict(copy.getexif()) == {}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (png(11_300, 11_300), "bombe.png"),
        (png(20, 20, b"not zlib"), "abime.png"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "abime.png"),
        (b"GIF89a" + b"\x00" * 5, "abime.gif"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 30, "abime.jpg"),
        (b"<svg onload='alert(1)'/>", "dessin.png"),
        (b"", "vide.png"),
    ],
)
def test_a_broken_or_oversized_picture_is_refused_with_a_sentence(admin: Client, content: bytes, name: str) -> None:
    response = upload(admin, content, name)
    assert response.status_code == 200
    assert not PortalImage.objects.exists()
    assert response.context["form"].errors["file"]


def test_a_broken_picture_is_refused_by_the_multiple_upload_too(admin: Client) -> None:
    file = SimpleUploadedFile("abime.png", png(20, 20, b"not zlib"), content_type="image/png")
    url = reverse("wagtailimages:add_multiple")
    response = admin.post(url, {"files[]": file}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 200
    assert response.json()["success"] is False


def test_copies_are_encoded_when_the_picture_is_kept(
    admin: Client, django_capture_on_commit_callbacks: Any, django_assert_num_queries: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload(admin, jpeg_from_a_phone(), "photo.jpg")
    image = PortalImage.objects.prefetch_related("renditions").get()
    assert {copy.filter_spec for copy in image.renditions.all()} >= set(SPECS[:2])
    with django_assert_num_queries(0):
        shown = picture(image, "Un atelier")
    assert shown is not None
    assert shown["alt"] == "Un atelier"
    assert "400w" in shown["srcset"]


def test_a_face_needs_a_consent() -> None:
    image = PortalImage(title="Atelier", shows_people=True)
    with pytest.raises(ValidationError) as refused:
        image.clean()
    assert "consent_reference" in refused.value.message_dict


def archive(*names: str, mimetype: bytes = b"") -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        for name in names:
            file.writestr(name, "x")
        if mimetype:
            file.writestr("mimetype", mimetype)
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "genuine"),
    [
        ("a.pdf", b"%PDF-1.7\n", True),
        ("a.pdf", b"<!DOCTYPE html><script>", False),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml"), True),
        ("a.docx", archive("autre.txt"), False),
        ("a.docx", b"PK\x03\x04 nothing", False),
        ("a.xlsx", archive("[Content_Types].xml", "word/document.xml"), False),
        ("a.odt", archive("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), True),
        ("a.txt", b"Compte rendu", True),
        ("a.txt", b"<html><script>", False),
        ("a.txt", "Compte rendu".encode("utf-16"), True),
        ("a.csv", codecs.BOM_UTF16_BE + "Ville\tÉté".encode("utf-16-be"), True),
        ("a.txt", " <html><script>".encode("utf-16"), False),
        ("a.txt", "<html><script>".encode("utf-8-sig"), False),
        ("a.txt", "Compte rendu".encode("utf-32"), False),
        ("a.txt", "Compte rendu".encode("utf-16-le"), False),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", True),
        ("a.mp3", b"<html>", False),
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour", True),
    ],
)
def test_a_document_is_what_its_name_says(name: str, content: bytes, genuine: bool) -> None:
    if genuine:
        check_document(io.BytesIO(content), name, len(content))
    else:
        with pytest.raises(ValidationError):
            check_document(io.BytesIO(content), name, len(content))


def refusal(name: str, content: bytes = b"x", size: int | None = None) -> str:
    """Why a document is refused, as a French editor reads it."""
    with translation.override("fr"), pytest.raises(ValidationError) as refused:
        check_document(io.BytesIO(content), name, len(content) if size is None else size)
    (message,) = refused.value.messages
    return message.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_document_that_is_something_else_is_refused_in_good_french() -> None:
    assert refusal("a.odt").startswith("Ce fichier n’est pas au format ODT, quoi qu’en dise son nom : ")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx"])
def test_a_document_with_a_password_is_told_from_an_old_one(name: str) -> None:
    assert "protégé par un mot de passe" in refusal(name, compound("EncryptionInfo", "EncryptedPackage"))
    old = refusal(name, compound("WordDocument", "1Table"))
    assert "ancien format" in old
    assert "mot de passe" not in old


@pytest.mark.parametrize(
    ("name", "better"), [("a.doc", "DOCX"), ("a.xls", "XLSX"), ("a.PPT", "PPTX"), ("a.docm", "DOCX"), ("a.rtf", "DOCX")]
)
def test_an_old_format_is_refused_for_what_it_is(name: str, better: str) -> None:
    reason = refusal(name, compound("WordDocument"))
    assert f"n’accepte pas les fichiers {name[2:].upper()} : " in reason
    assert f"en {better} ou en PDF" in reason
    assert "quoi qu’en dise" not in reason


@pytest.mark.parametrize(
    ("name", "said"), [("a.png", "menu Images"), ("a.exe", "PDF, DOCX"), ("sans nom", "PDF, DOCX")]
)
def test_another_format_is_told_where_to_go_or_what_is_accepted(name: str, said: str) -> None:
    assert said in refusal(name)


@pytest.mark.parametrize(
    "members",
    [
        {"word/vbaProject.bin": ""},
        {"word/other.bin": "", "[Content_Types].xml": "<Types>application/vnd.ms-office.vbaProject</Types>"},
        {"[Content_Types].xml": "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"},
    ],
)
def test_a_document_that_carries_macros_is_refused(members: dict[str, str]) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        for name, content in {"[Content_Types].xml": "<Types/>", "word/document.xml": "", **members}.items():
            file.writestr(name, content)
    assert "macros" in refusal("a.docx", output.getvalue())


@pytest.mark.parametrize(
    ("name", "size", "figures"),
    [
        ("a.pdf", MAX_SIZE + 1, "(20,1 Mio) : 20 Mio au plus"),
        ("a.pdf", 21_003_000, "(20,1 Mio) : 20 Mio au plus"),
        ("a.mp4", 2 * MAX_MEDIA_SIZE, "(200,0 Mio) : 100 Mio au plus"),
    ],
)
def test_a_file_too_big_weighs_more_than_the_limit_in_the_sentence_too(name: str, size: int, figures: str) -> None:
    assert figures in refusal(name, size=size)


def test_editors_read_which_formats_and_weights_are_accepted_before_they_send(admin: Client, settings: Any) -> None:
    assert {*DOCUMENTS, *MEDIA} == set(settings.WAGTAILDOCS_EXTENSIONS)
    with translation.override("fr"):
        said = accepted()
    assert "PDF, DOCX" in said
    assert "20\u00a0Mio" in said
    assert "100\u00a0Mio" in said
    for name in ("wagtaildocs:add", "wagtaildocs:add_multiple"):
        assert said in admin.get(reverse(name)).content.decode(), name


def test_the_multiple_upload_says_the_same(admin: Client) -> None:
    file = SimpleUploadedFile("notes.doc", compound("WordDocument"))
    response = admin.post(reverse("wagtaildocs:add_multiple"), {"files[]": file, "title": "Notes"})
    assert response.json()["success"] is False
    assert "DOCX" in response.json()["error_message"]


def test_a_page_of_html_named_pdf_is_refused_by_the_admin(admin: Client) -> None:
    file = SimpleUploadedFile("rapport.pdf", b"<html><script>alert(1)</script>", content_type="application/pdf")
    response = admin.post(
        reverse("wagtaildocs:add"), {"title": "Rapport", "file": file, "licence": "all-rights", "language": "fr"}
    )
    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1, "one reason, not a missing extension as well"
    assert not PortalDocument.objects.exists()
