"""Search in the menu of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from search.reports import MostSearched, WithoutResult
from search.snippets import PromotedViewSet, SynonymViewSet


class SearchGroup(SnippetViewSetGroup):
    """What editors decide, and what visitors search."""

    menu_label = _("Site search")
    menu_icon = "search"
    menu_name = "portal-search"
    menu_order = 260
    items = (SynonymViewSet, PromotedViewSet, MostSearched, WithoutResult)


register_snippet(SearchGroup)


@hooks.register("register_reports_menu_item")
def most_searched() -> MenuItem:
    """Among the other reports too."""
    return MostSearched().get_menu_item(order=300)


@hooks.register("register_reports_menu_item")
def without_result() -> MenuItem:
    """Among the other reports too."""
    return WithoutResult().get_menu_item(order=310)
