"""Pages that editors put first: for their words, in the reader's language, only if the public may see them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page, PageViewRestriction

from home.setup import Tree
from portal.models import Counter
from resources.models import NewsPage
from search.models import Promoted
from search.projection import project_pending
from search.promotion import promoted_cards
from search.snippets import state_of
from tests.factories import add_news

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 14)


def promote(page: Page, words: str = "budget participatif\ncomment voter", **values: Any) -> Promoted:
    return Promoted.objects.create(page=page, words=words, **values)


def shown(text: str, language: str = "fr", today: date = TODAY) -> list[str]:
    """The titles above the results, as the next request has them."""
    project_pending()
    return [found.card.title for found in promoted_cards(text, language, Counter.read(), today)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("budget participatif", True),
        ("Budgets Participatifs", True),
        ("le BUDGET participatif", True),
        ("participatif budget", True),
        ("« budget participatif »", True),
        ("comment voter ?", True),
        ("budget", False),
        ("budget participatif amiens", False),
        ("budget budget", False),
        ("budget participatif -amiens", False),
        ("", False),
        ("-", False),
    ],
)
def test_a_page_is_shown_for_its_words_in_any_form_and_order(tree: Tree, text: str, found: bool) -> None:
    promote(add_news(tree, title="Le guide"))
    assert shown(text) == (["Le guide"] if found else [])


def test_a_change_shows_at_the_next_request(tree: Tree) -> None:
    page = add_news(tree, title="Le guide")
    assert shown("dst") == []
    row = promote(page, "dst")
    assert shown("dst") == ["Le guide"]
    row.words = "copil"
    row.save()
    assert (shown("dst"), shown("copil")) == ([], ["Le guide"])
    Promoted.objects.all().delete()
    assert shown("copil") == []
    promote(page, "dst")
    assert shown("dst") == ["Le guide"]
    page.delete()
    assert (shown("dst"), Promoted.objects.count()) == ([], 0)


def test_a_page_that_is_not_public_is_not_shown(tree: Tree) -> None:
    page = add_news(tree, title="Le guide", live=False)
    promote(page, "dst")
    assert shown("dst") == []
    page.save_revision().publish()
    assert shown("dst") == ["Le guide"]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert shown("dst") == []
    restriction.delete()
    assert shown("dst") == ["Le guide"]
    NewsPage.objects.get(pk=page.pk).unpublish()
    assert shown("dst") == []


def test_a_page_with_a_pending_mark_is_not_shown(tree: Tree) -> None:
    page = add_news(tree, title="Le guide")
    promote(page, "dst")
    assert shown("dst") == ["Le guide"]
    Page.objects.filter(pk=page.pk).first().save()  # type: ignore[union-attr]
    assert promoted_cards("dst", "fr", Counter.read(), TODAY) == []


def test_each_reads_it_in_their_language_and_is_told_when_it_is_another(tree: Tree) -> None:
    page = add_news(tree, title="Le guide")
    promote(page, "dst", sentence="Tout sur le dialogue.")
    project_pending()
    french, english = (promoted_cards("dst", language, Counter.read(), TODAY)[0] for language in ("fr", "en"))
    assert (french.card.language, french.sentence) == ("", "Tout sur le dialogue.")
    assert (english.card.title, english.card.language, english.sentence) == ("Le guide", "fr", "Tout sur le dialogue.")
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"))
    translated.title = "The guide"
    translated.save_revision().publish()
    project_pending()
    english = promoted_cards("dst", "en", Counter.read(), TODAY)[0]
    assert (english.card.title, english.card.language, english.sentence) == ("The guide", "", "")
    assert shown("dst") == ["Le guide"]


def test_it_is_shown_between_its_dates(tree: Tree) -> None:
    promote(add_news(tree, title="Le guide"), "dst", starts_on=TODAY, ends_on=TODAY)
    day = timedelta(days=1)
    assert [shown("dst", today=today) for today in (TODAY - day, TODAY, TODAY + day)] == [[], ["Le guide"], []]


def test_three_at_most_in_the_order_of_editors_each_once(tree: Tree) -> None:
    pages = [add_news(tree, title=f"Guide {number}", live=number != 2) for number in range(1, 6)]
    for number, page in enumerate(pages, start=1):
        promote(page, "dst", position=10 - number)
    promote(pages[4], "DST\ncopil", position=90)
    assert shown("dst") == ["Guide 5", "Guide 4", "Guide 3"]
    assert shown("copil") == ["Guide 5"]


def test_nothing_promoted_costs_no_query(tree: Tree) -> None:
    page = add_news(tree, title="Le guide")
    promote(page, "dst")
    shown("dst")
    counters = Counter.read()
    with CaptureQueriesContext(connection) as queries:
        assert promoted_cards("festival", "fr", counters, TODAY) == []
    assert len(queries) == 0
    for number in range(3):
        promote(add_news(tree), f"dst\nmot {number}")
    shown("dst")
    with CaptureQueriesContext(connection) as queries:
        assert len(promoted_cards("dst", "fr", counters | Counter.read(), TODAY)) == 3
    assert len([query for query in queries if 'portal_counter"' not in query["sql"]]) <= 3


def test_editors_choose_a_page_and_read_what_it_is_shown_for(admin_client: Client, tree: Tree) -> None:
    page, draft = add_news(tree, title="Le guide"), add_news(tree, title="Brouillon", live=False)
    project_pending()
    add = reverse("wagtailsnippets_search_promoted:add")
    form = admin_client.get(add).content.decode()
    assert "Recherches" in form
    data = {"page": page.pk, "words": "dst\nbudget participatif", "sentence": "", "position": "10"}
    refused = admin_client.post(add, data | {"words": " ?"}).content.decode()
    assert "Écrivez au moins une recherche." in refused
    empty = admin_client.post(add, data | {"words": ""})
    assert len(empty.context["form"].errors["words"]) == 1
    refused = admin_client.post(add, data | {"starts_on": "2026-03-02", "ends_on": "2026-03-01"}).content.decode()
    assert "Le dernier jour vient après le premier." in refused
    assert admin_client.post(add, data).status_code == 302
    assert shown("dst") == ["Le guide"]
    promote(draft, "copil")
    promote(page, "ancien", ends_on=date(2020, 1, 2))
    promote(page, "futur", starts_on=date(2999, 1, 2))
    listed = admin_client.get(reverse("wagtailsnippets_search_promoted:list")).content.decode()
    for text in (
        "Montré en tête pour : dst, budget participatif",
        "pas montré : cette page n’est pas publique",
        "terminé le 2 janvier 2020",
        "à partir du 2 janvier 2999",
        "montré",
    ):
        assert text in listed.replace("\u00a0", " ").replace("\u202f", " "), text


def states(client: Client) -> dict[str, str]:
    """The state of each promoted page, by title, as editors read it."""
    response = client.get(reverse("wagtailsnippets_search_promoted:list"))
    return {row.page.title: state_of(row).replace("\u00a0", " ") for row in response.context["object_list"]}


def test_the_state_is_what_visitors_see_in_whichever_language(admin_client: Client, tree: Tree) -> None:
    page = add_news(tree, title="Le guide")
    promote(page, "dst")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "The guide"
    english.save_revision().publish()
    project_pending()
    with translation.override("fr"):
        assert states(admin_client) == {"Le guide": "montré"}
        NewsPage.objects.get(pk=page.pk).unpublish()
        assert shown("dst") == ["The guide"]
        assert states(admin_client) == {"Le guide": "montré, en anglais : la page choisie n’est pas publique"}
        Promoted.objects.update(ends_on=date(2999, 1, 2))
        assert states(admin_client) == {
            "Le guide": "jusqu’au 2 janvier 2999, en anglais : la page choisie n’est pas publique"
        }
        Promoted.objects.update(ends_on=date(2020, 1, 2))
        assert states(admin_client) == {"Le guide": "terminé le 2 janvier 2020"}
        Promoted.objects.update(ends_on=None)
        NewsPage.objects.get(pk=english.pk).unpublish()
        project_pending()
        assert states(admin_client) == {"Le guide": "pas montré : cette page n’est pas publique"}


def test_a_page_that_is_no_result_cannot_be_chosen(admin_client: Client, tree: Tree) -> None:
    add = reverse("wagtailsnippets_search_promoted:add")
    offered = admin_client.get(add).content.decode()
    assert "resources.newspage" in offered
    assert "resources.newsindexpage" not in offered
    for page in (tree.page("actualites"), tree.page("plan-du-site"), tree.homes["fr"]):
        with pytest.raises(ValidationError) as refused:
            Promoted(page=page, words="dst").full_clean()
        assert list(refused.value.message_dict) == ["page"]
    data = {"page": page.pk, "words": "dst", "sentence": "", "position": "10"}
    assert admin_client.post(add, data).status_code == 200
    assert not Promoted.objects.exists()


def test_the_list_costs_the_same_for_one_and_for_many(
    admin_client: Client, tree: Tree, django_assert_num_queries: Any
) -> None:
    address = reverse("wagtailsnippets_search_promoted:list")
    promote(add_news(tree), "mot")
    admin_client.get(address)
    with CaptureQueriesContext(connection) as one:
        admin_client.get(address)
    for number in range(8):
        promote(add_news(tree), f"mot {number}")
    with django_assert_num_queries(len(one)):
        admin_client.get(address)


def test_the_results_page_shows_it_above_and_not_twice(tree: Tree, client: Client) -> None:
    promote(add_news(tree, title="Le guide du budget participatif"), sentence="Tout y est.")
    add_news(tree, title="Un autre budget participatif")
    project_pending()
    content = client.get("/recherche/?q=budget+participatif").content.decode()
    assert "Notre sélection" in content
    assert "Tout y est." in content
    assert content.count("Le guide du ") == 1
    assert content.index("Le guide") < content.index("Un autre")


def test_it_does_not_stand_above_a_choice_that_it_may_be_outside_of(tree: Tree, client: Client) -> None:
    promote(add_news(tree, title="Le guide du budget participatif"))
    project_pending()
    for narrowed, count in (("", 1), ("&type=actualite", 0), ("&type=initiative", 0), ("&du=2020-01-01", 0)):
        content = client.get(f"/recherche/?q=budget+participatif{narrowed}").content.decode()
        assert content.count("Notre sélection") == count, narrowed
