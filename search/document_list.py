"""The admin's list of documents, with how far the reading of each is."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import DocumentsFilterSet, IndexView

from search.extraction.reading import readable_documents
from search.extraction.report import short, texts_of
from search.models import DocumentText

State = DocumentText.State


class TextFilter(django_filters.MultipleChoiceFilter):
    """Documents by how far the reading of their text is. Search knows no such field: it is given their numbers."""

    is_searching = False

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        """Those in one of these states; everything when there is none."""
        if not value:
            return qs
        read = DocumentText.objects.exclude(state=State.WAITING)
        known = Q(file_hash__in=read.filter(state__in=value).values("file_hash"))
        if State.WAITING in value:
            known |= ~Q(file_hash__in=read.values("file_hash"))
        found = readable_documents().filter(known).values_list("pk", flat=True)
        return qs.filter(pk__in=list(found) if self.is_searching else found)


class DocumentFilters(DocumentsFilterSet):
    """Wagtail's filters and the text, named as the column names it."""

    text = TextFilter(
        label=gettext_lazy("Text"),
        choices=[
            (State.DONE, gettext_lazy("Text read")),
            (State.EMPTY, gettext_lazy("No text")),
            (State.REFUSED, gettext_lazy("Could not be read")),
            (State.WAITING, gettext_lazy("Being read")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, is_searching: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, is_searching=is_searching, **kwargs)
        self.filters["text"].is_searching = bool(is_searching)

    class Meta(DocumentsFilterSet.Meta):
        pass


class DocumentList(IndexView):
    """Wagtail's list, with one more column and filter, and one more query."""

    filterset_class = DocumentFilters
    results_template_name = "wagtaildocs/documents/text_results.html"

    @cached_property
    def columns(self) -> list[Column]:
        """Wagtail's columns, then the text."""
        return [*super().columns, Column("text_report", label=_("Text"))]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Give each document of the page its `text_report`."""
        documents = super().decorate_paginated_queryset(object_list)
        texts = texts_of(documents)
        for document in documents:
            document.text_report = short(document, texts.get(document.file_hash))
        return documents


@hooks.register("register_admin_urls", order=-1)  # before Wagtail's own, whose names stay
def document_list_urls() -> list[Any]:
    """The two addresses of the list; Wagtail 8 has no hook that adds a column to it."""
    return [
        path("documents/", DocumentList.as_view()),
        path("documents/results/", DocumentList.as_view(results_only=True)),
    ]
