"""What this layer adds to the admin: a menu with a flat list of each type, filtered by state and territory."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from network.page_lists import listing
from resources.models import (
    CapitalisationPage,
    DossierPage,
    NewsPage,
    ReportPage,
    ToolPage,
    TrainingKitPage,
    VeillePage,
)


class ResourcesGroup(ViewSetGroup):
    """News, resources and dossiers, one flat list each."""

    menu_label = _("News and resources")
    menu_icon = "folder-open-1"
    menu_order = 150
    items = (
        listing(NewsPage, "news", "calendar-alt", "date"),
        listing(VeillePage, "monitoring", "view", "published_on"),
        listing(CapitalisationPage, "lessons", "openquote", "published_on"),
        listing(ToolPage, "tools", "cogs", "published_on"),
        listing(TrainingKitPage, "training", "group", "published_on"),
        listing(ReportPage, "reports", "doc-full", "published_on"),
        listing(DossierPage, "dossiers", "folder-open-1", "published_on"),
    )


@hooks.register("register_admin_viewset")
def register_lists() -> ResourcesGroup:
    """Show them in the menu of the admin."""
    return ResourcesGroup()
