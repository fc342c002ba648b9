"""The admin's list of documents, with how far the reading of each is."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.documents import IndexView

from search.extraction.report import short, texts_of


class DocumentList(IndexView):
    """Wagtail's list, with one more column and one more query."""

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
