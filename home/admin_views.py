"""Screens of this layer in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import ReportView

from home.translations import Behind, behind

PERMISSION = "wagtail_localize.submit_translation"


class TranslationsBehindView(ReportView):
    """What to translate again."""

    page_title = _("Translations to update")
    header_icon = "wagtail-localize-language"
    index_url_name = "translations_behind"
    index_results_url_name = "translations_behind_results"
    results_template_name = "home/admin/translations_behind.html"
    default_ordering = None
    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who may translate."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filtered_queryset(self) -> list[Behind]:
        """A list: what is behind is worked out from pages, snippets and their history."""
        return behind()
