"""The first screen of the admin: what one may write, one click away."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site


class Propose(Component):
    """A link for each kind of page that this person may add under a section of the portal."""

    name = "propose"
    template_name = "home/admin/propose.html"
    order = 250

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Choices in the order of the sections."""
        return {"choices": choices(parent_context["request"].user)}


def choices(user: Any) -> list[dict[str, str]]:
    """{label, description, url} of what `user` may add right under a section of the default site."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return []
    found = []
    for section in Page.objects.child_of(site.root_page).order_by("path").select_related("content_type"):
        model = section.specific_class
        if model is None or not section.permissions_for_user(user).can_add_subpage():
            continue
        for kind in model.creatable_subpage_models():
            if kind is not model:  # a plain page under a plain page is no section
                found.append(_choice(kind, section))
    return found


def _choice(kind: type[Page], section: Page) -> dict[str, str]:
    """One link."""
    names = (kind._meta.app_label, kind._meta.model_name, section.pk)
    return {
        "label": capfirst(str(kind.get_verbose_name())),
        "description": str(kind.get_page_description()),
        "url": reverse("wagtailadmin_pages:add", args=names),
    }
