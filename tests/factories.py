"""Pages for tests, made as scripts make them: the smallest tree, and pages in it."""

import itertools
from typing import Any

from wagtail.models import Page

from home.setup import Tree, build_tree
from resources.models import NewsPage

_numbers = itertools.count(1)


def make_tree(**options: Any) -> Tree:
    """The tree of a new portal, in French and English, without revisions."""
    return build_tree(name="Provox", revisions=False, **options)


def add(parent: Page, model: type[Page], **values: Any) -> Any:
    """A page under a parent, live unless told otherwise; the parent is read again, as its path may have moved."""
    number = next(_numbers)
    page = model(**{"title": f"Page {number}", "slug": f"page-{number}", **values})
    if "locale" not in values:
        page.locale_id = parent.locale_id
    return Page.objects.get(pk=parent.pk).add_child(instance=page)


def add_news(tree: Tree, language: str = "fr", **values: Any) -> NewsPage:
    """A news item."""
    news: NewsPage = add(tree.page("actualites", language), NewsPage, **values)
    return news
