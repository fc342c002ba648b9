"""Flat lists of pages in the admin, filtered by state and territory."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page, WorkflowState

from network.models import ActorPage, EventPage, InitiativePage, Territory, TestimonialPage

LIVE, CHANGED, DRAFT, MODERATION = "live", "changed", "draft", "moderation"


class SharedFilterSet(PageFilterSet):
    """Where a page stands on its way to the public, and where in France it plays."""

    state = ChoiceFilter(
        label=_("State"),
        method="in_state",
        choices=[
            (LIVE, _("published")),
            (CHANGED, _("published, with changes that are not")),
            (DRAFT, _("draft")),
            (MODERATION, _("in moderation")),
        ],
    )
    territory = CharFilter(
        label=_("Territory"), method="about", help_text=_("Name, code or postcode; what it contains is included.")
    )

    class Meta(PageFilterSet.Meta):
        pass

    def in_state(self, pages: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Pages in a state."""
        if value == MODERATION:
            running = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
            return pages.filter(pk__in=[int(pk) for pk in running.values_list("object_id", flat=True) if pk.isdigit()])
        wanted = {LIVE: Q(live=True), CHANGED: Q(live=True, has_unpublished_changes=True), DRAFT: Q(live=False)}
        return pages.filter(wanted[value])

    def about(self, pages: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Pages about the territories that these words name, or about what lies in them."""
        found = Territory.objects.matching(value)
        inside = Q(territory_links__territory__in=found)
        inside |= Q(territory_links__territory__container_links__ancestor__in=found)
        return pages.filter(pk__in=Page.objects.filter(inside).values("pk"))


class SharedListing(PageListingViewSet):
    """Title, date of the thing itself, last change, state."""

    filterset_class = SharedFilterSet


def listing(page_type: type[Page], name: str, icon: str, date: str = "") -> SharedListing:
    """The flat list of a page type; `date` is the field of its own date, if it has one."""
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        *([Column(date, label=_("Date"), sort_key=date, width="12%")] if date else []),
        DateColumn(
            "latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at", width="12%"
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]
    label = capfirst(page_type._meta.verbose_name_plural)
    return SharedListing(name, model=page_type, icon=icon, menu_label=label, columns=columns)


class NetworkPagesGroup(ViewSetGroup):
    """Initiatives, actors, testimonials and events, one flat list each."""

    menu_label = _("The network’s pages")
    menu_icon = "group"
    menu_order = 140
    items = (
        listing(InitiativePage, "initiatives", "form", "starts_on"),
        listing(ActorPage, "actors", "group"),
        listing(TestimonialPage, "testimonials", "openquote", "given_on"),
        listing(EventPage, "events", "calendar-alt", "starts_at"),
    )
