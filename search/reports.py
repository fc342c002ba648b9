"""What visitors search, for editors: only what was searched several times, nothing that tells by whom."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import ListingButton

from search.models import SearchTally
from search.statistics import MONTHS_KEPT, months_before

FEWEST = 5  # searches: what one person alone looks for is not shown
MONTH, QUARTER, ALL = "30", "3", "13"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, Any]


def first_day(period: str, today: date) -> date:
    """The first day of a period that ends today."""
    if period == QUARTER:
        return months_before(today, 3)
    return months_before(today, MONTHS_KEPT) if period == ALL else today - timedelta(days=29)


def results_url(row: Row) -> str:
    """The page that shows what a search finds now, in its language."""
    prefix = "" if row["language"] == settings.LANGUAGE_CODE else f"/{row['language']}"
    return f"{prefix}/recherche/?{urlencode({'q': row['query']})}"


def in_spreadsheet(value: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


class PeriodFilterSet(WagtailFilterSet):
    """How far back."""

    period = ChoiceFilter(
        label=_("Period"),
        choices=[(MONTH, _("30 days")), (QUARTER, _("3 months")), (ALL, _("13 months"))],
        empty_label=None,
        initial=MONTH,
        method="within",
    )

    class Meta:
        model = SearchTally
        fields: ClassVar[list[str]] = []

    def within(self, rows: QuerySet[SearchTally], name: str, value: str) -> QuerySet[SearchTally]:
        """The days of the period."""
        return rows.filter(day__gte=first_day(value, timezone.localdate()))


class QueryColumn(ButtonsColumnMixin, TitleColumn):
    """The words, which lead to their results; and what can be done about them."""

    def get_buttons(self, instance: Row, parent_context: Any) -> list[ListingButton]:
        """A synonym for words that found nothing."""
        user = parent_context["request"].user
        if not instance["empty"] or not user.has_perm("search.add_synonym"):
            return []
        address = reverse("wagtailsnippets_search_synonym:add")
        return [
            ListingButton(
                gettext("Add a synonym"),
                url=f"{address}?{urlencode({'term': instance['query']})}",
                icon_name="plus",
                attrs={"aria-label": gettext("Add a synonym for “%(words)s”") % {"words": instance["query"]}},
            )
        ]


class SearchesView(ReportView):
    """The most searched words of a period."""

    model = SearchTally
    permission_required = "view"
    page_title = _("Most searched")
    header_icon = "search"
    filterset_class = PeriodFilterSet
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["query"]
    search_backend_name = None
    default_ordering = "-searches"
    counted = "searches"
    empty_message = _(
        "No search was made at least %(fewest)s times in this period. Searches are counted without anything that tells "
        "who made them, and are written within a minute."
    )
    list_export: ClassVar[list[str]] = ["query", "language", "searches", "empty"]
    export_headings: ClassVar[dict[str, Any]] = {
        "query": _("Words searched"),
        "language": _("Language"),
        "searches": _("Times searched"),
        "empty": _("Without result"),
    }
    custom_field_preprocess: ClassVar[dict[str, Any]] = {"query": {"csv": in_spreadsheet}}

    @cached_property
    def columns(self) -> list[Column]:
        """The words, and how often."""
        return [
            QueryColumn(
                "query",
                label=gettext("Words searched"),
                sort_key="query",
                get_url=results_url,
                link_attrs={"target": "_blank"},
            ),
            Column("language", label=gettext("Language"), accessor=lambda row: languages().get(row["language"], "")),
            NumberColumn("searches", label=gettext("Times searched"), sort_key="searches", width="15%"),
            NumberColumn("empty", label=gettext("Without result"), sort_key="empty", width="15%"),
        ]

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Without a choice, the shortest period."""
        kwargs: dict[str, Any] = super().get_filterset_kwargs()
        data = self.request.GET.copy()
        if data.get("period") not in (MONTH, QUARTER, ALL):
            data["period"] = MONTH
        return {**kwargs, "data": data}

    def get_base_queryset(self) -> Any:
        """Each search once, with its counts over the period."""
        rows = (
            self.filters.filter_queryset(SearchTally.objects.all()) if self.filters.is_valid() else SearchTally.objects
        )
        totals = rows.values("query", "language").annotate(searches=Sum("count"), empty=Sum("without_result"))
        return totals.filter(**{f"{self.counted}__gte": FEWEST})

    def filter_queryset(self, queryset: Any) -> Any:
        """Done before counting."""
        return queryset

    def order_queryset(self, queryset: Any) -> Any:
        """Always the same order."""
        return super().order_queryset(queryset).order_by(self.ordering, "query", "language")

    @cached_property
    def no_results_message(self) -> str:
        """Why there is nothing to see."""
        if self.is_searching:
            return gettext("No row of this period matches “%(words)s”.") % {"words": self.search_query}
        return str(self.empty_message) % {"fewest": FEWEST}

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """With the mark by which spreadsheets know accents."""
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)


class WithoutResultView(SearchesView):
    """The words of a period that found nothing."""

    page_title = _("Searched without result")
    header_icon = "no-view"
    default_ordering = "-empty"
    counted = "empty"
    empty_message = _(
        "No search found nothing at least %(fewest)s times in this period: good news! What appears here may need a "
        "synonym, or a page."
    )


def languages() -> dict[str, str]:
    """The names of the portal's languages."""
    return {code: str(name) for code, name in settings.LANGUAGES}


class ReportMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this user may."""
        return bool(request.user.has_perm("search.view_searchtally"))


class ReportViewSet(ViewSet):
    """The addresses and the menu entry of a report."""

    menu_item_class = ReportMenuItem
    view_class: type[SearchesView]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The page, and its results alone."""
        names = {"index_url_name": self.get_url_name("index"), "index_results_url_name": self.get_url_name("results")}
        return [
            path("", self.view_class.as_view(**names), name="index"),
            path("results/", self.view_class.as_view(results_only=True, **names), name="results"),
        ]


class MostSearched(ReportViewSet):
    """Most searched."""

    name = "searches"
    url_prefix = "reports/searches"
    icon = "search"
    menu_label = _("Most searched")
    menu_name = "most-searched"
    view_class = SearchesView


class WithoutResult(ReportViewSet):
    """Searched without result."""

    name = "searches_without_result"
    url_prefix = "reports/searches-without-result"
    icon = "no-view"
    menu_label = _("Searched without result")
    menu_name = "searched-without-result"
    view_class = WithoutResultView
