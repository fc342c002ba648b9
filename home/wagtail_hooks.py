"""What this layer adds to the admin: what to write, why a page came back, which translations are behind."""

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
from home.dashboard import Propose
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


@hooks.register("construct_homepage_panels")
def offer_what_to_write(request: HttpRequest, panels: list[Any]) -> None:
    """After what waits, what to write."""
    panels.append(Propose())


@hooks.register("before_edit_page", order=-2)
def tell_why_it_came_back(request: HttpRequest, page: Any) -> None:
    """Whoever opens a page that was sent back reads the reason first, not in a side panel."""
    state = page.current_workflow_state if request.method == "GET" else None
    task = state.current_task_state if state and state.status == state.STATUS_NEEDS_CHANGES else None
    if task is None:
        return
    judge = task.finished_by.get_full_name() or str(task.finished_by) if task.finished_by else ""
    reason = task.comment or gettext("no reason was written")
    text = gettext("Changes were asked for by %(name)s: %(reason)s") % {"name": judge, "reason": reason}
    messages.warning(request, text)
