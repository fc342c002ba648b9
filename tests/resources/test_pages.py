"""Each page type of the layer is shown, edited, previewed, and stands where it may."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import get_page_models
from wagtail.test.utils.form_data import querydict_from_html

from network.models import Vocabulary
from portal.accounts.models import User
from resources.models import (
    CapitalisationPage,
    NewsIndexPage,
    NewsPage,
    ReportPage,
    ResourceIndexPage,
    ToolPage,
    TrainingKitPage,
    VeillePage,
)
from tests.resources.factories import (
    KINDS,
    build_page,
    empty_streams,
    make_document,
    make_page,
    make_section,
    make_term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def editor(client: Client) -> Client:
    """A client of somebody who may do everything."""
    client.force_login(User.objects.create_superuser(email="edition@example.org", password="exemple-long"))
    return client


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(editor: Client, page: Any) -> Any:
    response = editor.get(edit_url(page))
    assert response.status_code == 200
    data = querydict_from_html(response.content.decode(), form_id="page-edit-form")
    data.update(empty_streams(page))
    return data


def published(editor: Client, page: Any, **values: str) -> tuple[bool, dict[str, Any]]:
    """Publish the form of a page with these values: (accepted, errors by field)."""
    data = form_of(editor, page)
    for name, value in values.items():
        data[name] = value
    data["action-publish"] = "1"
    response = editor.post(edit_url(page), data)
    if response.status_code == 302:
        return True, {}
    return False, response.context["form"].errors


@pytest.mark.parametrize("model", [*KINDS, ResourceIndexPage, NewsIndexPage])
def test_page_is_shown_edited_and_previewed(model: Any, editor: Client) -> None:
    page = make_section(model) if model in (ResourceIndexPage, NewsIndexPage) else make_page(model)
    assert published(editor, page) == (True, {})
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    answer = editor.post(preview, form_of(editor, page)).json()
    assert (answer["is_valid"], answer["is_available"]) == (True, True)
    assert page.title in editor.get(preview).content.decode()
    response = Client().get(page.get_url())
    assert response.status_code == 200
    assert page.title in response.content.decode()


@pytest.mark.parametrize("model", KINDS)
def test_page_stands_under_its_index_only(model: Any) -> None:
    index = NewsIndexPage if model is NewsPage else ResourceIndexPage
    assert model.allowed_parent_page_models() == [index]
    assert model.allowed_subpage_models() == []


@pytest.mark.parametrize("model", [ResourceIndexPage, NewsIndexPage])
def test_index_stands_under_the_home_page_only_and_once(model: Any) -> None:
    section = make_section(model)
    ours = [parent for parent in model.allowed_parent_page_models() if parent._meta.app_label != "wagtailcore"]
    assert {parent.__name__ for parent in ours} <= {"HomePage"}
    assert not model.can_create_at(section.get_parent())
    assert not model.can_create_at(section.get_parent().get_parent())


def test_index_lists_what_stands_under_it(client: Client) -> None:
    tool = make_page(ToolPage, title="Carte des acteurs")
    page = client.get(tool.get_parent().get_url())
    assert "Carte des acteurs" in page.content.decode()


def test_every_field_is_said_to_be_translated_or_not() -> None:
    """Automatic discovery of wagtail-localize leaves out many-to-many relations."""
    for model in (m for m in get_page_models() if m._meta.app_label == "resources"):
        told = {field.field_name for field in model.override_translatable_fields}
        own = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)} - {"page_ptr"}
        own |= {relation for relation in getattr(model, "page_links", {}) if relation != "page"}
        assert own <= told, f"{model.__name__}: {own - told}"


def test_structured_parts_are_shown(client: Client) -> None:
    tool = make_page(
        ToolPage,
        goals="<p>Se connaître</p>",
        steps=[("step", {"title": "Se présenter", "minutes": 10, "text": None})],
        group_min=6,
        group_max=12,
    )
    text = client.get(tool.get_url()).content.decode()
    assert all(part in text for part in ("Se connaître", "Se présenter", "10 minutes", "12"))
    lessons = make_page(
        CapitalisationPage,
        skills="<p>Animer un débat</p>",
        key_moments=[("moment", {"when": "Printemps", "title": "Première rencontre", "text": None})],
        key_factors=[("factor", {"title": "Un élu référent", "text": None})],
        reuses=[("reuse", {"title": "Une commune", "url": "https://example.org/", "note": "Plus court"})],
    )
    text = client.get(lessons.get_url()).content.decode()
    assert all(part in text for part in ("Animer un débat", "Première rencontre", "Un élu référent", "Plus court"))
    kit = make_page(
        TrainingKitPage,
        sessions=[("session", {"title": "Écouter", "duration": "2 h", "objectives": ["Poser un cadre"], "text": None})],
    )
    text = client.get(kit.get_url()).content.decode()
    assert all(part in text for part in ("Écouter", "2 h", "Poser un cadre"))


def test_authors_without_a_page_are_named(client: Client) -> None:
    text = client.get(make_page(ReportPage, other_authors="Une autrice ; Un collectif").get_url()).content.decode()
    assert "<dd>Une autrice</dd><dd>Un collectif</dd>" in text


def test_nothing_to_say_leaves_no_empty_panel(client: Client) -> None:
    assert 'class="facts"' not in client.get(make_page(NewsPage).get_url()).content.decode()


def test_a_dead_source_is_named_and_not_linked(client: Client) -> None:
    note = make_page(VeillePage, link_state="dead", link_checked_on="2026-03-04")
    text = client.get(note.get_url()).content.decode()
    assert "https://example.org/article" in text
    assert 'href="https://example.org/article"' not in text


def test_files_are_offered_with_format_and_weight(client: Client) -> None:
    document = make_document("Guide du dialogue")
    report = make_page(ReportPage, documents=[("document", {"document": document, "title": "Le guide"})])
    text = client.get(report.get_url()).content.decode()
    assert "Le guide" in text
    assert document.url in text
    assert "TXT" in text


@pytest.mark.parametrize(
    ("model", "values", "field"),
    [
        (VeillePage, {"source_url": "ftp://example.org/a"}, "source_url"),
        (VeillePage, {"source_url": "javascript:alert(1)"}, "source_url"),
        (VeillePage, {"source_url": ""}, "source_url"),
        (VeillePage, {"note": ""}, "note"),
        (VeillePage, {"read_on": "2999-01-01"}, "read_on"),
        (VeillePage, {"link_state": "dead"}, "link_checked_on"),
        (ToolPage, {"group_min": "12", "group_max": "6"}, "group_max"),
        (ToolPage, {"group_min": "0"}, "group_min"),
        (ReportPage, {"period_start": "2026-02-01", "period_end": "2026-01-01"}, "period_end"),
        (ReportPage, {"period_end": "2026-01-01"}, "period_start"),
        (CapitalisationPage, {"interviewed_on": "2999-01-01"}, "interviewed_on"),
        (NewsPage, {"date": ""}, "date"),
    ],
)
def test_a_mistake_is_named_on_its_field(model: Any, values: dict[str, str], field: str, editor: Client) -> None:
    accepted, errors = published(editor, make_page(model), **values)
    assert not accepted
    assert list(errors) == [field]


def test_a_draft_of_a_monitoring_note_needs_no_address_yet(editor: Client) -> None:
    page = make_page(VeillePage, live=False)
    data = form_of(editor, page)
    data["source_url"] = data["note"] = ""
    assert editor.post(edit_url(page), data).status_code == 302


def test_the_same_resource_is_linked_once(editor: Client) -> None:
    tool, kit = make_page(ToolPage), make_page(TrainingKitPage)
    data = form_of(editor, kit)
    data["resource_uses-TOTAL_FORMS"] = "2"
    for position in (0, 1):
        data[f"resource_uses-{position}-resource"] = str(tool.pk)
        data[f"resource_uses-{position}-ORDER"] = str(position + 1)
    data["action-publish"] = "1"
    response = editor.post(edit_url(kit), data)
    assert response.status_code == 200
    assert not kit.resource_uses.get_live_queryset().exists()


def test_terms_and_places_reach_the_page(client: Client, django_assert_max_num_queries: Any) -> None:
    tool = build_page(ToolPage)
    make_section(ResourceIndexPage).add_child(instance=tool)
    tool.formats.add(make_term(Vocabulary.FORMAT, "format-exemple", "Sur place, exemple"))
    tool.themes.add(make_term(Vocabulary.THEME, "transition-ecologique", "La transition écologique"))
    tool.save()
    client.get(tool.get_url())
    with django_assert_max_num_queries(12):
        text = client.get(tool.get_url()).content.decode()
    assert "?theme=transition-ecologique" in text
    assert "Sur place, exemple" in text
