"""Two languages: what an editor does to translate, what a visitor finds under /en/."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from home.setup import Tree
from network.models import Cycle, Edition, Funder, Notice, SteeringBody, Term
from resources.models import NewsPage
from search.models import Entry
from search.projection import project_pending
from tests.factories import add, add_news, make_tree
from tests.home.translating import Translator

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def portal(standing: None) -> Tree:
    """A new portal, made once."""
    return make_tree()


@pytest.fixture
def translator(tree: Tree, django_user_model: Any) -> Translator:
    return Translator(Client(), django_user_model)


def republish(page: Any, **values: str) -> None:
    """The source changes a little later."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    type(page).objects.filter(pk=page.pk).update(last_published_at=timezone.now() + timedelta(seconds=5))
    project_pending()


def test_a_page_is_submitted_translated_and_published(client: Client, tree: Tree, translator: Translator) -> None:
    news = add_news(tree, title="Un festival à Amiens", slug="un-festival", summary="Trois jours de débats.")
    english = translator.submit(news)
    assert not english.live
    assert translator.client.get(translator.edit_url(english)).status_code == 200
    words = {"Un festival à Amiens": "A festival in Amiens", "Trois jours de débats.": "Three days of debate."}
    translator.say(news, words | {"un-festival": "a-festival"})
    english = translator.publish(news)
    html = client.get("/en/actualites/a-festival/").text
    assert "A festival in Amiens" in html
    assert '<html lang="en"' in html
    row = Entry.objects.get(key=f"page:{english.pk}")
    assert (row.language, row.title, row.url) == ("en", "A festival in Amiens", "/en/actualites/a-festival/")


def test_an_editor_is_told_that_a_translation_is_out_of_date(tree: Tree, translator: Translator) -> None:
    news = add_news(tree, title="Une nouvelle", summary="Avant.")
    translator.submit(news)
    assert "Des mots ne sont pas encore traduits" in translator.report()
    translator.say(news, {"Une nouvelle": "Some news", "Avant.": "Before."})
    translator.say(news, {news.slug: "some-news"})
    english = translator.publish(news)
    assert "Une nouvelle" not in translator.report()
    republish(NewsPage.objects.get(pk=news.pk), summary="Après.")
    assert "N’est plus à jour depuis le" in translator.report()
    for page in (news, english):
        assert "La traduction n’est plus à jour (anglais)" in translator.client.get(translator.edit_url(page)).text
    assert translator.update(news).status_code == 200
    NewsPage.objects.filter(pk=news.pk).update(last_published_at=timezone.now() - timedelta(seconds=5))
    assert "Des mots ne sont pas encore traduits" in translator.report()
    assert "plus à jour" not in translator.client.get(translator.edit_url(english)).text
    translator.say(news, {"Après.": "After."})
    translator.publish(news)
    assert "Toutes les traductions sont à jour" in translator.report()
    english.refresh_from_db()
    assert english.summary == "After."


def test_the_report_is_for_those_who_translate(client: Client, django_user_model: Any) -> None:
    client.force_login(django_user_model.objects.create_user("personne@exemple.fr", "mot de passe long"))
    assert client.get("/admin/reports/translations-behind/").status_code in {302, 403}


def snippets(tree: Tree) -> list[Any]:
    french = tree.homes["fr"].locale
    cycle = Cycle.objects.create(name="Festival", locale=french)
    return [
        Term.objects.create(vocabulary="theme", label="Accès à l’eau", locale=french),
        Notice.objects.create(kind="institution", term="Mairie", text="Elle décide pour la commune.", locale=french),
        Funder.objects.create(name="Fonds d’exemple", mention="Avec le soutien du fonds", locale=french),
        cycle,
        Edition.objects.create(
            name="Festival 2030", cycle=cycle, starts_on=date(2030, 6, 3), ends_on=date(2030, 6, 5), locale=french
        ),
        SteeringBody.objects.create(name="Comité d’exemple", mandate="Il décide.", locale=french),
    ]


def test_each_snippet_is_translated_the_same_way(tree: Tree, translator: Translator) -> None:
    for snippet in snippets(tree):
        translator.submit(snippet)
        said = {
            str(getattr(snippet, name)): f"{name} in English"
            for name in ("label", "term", "name", "mention")
            if hasattr(snippet, name)
        }
        translator.say(snippet, said)
        english = translator.publish(snippet)
        assert "in English" in str(english), snippet
        assert english.locale == translator.english
    edition = Edition.objects.get(locale=translator.english)
    assert edition.cycle.translation_key == Cycle.objects.get(locale=translator.english).translation_key


