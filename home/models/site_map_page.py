"""The plan of the site, for people: every section and plain page, as the menu and the tree have them."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import TranslatableField

from portal.chrome import surroundings
from portal.models import BasePage


class SiteMapPage(BasePage):
    """Lists the public pages near the top of the tree, and how much each section holds."""

    template = "home/site_map_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    page_description = _("The plan of the site. It fills itself.")

    override_translatable_fields: ClassVar[list[Any]] = [*BasePage.base_translatable_fields, TranslatableField("slug")]

    class Meta:
        verbose_name = _("site map")
        verbose_name_plural = _("site maps")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The sections, from memory."""
        sections = surroundings(request, self.locale.language_code).sections
        return {**super().get_context(request, *args, **kwargs), "sections": sections}
