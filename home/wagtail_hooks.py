"""What this layer adds to the admin: the translations that are behind, told where editors look."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from home.admin_views import PERMISSION, TranslationsBehindView
from home.translations import behind_for


class TranslatorsMenuItem(MenuItem):
    """For those who may translate."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person sees it."""
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """The report, and its part that filters refresh."""
    view = TranslationsBehindView
    return [
        path("reports/translations-behind/", view.as_view(), name="translations_behind"),
        path(
            "reports/translations-behind/results/", view.as_view(results_only=True), name="translations_behind_results"
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Among the reports."""
    address = reverse("translations_behind")
    return TranslatorsMenuItem(_("Translations to update"), address, icon_name="wagtail-localize-language", order=8990)


@hooks.register("before_edit_page", order=-1)
@hooks.register("before_edit_snippet", order=-1)
def tell_what_is_behind(request: HttpRequest, instance: Any) -> None:
    """Whoever opens a source or a translation learns that the translation is out of date, and what to do."""
    if request.method != "GET" or not hasattr(instance, "translation_key") or not request.user.has_perm(PERMISSION):
        return
    for item in behind_for(instance):
        if item.changed_at is None or instance.locale_id not in {item.source.locale_id, item.target.locale_id}:
            continue
        words = {
            "language": item.translation.target_locale.get_display_name(),
            "date": date_format(localtime(item.changed_at), "DATE_FORMAT"),
        }
        text = gettext("The translation is out of date (%(language)s): the original was changed on %(date)s.") % words
        address = reverse("wagtail_localize:update_translations", args=[item.translation.source_id])
        button = messages.button(address, gettext("Bring the changes to the translation"))
        messages.warning(request, text, buttons=[button])