def test_a_snippet_edited_in_the_admin_makes_its_translation_out_of_date(tree: Tree, translator: Translator) -> None:
    notice = Notice.objects.create(
        kind="institution", term="Mairie", text="Elle décide.", locale=tree.homes["fr"].locale
    )
    translator.submit(notice)
    translator.say(notice, {"Mairie": "Town hall", "Elle décide.": "It decides."})
    translator.publish(notice)
    assert "Mairie" not in translator.report()
    form = {"kind": "institution", "term": "Mairie", "expansion": "", "text": "Elle agit.", "synonyms": "", "url": ""}
    translator.post(translator.edit_url(notice), form)
    assert "N’est plus à jour depuis le" in translator.report()


def pair(tree: Tree, **values: str) -> tuple[NewsPage, NewsPage]:
    """A news item in both languages."""
    french = add_news(tree, title="Bonne nouvelle", slug="bonne-nouvelle", **values)
    english = add_news(tree, "en", title="Good news", slug="good-news", translation_key=french.translation_key)
    project_pending()
    return french, english


def main(client: Client, url: str) -> str:
    """The content of a page, without what surrounds it."""
    return re.search(r"<main.*</main>", client.get(url).text, re.DOTALL)[0]  # type: ignore[index]


def test_an_english_list_shows_each_thing_once(client: Client, tree: Tree) -> None:
    pair(tree)
    add_news(tree, title="Seulement en français")
    project_pending()
    html = main(client, "/en/actualites/")
    assert "Good news" in html
    assert "Bonne nouvelle" not in html
    assert re.search(r'<h\d lang="fr"><a [^>]*>Seulement en français', html)
    assert "in French" in html
    assert html.count("<article") == 2
    only = main(client, "/en/actualites/?langue=en")
    assert "Good news" in only
    assert "Seulement en français" not in only
    assert "Good news" not in main(client, "/actualites/")


def test_the_language_switch_leads_to_the_translation_or_to_the_home(client: Client, tree: Tree) -> None:
    pair(tree)
    alone = add_news(tree, title="Seulement en français", slug="seule")
    project_pending()
    switch = re.compile(r'<a href="([^"]+)" lang="en"')
    assert switch.findall(client.get("/actualites/bonne-nouvelle/").text) == ["/en/actualites/good-news/"]
    assert switch.findall(client.get(f"/actualites/{alone.slug}/").text) == ["/en/"]
    assert switch.findall(client.get("/actualites/").text) == ["/en/actualites/"]


def test_translations_name_each_other_for_search_engines(client: Client, tree: Tree) -> None:
    pair(tree)
    for url in ("/actualites/bonne-nouvelle/", "/en/actualites/good-news/"):
        found = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"', client.get(url).text))
        assert found["fr"].endswith("/actualites/bonne-nouvelle/")
        assert found["en"].endswith("/en/actualites/good-news/")


FIXED = ("", "territoires/", "acteurs/", "initiatives/", "temoignages/", "actualites/", "agenda/", "ressources/")


@pytest.mark.parametrize("path", [*FIXED, "contact/", "plan-du-site/", "accessibilite/", "mentions-legales/"])
def test_fixed_addresses_are_the_same_in_english(client: Client, tree: Tree, path: str) -> None:
    for prefix, language in (("/", "fr"), ("/en/", "en")):
        response = client.get(prefix + path)
        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.text


@pytest.mark.parametrize("language", ["en", "de", "en-GB,en;q=0.9,fr;q=0.1"])
def test_the_language_of_the_browser_never_redirects(client: Client, tree: Tree, language: str) -> None:
    response = client.get("/actualites/", headers={"accept-language": language})
    assert response.status_code == 200
    assert '<html lang="fr"' in response.text


def test_an_alias_has_no_row(tree: Tree) -> None:
    news = add_news(tree, title="Une nouvelle")
    alias = news.copy_for_translation(tree.homes["en"].locale, alias=True)
    project_pending()
    assert not Entry.objects.filter(key=f"page:{alias.pk}").exists()


def test_a_page_under_an_untranslated_one_is_refused_kindly_or_carried(tree: Tree, translator: Translator) -> None:
    from home.models import StandardPage

    parent = add(tree.homes["fr"], StandardPage, title="Aide")
    child = add(parent, StandardPage, title="Question")
    english = translator.submit(child)
    assert english.get_parent().locale == translator.english
