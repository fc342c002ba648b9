"""Links to pages inside rich text, as visitors get them."""

from typing import Any

import pytest
from django.utils.translation import override
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from home.setup import Tree
from tests.factories import add_news

pytestmark = pytest.mark.django_db


def link(page: Page) -> str:
    """A link as the editor keeps it."""
    return f'<a linktype="page" id="{page.pk}">voir</a>'


def test_a_link_leads_to_the_version_in_the_readers_language(tree: Tree) -> None:
    news = tree.page("actualites", "fr")
    assert expand_db_html(link(news)) == '<a href="/actualites/">voir</a>'
    with override("en"):
        assert expand_db_html(link(news)) == '<a href="/en/actualites/">voir</a>'
        only_french = add_news(tree, slug="seulement-en-francais")
        assert 'href="/actualites/seulement-en-francais/"' in expand_db_html(link(only_french))


def test_an_unpublished_page_and_one_that_is_gone_give_no_address(tree: Tree) -> None:
    draft = add_news(tree, slug="prenom-nom", live=False)
    gone = '<a linktype="page" id="999999">voir</a>'
    assert expand_db_html(link(draft) + gone) == "<a>voir</a><a>voir</a>"


def test_a_text_asks_once_for_all_its_links(tree: Tree, django_assert_num_queries: Any) -> None:
    pages = [add_news(tree) for _ in range(5)]
    expand_db_html(link(pages[0]))
    with django_assert_num_queries(1):
        expand_db_html("".join(link(page) for page in pages))
