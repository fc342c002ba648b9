"""A document among the results: its format, its weight, the page that offers it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from home.setup import Tree
from portal.models import PortalDocument
from search.models import Entry
from search.projection import project_pending
from tests.factories import add_news
from tests.search.searching import publish

pytestmark = pytest.mark.django_db

FRENCH = {"title": "Notre <guide>", "url": "/actualites/guide/"}
ENGLISH = {"title": "Our guide", "url": "/en/actualites/guide/"}


def kind(client: Client, url: str = "/recherche/?q=carnet") -> str:
    found = re.findall(r'class="kind">(.*?)</p>', client.get(url).text)
    assert len(found) == 1
    return unescape(found[0]).replace("\u00a0", " ").replace("\u202f", " ")


def add_document(**card: Any) -> Entry:
    card = {"format": "PDF", "size": 120_400, "pages": [FRENCH, ENGLISH], **card}
    return publish("Carnet", type="document", url="/documents/1/carnet.pdf", card=card)


@pytest.mark.usefixtures("portal")
def test_a_document_says_its_format_its_weight_and_links_its_page(client: Client) -> None:
    add_document()
    said = "Document · PDF · 120 ko · 1er janvier 2026 · dans "
    assert kind(client) == said + '<a href="/actualites/guide/">Notre <guide></a>'
    assert "Notre &lt;guide&gt;" in client.get("/recherche/?q=carnet").text
    assert '<a href="/en/actualites/guide/">Our guide</a>' in kind(client, "/en/recherche/?q=carnet")


@pytest.mark.usefixtures("portal")
def test_a_page_in_another_language_says_so(client: Client) -> None:
    add_document(pages=[ENGLISH], size=0)
    said = "Document · PDF · 1er janvier 2026 · dans "
    assert kind(client) == f'{said}<a href="{ENGLISH["url"]}" lang="en" hreflang="en">Our guide</a>'


@pytest.mark.usefixtures("portal")
def test_a_document_listed_on_its_own_links_no_page(client: Client) -> None:
    add_document(pages=[])
    assert kind(client) == "Document · PDF · 120 ko · 1er janvier 2026"


@pytest.mark.usefixtures("portal")
def test_a_page_is_not_named_after_its_last_hour(client: Client) -> None:
    now = timezone.now()
    past, coming = ((now + timedelta(minutes=minutes)).isoformat() for minutes in (-1, 1))
    add_document(pages=[{**FRENCH, "until": past}, {**ENGLISH, "until": coming}])
    assert "Our guide" in kind(client)
    assert "Notre" not in kind(client)


def test_a_document_knows_until_when_its_page_is_public(tree: Tree) -> None:
    document = PortalDocument.objects.create(title="Guide", file=ContentFile(b"%PDF-1.4\n", name="guide.pdf"))
    body = [("text", f'<p><a linktype="document" id="{document.pk}">Le guide</a></p>')]
    until = timezone.now() + timedelta(hours=1)
    news = add_news(tree, title="Avec un guide", body=body, expire_at=until)
    project_pending()
    (page,) = Entry.objects.get(type="document").card["pages"]
    assert page == {"title": "Avec un guide", "url": f"/actualites/{news.slug}/", "until": until.isoformat()}
