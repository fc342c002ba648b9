"""Files that people sent: served so that a browser never runs them, and only where they may be read."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from portal.accounts.models import User
from portal.models import PortalDocument, PortalImage
from search.projection import project_pending
from tests.factories import add_news, make_tree

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Make = Callable[..., PortalDocument]


@pytest.fixture
def document() -> Make:
    """A document that is listed on its own, on a portal."""
    make_tree(languages=["fr"])

    def make(name: str = "guide.pdf", content: bytes = b"%PDF-1.4\n", **values: Any) -> PortalDocument:
        row = PortalDocument(title="Guide", file=ContentFile(content, name=name), **{"listed": True, **values})
        row._set_document_file_metadata()
        row.save()
        project_pending()
        return row

    return make


def directives(response: Any) -> dict[str, str]:
    """The policy of an answer, by directive."""
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


SENT = [
    ("guide.pdf", b"%PDF-1.4\n", "inline"),
    ("notes.txt", b"Compte rendu", "attachment"),
    ("liste.csv", b"a;b\n", "attachment"),
    ("lettre.odt", b"PK", "attachment"),
    ("page.html", b"<script>alert(1)</script>", "attachment"),
    ("dessin.svg", b"<svg onload='alert(1)'/>", "attachment"),
]


def test_only_a_pdf_is_opened_by_the_browser(client: Client, document: Make) -> None:
    for name, content, disposition in SENT:
        response = client.get(document(name, content).url)
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith(disposition)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        policy = directives(response)
        assert policy["default-src"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
        assert policy.get("sandbox") == (None if disposition == "inline" else "")


def test_a_private_document_answers_the_same_whatever_the_tag(client: Client, document: Make) -> None:
    hidden = document(listed=False)
    assert hidden.get_file_hash()
    answers = [
        client.get(hidden.url, headers={"If-None-Match": tag})
        for tag in (f'"{hidden.file_hash}"', '"0000"', "*", f'W/"{hidden.file_hash}"')
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert not any(answer.has_header("ETag") for answer in answers)


def test_a_document_of_a_private_collection_answers_the_same_whatever_the_tag(client: Client, document: Make) -> None:
    collection = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    hidden = document(collection=collection)
    hidden.get_file_hash()
    answers = [
        client.get(hidden.url, headers={"If-None-Match": tag}) for tag in (f'"{hidden.file_hash}"', '"0000"', "*")
    ]
    assert len({(answer.status_code, answer.get("Location")) for answer in answers}) == 1
    assert answers[0].status_code in (302, 404)
    assert not answers[0].has_header("ETag")


def test_an_editor_opens_a_document_that_is_not_public(client: Client, document: Make) -> None:
    hidden = document(listed=False)
    client.force_login(User.objects.create_superuser("admin@exemple.fr"))
    assert client.get(hidden.url).status_code == 200


def test_a_withdrawn_document_stays_in_no_cache(client: Client, document: Make) -> None:
    public = document()
    public.get_file_hash()
    response = client.get(public.url)
    assert response["Cache-Control"] == "private, no-cache"
    again = {"If-None-Match": response["ETag"]}
    assert client.get(public.url, headers=again).status_code == 304
    PortalDocument.objects.get().delete()
    project_pending()
    assert client.get(public.url, headers=again).status_code == 404


def test_a_document_goes_with_the_last_page_that_carries_it(client: Client) -> None:
    """At the hour itself, before the worker comes."""
    tree = make_tree(languages=["fr"])
    guide = PortalDocument.objects.create(title="Guide", file=ContentFile(b"%PDF-1.4\n", name="guide.pdf"))
    body = [("text", f'<p><a linktype="document" id="{guide.pk}">Le guide</a></p>')]
    now = timezone.now()
    for hours in (1, 3):
        add_news(tree, body=body, expire_at=now + timedelta(hours=hours))
    project_pending()
    for hours, status in ((0, 200), (2, 200), (4, 404)):
        with time_machine.travel(now + timedelta(hours=hours), tick=False):
            assert client.get(guide.url).status_code == status, hours
    add_news(tree, body=body)
    project_pending()
    with time_machine.travel(now + timedelta(hours=4), tick=False):
        assert client.get(guide.url).status_code == 200


def test_a_document_has_no_address_but_the_one_that_checks(client: Client, document: Make) -> None:
    public = document()
    assert Path(public.file.path).exists()
    for address in (f"/media/{public.file.name}", f"/media/images/../{public.file.name}", "/media/documents/"):
        assert client.get(address).status_code == 404, address
    assert client.get(f"/documents/{public.pk}/autre.pdf").status_code == 404


def test_a_picture_is_served_as_a_picture(client: Client) -> None:
    image = PortalImage.objects.create(title="Dessin", file=get_test_image_file(filename="dessin.png"))
    response = client.get(f"/media/{image.get_rendition('width-100|format-webp').file.name}")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert directives(response)["default-src"] == "'none'"
    assert "sandbox" in directives(response)
    assert "max-age" in response["Cache-Control"]


def test_a_folder_of_pictures_is_not_listed_and_leads_nowhere_else(client: Client) -> None:
    PortalImage.objects.create(title="Dessin", file=get_test_image_file(filename="dessin.png"))
    secret = Path(django_settings.MEDIA_ROOT) / "secret.txt"
    secret.write_text("zephirine")
    addresses = ["images/", "images/../secret.txt", "images/..%2fsecret.txt", "images/%2e%2e/secret.txt"]
    addresses += ["images//etc/passwd", "images/..\\secret.txt", "images/%00", "secret.txt", "images/rien.webp"]
    for address in addresses:
        response = client.get(f"/media/{address}")
        assert response.status_code == 404, address
        assert b"zephirine" not in b"".join(response), address


def test_originals_of_pictures_are_for_editors_only(client: Client) -> None:
    image = PortalImage.objects.create(title="Dessin", file=get_test_image_file(filename="dessin.png"))
    assert image.file.name.startswith("original_images/")
    assert client.get(f"/media/{image.file.name}").status_code == 404
