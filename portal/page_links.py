"""Links to pages inside rich text."""

from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from portal.languages import active_language


class PublishedPageLinks(PageLinkHandler):
    """One query for the links of a text instead of three; a page that is not published gives no address."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Each link leads to the version in the reader's language, else to the page that the editor chose."""
        ids = [attrs.get("id", "") for attrs in attrs_list]
        asked = Page.objects.filter(pk__in=[pk for pk in ids if str(pk).isdigit()])
        versions = Page.objects.filter(translation_key__in=asked.order_by().values("translation_key"), live=True)
        found: dict[str, Page] = {}
        local: dict[Any, Page] = {}
        for page in versions.select_related("locale"):
            found[str(page.pk)] = page
            if page.locale.language_code == active_language():
                local[page.translation_key] = page
        keys = {str(page.pk): page.translation_key for page in found.values()}
        shown = [local.get(keys.get(str(pk))) or found.get(str(pk)) for pk in ids]
        return [f'<a href="{escape(page.url)}">' if page and page.url else "<a>" for page in shown]
