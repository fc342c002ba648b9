"""Builds what surrounds every page from the homes, their menus and the public pages near the top of the tree."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, Site

from home.models import HomePage, SiteMapPage, StandardPage
from network.models import TerritoryPage
from portal.chrome import Chrome, Link
from portal.receivers import SHALLOW
from portal.statements import ask
from portal.templatetags.portal_tags import phone_display, phone_href

ACCESSIBILITY_SLUG = "accessibilite"
FOOTER_LINKS = 12  # the first plain pages in the order of the tree: a footer is on every page, and stays small


def prefix_of(language: str) -> str:
    """Where the pages of a language begin."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def public_pages(homes: Iterable[HomePage]) -> list[Page]:
    """Public pages near the top, and those that a menu names: two queries (one of them Wagtail's restrictions)."""
    named = [item.page_id for home in homes for item in home.menu_items.all()]
    keys = Page.objects.filter(pk__in=named).values("translation_key")
    near = Q(depth__lte=SHALLOW) | Q(translation_key__in=keys)
    unexpired = Q(expire_at=None) | Q(expire_at__gt=timezone.now())
    pages = Page.objects.live().public().filter(near, unexpired, alias_of=None, depth__gt=1)
    return list(pages.order_by("path").select_related("content_type"))


def build() -> dict[str, Chrome]:
    """The surroundings in each language that has a live home."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return {}
    homes = list(
        HomePage.objects.live()
        .filter(translation_key=site.root_page.translation_key)
        .select_related("locale", "contact_territory")
        .prefetch_related("menu_items__page")
    )
    homes.sort(key=lambda home: home.locale.language_code != settings.LANGUAGE_CODE)
    pages = public_pages(homes)
    public = {page.pk for page in pages}
    return {home.locale.language_code: _chrome(home, pages) for home in homes if home.pk in public}


def _chrome(home: HomePage, pages: list[Page]) -> Chrome:
    """The surroundings in the language of one home."""
    prefix = prefix_of(home.locale.language_code)
    own = [page for page in pages if page.url_path.startswith(home.url_path)]
    urls = {page.pk: prefix + page.url_path[len(home.url_path) :] for page in own}
    by_key = {page.translation_key: page for page in own}
    sections = [page for page in own if page.depth == home.depth + 1]
    in_menu = {item.page.translation_key for item in home.menu_items.all()}
    plain = (StandardPage, SiteMapPage)
    accessibility = next((page for page in sections if page.slug == ACCESSIBILITY_SLUG), None)
    foot = [
        page
        for page in sections
        if page.specific_class in plain and page.translation_key not in in_menu and page != accessibility
    ]
    menu = [
        Link(item.label or by_key[item.page.translation_key].title, urls[by_key[item.page.translation_key].pk])
        for item in home.menu_items.all()
        if item.page.translation_key in by_key
    ]
    with override(home.locale.language_code):
        return Chrome(
            site_name=home.brand,
            baseline=home.baseline,
            home_url=prefix,
            menu=tuple(menu),
            footer_links=tuple(Link(page.title, urls[page.pk]) for page in foot[:FOOTER_LINKS]),
            footer_text=home.footer_text,
            **_contact(home, prefix),
            search_url=f"{prefix}recherche/",
            suggest_url=f"{prefix}recherche/suggestions",
            accessibility_label=str(home.get_accessibility_display()) if accessibility else "",
            accessibility_url=urls[accessibility.pk] if accessibility else "",
            sections=tuple(Link(page.title, urls[page.pk]) for page in sections),
            addresses={str(page.translation_key): urls[page.pk] for page in own},
        )


def _contact(home: HomePage, prefix: str) -> dict[str, Any]:
    """Who answers for the portal, and who funds it: what the page of the main territory says, if it is public."""
    url = f"{prefix}contact/"
    pages = TerritoryPage.objects.live().public().filter(territory=home.contact_territory).select_related("locale")
    found = sorted(pages, key=lambda page: page.locale_id != home.locale_id) if home.contact_territory else []
    if not found:
        return {"contact": {"name": home.brand, "url": url}}
    page = found[0]
    contact = {
        "name": page.contact_name or page.brand_name or page.title,
        "address_lines": page.address_lines,
        "phone_display": phone_display(page.phone),
        "phone_href": phone_href(page.phone),
        "url": url,
    }
    return {"contact": contact, "funders": tuple(funder.name for funder in page.funders.all())}


def translations(key: str) -> Mapping[str, str]:
    """{language: path} of the public versions of a page, as the catalogue has them: one query."""
    return dict(ask("SELECT language, url FROM search_entry WHERE translation_key = %s AND url <> ''", key))
