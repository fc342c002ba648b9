"""What the pages of the layer say of themselves to the catalogue."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import PageTerritory, Territory, TerritoryContainment, Vocabulary
from resources.models import (
    NewsPage,
    PageResource,
    ReportPage,
    ResourceIndexPage,
    ToolPage,
    TrainingKitPage,
    VeillePage,
)
from search.models import Attachment, Entry, Link
from search.projection import project_pending
from tests.resources.factories import (
    KINDS,
    build_page,
    make_document,
    make_page,
    make_picture,
    make_private,
    make_section,
    make_term,
)

pytestmark = pytest.mark.django_db


def entry_of(page: Any) -> Entry:
    return Entry.objects.get(key=f"page:{page.pk}")


def make_place(name: str, slug: str, kind: str, code: str) -> Territory:
    return Territory.objects.create(name=name, slug=slug, kind=kind, code=code)


@pytest.mark.parametrize("model", KINDS)
def test_each_type_has_an_entry_dated_by_itself(model: Any) -> None:
    entry = entry_of(make_page(model))
    assert entry.type == model.catalogue_type
    assert entry.date == date(2026, 3, 2)
    assert entry.terms["annee"] == ["2026"]


def test_terms_hold_what_contains_them() -> None:
    region = make_place("Région d’exemple", "region-exemple", "region", "X1")
    place = make_place("Département d’exemple", "departement-exemple", "departement", "X2")
    TerritoryContainment.objects.create(ancestor=region, descendant=place)
    kit = build_page(TrainingKitPage)
    make_section(ResourceIndexPage).add_child(instance=kit)
    kit.territory_links.add(PageTerritory(territory=place))
    kit.audiences.add(make_term(Vocabulary.AUDIENCE, "elus-exemple"))
    kit.formats.add(make_term(Vocabulary.FORMAT, "format-exemple"))
    kit.activities.add(make_term(Vocabulary.ACTIVITY, "activite-exemple"))
    kit.save()
    project_pending()
    terms = entry_of(kit).terms
    assert terms["territoire"] == ["departement-exemple", "region-exemple"]
    assert terms["public"] == ["elus-exemple"]
    assert terms["format"] == ["format-exemple"]
    assert terms["activite"] == ["activite-exemple"]
    assert "document" not in terms


def test_words_of_structured_parts_can_be_found() -> None:
    tool = make_page(
        ToolPage,
        goals="<p>Oser <b>parler</b></p>",
        steps=[("step", {"title": "Brise-glace", "minutes": 5, "text": None})],
        body=[("callout", {"title": "Attention", "text": "<p>Rester bref</p>"})],
    )
    text = entry_of(tool).text
    assert all(words in text for words in ("Oser parler", "Brise-glace", "Attention", "Rester bref"))
    assert "<" not in text


def test_documents_come_from_the_list_and_from_the_body() -> None:
    listed, in_block, in_text = (make_document(name) for name in ("Un", "Deux", "Trois"))
    report = make_page(
        ReportPage,
        documents=[("document", {"document": listed, "title": ""})],
        body=[
            ("files", {"documents": [in_block]}),
            ("text", f'<p><a linktype="document" id="{in_text.pk}">Lire</a></p>'),
        ],
    )
    entry = entry_of(report)
    assert entry.terms["document"] == ["oui"]
    found = set(Attachment.objects.filter(entry=entry).values_list("document_id", flat=True))
    assert found == {listed.pk, in_block.pk, in_text.pk}
    assert Entry.objects.filter(key=f"document:{listed.pk}").exists()
    report.unpublish()
    project_pending()
    assert not Entry.objects.filter(key=f"document:{listed.pk}").exists()


def test_links_are_shown_at_both_ends(client: Client) -> None:
    tool, kit = make_page(ToolPage, title="Photolangage"), build_page(TrainingKitPage, title="Former les équipes")
    kit.resource_uses = [PageResource(resource=tool.page_ptr)]
    make_section(ResourceIndexPage).add_child(instance=kit)
    project_pending()
    assert Link.objects.filter(target=str(tool.translation_key)).count() == 1
    assert "Former les équipes" in client.get(tool.get_url()).content.decode()
    assert "Photolangage" in client.get(kit.get_url()).content.decode()


def test_a_private_page_is_shown_at_no_end(client: Client) -> None:
    tool, kit = make_page(ToolPage, title="Photolangage"), build_page(TrainingKitPage, title="Former les équipes")
    kit.resource_uses = [PageResource(resource=tool.page_ptr)]
    make_section(ResourceIndexPage).add_child(instance=kit)
    make_private(tool)
    assert "Photolangage" not in client.get(kit.get_url()).content.decode()


def test_a_translation_of_a_link_counts_once() -> None:
    note = make_page(VeillePage)
    assert list(entry_of(note).links.all()) == []


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_page_costs_the_same_whatever_it_points_to(client: Client) -> None:
    counts = []
    for number in (1, 12):
        kit = build_page(TrainingKitPage, image=make_picture())
        kit.resource_uses = [PageResource(resource=make_page(ToolPage).page_ptr) for _ in range(number)]
        kit.documents = [("document", {"document": make_document(), "title": ""}) for _ in range(number)]
        make_section(ResourceIndexPage).add_child(instance=kit)
        for position in range(number):
            kit.themes.add(make_term(Vocabulary.THEME, f"theme-{position}"))
            place = make_place(
                f"Lieu {number}-{position}", f"lieu-{number}-{position}", "commune", f"{number}-{position}"
            )
            kit.territory_links.add(PageTerritory(territory=place))
        kit.save()
        project_pending()
        counts.append(queries_of(client, kit.get_url()))
    assert "<figure>" in client.get(kit.get_url()).content.decode()
    assert counts[0] == counts[1] <= 12


def test_describing_many_pages_costs_the_same_as_one() -> None:
    def cost(number: int) -> int:
        for _ in range(number):
            page = build_page(NewsPage)
            make_page(NewsPage, title=page.title, slug=page.slug)
        with CaptureQueriesContext(connection) as captured:
            for page in NewsPage.catalogue_queryset():
                page.catalogue_entry()
        return len(captured)

    assert cost(1) == cost(5)
