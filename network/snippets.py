"""How editors find and keep the words and records that pages share."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from network.models import Cycle, Edition, Funder, Notice, SteeringBody, Term
from network.territory_snippets import TerritoryViewSet

LANGUAGE = LocaleColumn(label=_("Language"))


class TermViewSet(SnippetViewSet):
    """Vocabularies. A term in use can't be deleted; its slug and vocabulary never change."""

    model = Term
    icon = "tag"
    menu_label = _("Vocabularies")
    list_display: ClassVar[list[Any]] = [
        "label",
        LANGUAGE,
        Column("get_vocabulary_display", label=_("Vocabulary")),
        "parent",
        "slug",
    ]
    list_filter: ClassVar[list[str]] = ["vocabulary"]
    search_fields: ClassVar[list[str]] = ["label", "description", "slug"]
    ordering = ("vocabulary", "position", "label")
    list_per_page = 50


class SteeringBodyFilters(WagtailFilterSet):
    """By level and kind; territories are found by search."""

    class Meta:
        model = SteeringBody
        fields: ClassVar[list[str]] = ["level", "kind"]


class SteeringBodyViewSet(SnippetViewSet):
    """Strategic committees and local steering committees."""

    model = SteeringBody
    icon = "group"
    list_display: ClassVar[list[Any]] = ["name", LANGUAGE, Column("get_level_display", label=_("Level")), "territory"]
    filterset_class = SteeringBodyFilters


class FunderViewSet(SnippetViewSet):
    """Funders, their logo and their mention."""

    model = Funder
    icon = "pick"
    list_display: ClassVar[list[Any]] = ["name", LANGUAGE, "mention"]


class NoticeViewSet(SnippetViewSet):
    """Institutions, levels, schemes and acronyms in plain words."""

    model = Notice
    icon = "info-circle"
    list_display: ClassVar[list[Any]] = ["term", LANGUAGE, "expansion", Column("get_kind_display", label=_("Kind"))]
    list_filter: ClassVar[list[str]] = ["kind"]


class CycleViewSet(SnippetViewSet):
    """What comes back at a regular pace."""

    model = Cycle
    icon = "rotate"
    list_display: ClassVar[list[Any]] = ["name", LANGUAGE, "cadence", "months"]


class EditionViewSet(SnippetViewSet):
    """Each time that a cycle takes place."""

    model = Edition
    icon = "calendar-alt"
    list_display: ClassVar[list[Any]] = ["name", LANGUAGE, "cycle", "starts_on", "ends_on"]
    list_filter: ClassVar[list[str]] = ["cycle"]


class NetworkViewSetGroup(SnippetViewSetGroup):
    """The network's entry in the menu of the admin."""

    menu_label = _("Network")
    menu_icon = "group"
    menu_order = 250
    items = (
        TerritoryViewSet,
        TermViewSet,
        SteeringBodyViewSet,
        FunderViewSet,
        NoticeViewSet,
        CycleViewSet,
        EditionViewSet,
    )
