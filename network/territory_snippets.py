"""Territories in the admin: all may be looked up and chosen by name; only living areas are made and changed there."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import DeleteView, EditView, IndexView, InspectView, SnippetViewSet

from network.models import Territory
from network.models.territory_query import TerritoryQuerySet

CHANGES = {"change", "delete"}


class TerritoryPermissionPolicy(ModelPermissionPolicy):
    """Nobody, not even an administrator, changes or deletes an official territory by hand."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Territory) -> bool:
        """As for every model, but for official territories."""
        if action in CHANGES and instance.is_reference:
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Territory) -> bool:
        """As for every model, but for official territories."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)


register_permission_policy(Territory, TerritoryPermissionPolicy(Territory))


class ZoneForm(WagtailAdminModelForm):
    """The form of a living area."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formsets["members"].error_messages["too_few_forms"] = _(
            "Add at least one territory: a living area gathers official territories."
        )


class TerritoryFilters(WagtailFilterSet):
    """By kind, and those that the newest data no longer has."""

    class Meta:
        model = Territory
        fields: ClassVar[list[str]] = ["kind", "is_current"]


class TerritoryIndexView(IndexView):
    """Finds by name, code or postcode; leads to the form of a living area, to the description of the others."""

    add_item_label = _("Add a living area")

    def search_queryset(self, queryset: TerritoryQuerySet) -> TerritoryQuerySet:
        """Best match first."""
        return queryset.ranked(self.search_query) if self.is_searching else queryset

    def get_edit_url(self, instance: Territory) -> str | None:
        """Where a click on the name leads."""
        if self.user_has_permission_for_instance("change", instance):
            return super().get_edit_url(instance)
        return self.get_inspect_url(instance)

    def get_delete_url(self, instance: Territory) -> str | None:
        """No button for what cannot be deleted."""
        return super().get_delete_url(instance) if self.user_has_permission_for_instance("delete", instance) else None

    def get_list_more_buttons(self, instance: Territory) -> list[Any]:
        """An official territory is only looked at."""
        buttons = super().get_list_more_buttons(instance)
        return [b for b in buttons if b.icon_name == "info-circle"] if instance.is_reference else buttons


class TerritoryInspectView(InspectView):
    """What is known of a territory; no button for what cannot be done with it."""

    def get_edit_url(self) -> str | None:
        """Of a living area only."""
        return None if self.object.is_reference else super().get_edit_url()

    def get_delete_url(self) -> str | None:
        """Of a living area only."""
        return None if self.object.is_reference else super().get_delete_url()


class FreeZonesOnly:
    """Mixin of the views that change: refuses official territories, whatever the address typed."""

    permission_required: str

    def get_object(self, queryset: Any = None) -> Territory:
        """The territory, if this user may change it."""
        territory: Territory = super().get_object(queryset)  # type: ignore[misc]
        if territory.is_reference:
            raise PermissionDenied
        return territory


class TerritoryEditView(FreeZonesOnly, EditView):
    """The form of a living area."""


class TerritoryDeleteView(FreeZonesOnly, DeleteView):
    """The deletion of a living area."""


class TerritorySearchForm(BaseFilterForm):
    """The field of the chooser."""

    q = forms.CharField(label=_("Name, code or postcode"), required=False)

    def filter(self, objects: TerritoryQuerySet) -> TerritoryQuerySet:
        """Best match first."""
        objects = super().filter(objects)
        text = self.cleaned_data.get("q")
        if not text:
            return objects
        self.is_searching, self.search_query = True, text
        return objects.ranked(text)


class TerritoryChooserMixin:
    """The list of the chooser: what exists today, widest first until something is typed."""

    filter_form_class = TerritorySearchForm

    def get_object_list(self) -> TerritoryQuerySet:
        """Territories that may be chosen."""
        return Territory.objects.current().select_related("parent").widest_first()

    @property
    def columns(self) -> list[Any]:
        """Name and kind, code, and what it is under."""
        return [*super().columns, Column("code", label=_("Code")), Column("parent", label=_("Under"))]  # type: ignore[misc]


class TerritoryChooseView(TerritoryChooserMixin, ChooseView):
    """The window of the chooser."""


class TerritoryChooseResultsView(TerritoryChooserMixin, ChooseResultsView):
    """What the window shows when one types."""


class TerritoryChooserViewSet(SnippetChooserViewSet):
    """Chooses among 36,000 territories by typing."""

    choose_view_class = TerritoryChooseView
    choose_results_view_class = TerritoryChooseResultsView


class TerritoryViewSet(SnippetViewSet):
    """The territories: official ones read only, living areas in full."""

    model = Territory
    icon = "site"
    menu_label = _("Territories")
    add_to_admin_menu = False
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("code", label=_("Code"), sort_key="code"),
        Column("parent", label=_("Under")),
        Column("population", label=_("Population"), sort_key="population"),
    ]
    list_per_page = 50
    search_fields: ClassVar[list[str]] = ["name"]
    filterset_class = TerritoryFilters
    index_view_class = TerritoryIndexView
    edit_view_class = TerritoryEditView
    delete_view_class = TerritoryDeleteView
    chooser_viewset_class = TerritoryChooserViewSet
    inspect_view_class = TerritoryInspectView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = [
        "name",
        "kind",
        "code",
        "slug",
        "parent",
        "postcodes",
        "population",
        "latitude",
        "longitude",
        "is_current",
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "A living area gathers official territories. What contains it, its population and its centre "
                    "are worked out from its members."
                )
            ),
            FieldPanel("name"),
            InlinePanel("members", heading=_("Members"), label=_("Territory"), min_num=1),
        ],
        base_form_class=ZoneForm,
    )

    def get_queryset(self, request: Any) -> TerritoryQuerySet:
        """With what each is under, in the same query."""
        return Territory.objects.select_related("parent")
