"""A page of the layer is translated by wagtail-localize: its words are offered, its relations travel by themselves."""

from typing import Any

import pytest
from django.test import Client, TestCase
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource

from network.models import Vocabulary
from resources.models import NewsPage, PageResource, ResourceIndexPage, ToolPage, TrainingKitPage
from search.models import Entry
from search.projection import project_pending
from tests.resources.factories import build_page, make_document, make_page, make_section, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


def translate(page: Any, locale: Locale, words: dict[str, str]) -> Any:
    """The page in the other language, its ancestors first, with these words translated: published after the commit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        _translate(page, locale, words)
    project_pending()
    return page.get_translation(locale)


def _translate(page: Any, locale: Locale, words: dict[str, str]) -> None:
    for ancestor in page.get_ancestors().filter(depth__gt=1).specific():
        if not ancestor.has_translation(locale):
            ancestor.copy_for_translation(locale).save_revision().publish()
    source, _ = TranslationSource.get_or_create_from_instance(page)
    for string in String.objects.filter(data__in=words):
        for context in TranslationContext.objects.filter(object=source.object):
            StringTranslation.objects.create(
                translation_of=string, locale=locale, context=context, data=words[string.data]
            )
    Translation.objects.create(source=source, target_locale=locale).save_target(publish=True)


def test_words_are_translated_and_relations_follow(english: Locale, client: Client) -> None:
    theme = make_term(Vocabulary.THEME, "theme-exemple", "Thème d’exemple")
    theme.copy_for_translation(english).save()
    in_english = theme.get_translation(english)
    in_english.label = "Sample theme"
    in_english.save()
    tool = make_page(ToolPage, title="Photolangage")
    kit = build_page(TrainingKitPage, title="Former les équipes", duration="deux jours")
    kit.sessions = [
        ("session", {"title": "Écouter", "duration": "2 h", "objectives": ["Poser un cadre"], "text": None})
    ]
    kit.documents = [("document", {"document": make_document("Guide"), "title": "Le guide"})]
    kit.resource_uses = [PageResource(resource=tool.page_ptr)]
    make_section(ResourceIndexPage).add_child(instance=kit)
    kit.themes.add(theme)
    kit.save()
    words = {"Former les équipes": "Training teams", "Écouter": "Listening", "Poser un cadre": "Setting a frame"}
    translation = translate(kit, english, words | {"Le guide": "The guide"})
    text = client.get(translation.get_url()).content.decode()
    assert all(word in text for word in ("Training teams", "Listening", "Setting a frame", "The guide", "Sample theme"))
    assert "Photolangage" in text
    entry = Entry.objects.get(key=f"page:{translation.pk}")
    assert entry.language == "en"
    assert entry.terms["theme"] == ["theme-exemple"]


def test_dates_follow_the_source(english: Locale) -> None:
    news = make_page(NewsPage, title="Une nouvelle")
    translation = translate(news, english, {"Une nouvelle": "Some news"})
    assert (translation.title, translation.date) == ("Some news", news.date)
