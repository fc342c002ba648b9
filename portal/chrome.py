"""What surrounds every page: name, menu, footer, languages. Built once per process and language, by the top layer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_info, gettext
from wagtail.models import Page

from portal.languages import active_language
from portal.models import Counter
from portal.state import Followed, counters_of


@dataclass(frozen=True)
class Link:
    """An entry of a menu."""

    label: str
    url: str
    children: tuple["Link", ...] = ()


@dataclass(frozen=True)
class Language:
    """A language that the visitor may switch to, at the translated page if there is one (`translated`)."""

    code: str
    label: str
    url: str
    current: bool = False
    translated: bool = False


@dataclass(frozen=True)
class Chrome:
    """The surroundings of a page in one language.

    `addresses` holds the path of each public page near the top of the tree, by translation key; `here` is the address
    of the entry of the menu at or under which the page served stands. What is made of the rest may be kept as long as
    `version` is the same.
    """

    site_name: str = "Portail"
    baseline: str = ""
    home_url: str = "/"
    menu: tuple[Link, ...] = ()
    footer_links: tuple[Link, ...] = ()
    footer_text: str = ""
    languages: tuple[Language, ...] = ()
    contact: Mapping[str, Any] = field(default_factory=dict)
    funders: tuple[str, ...] = ()
    accessibility_label: str = ""
    accessibility_url: str = ""
    search_url: str = ""
    suggest_url: str = ""
    contribute_url: str = ""
    sections: tuple[Link, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    here: str = ""
    version: int = 0


Builder = Callable[[], dict[str, Chrome]]
Translations = Callable[[str], Mapping[str, str]]
_builder: Builder | None = None
_translations: Translations | None = None


def register_chrome(builder: Builder, translations: Translations | None = None) -> None:
    """Say who knows the name, menu and footer of the site (the `home` app does, at start).

    `translations(translation key) -> {language: path}` finds the public versions of a page in at most one query.
    """
    global _builder, _translations
    _builder, _translations = builder, translations


_versions = count(1)


def _build() -> dict[str, Chrome]:
    built = _builder() if _builder else {}
    version = next(_versions)
    return {code: replace(base, version=version) for code, base in built.items()}


held = Followed(Counter.SITE, _build)


def surroundings(request: HttpRequest, language: str | None = None) -> Chrome:
    """What surrounds pages in a language, without what depends on the page served: no query but the counters'."""
    return held.get(counters_of(request)).get(language or active_language(), Chrome())


def served_page(request: HttpRequest) -> Page | None:
    """The page that the request was routed to, if any."""
    route = getattr(request, "_wagtail_route_for_request", None)
    return route[0] if route else None


def languages_of(request: HttpRequest) -> tuple[Language, ...]:
    """The same page in each language, with the parameters that it understood (`request.portal_parameters`, "?…"); a
    language without it leads to its home.

    At most one query, for pages deep in the tree. A view outside the tree has the same path in every language.
    """
    every = held.get(counters_of(request))
    page, active = served_page(request), active_language()
    found: Mapping[str, str] = {}
    if page is not None:
        key = str(page.translation_key)
        found = {code: chrome.addresses[key] for code, chrome in every.items() if key in chrome.addresses}
        if not found and _translations:
            found = _translations(key)
    elif request.resolver_match and request.resolver_match.url_name != "portal_serve":
        found = {code: translate_url(request.path, code) for code in every}
    parameters = getattr(request, "portal_parameters", "")
    addresses = {**{code: path + parameters for code, path in found.items()}, active: request.path + parameters}
    return tuple(
        Language(
            code,
            get_language_info(code)["name_local"].capitalize(),
            addresses.get(code, chrome.home_url),
            code == active,
            code in found,
        )
        for code, chrome in every.items()
    )


def breadcrumb_of(request: HttpRequest) -> list[dict[str, str]]:
    """Home, the section, the page: from memory. Pages that stand deeper give their own."""
    page = served_page(request)
    base = surroundings(request)
    if page is None or request.path == base.home_url:
        return []
    trail = [{"label": gettext("Home"), "url": base.home_url}]
    trail += [
        {"label": link.label, "url": link.url}
        for link in base.sections
        if request.path.startswith(link.url) and link.url not in (base.home_url, request.path)
    ]
    return [*trail, {"label": page.title, "url": request.path}]


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor; everything is worked out when a template first asks for it.

    `chrome`, and defaults that a page's own context may replace: `breadcrumb`, `canonical_url`, `alternates`.
    """

    def build() -> Chrome:
        base = surroundings(request)
        above = (link.url for link in base.menu if link.url != base.home_url and request.path.startswith(link.url))
        return replace(base, here=next(above, ""), languages=languages_of(request))

    lazy = SimpleLazyObject(build)

    def alternates() -> list[dict[str, str]]:
        translated = [language for language in lazy.languages if language.translated]
        if len(translated) < 2:
            return []
        paths = {language.code: language.url.partition("?")[0] for language in translated}  # as the canonical one
        return [{"code": code, "url": settings.BASE_URL + path} for code, path in paths.items()]

    return {
        "chrome": lazy,
        "breadcrumb": SimpleLazyObject(lambda: breadcrumb_of(request)),
        "canonical_url": settings.BASE_URL + request.path,
        "alternates": SimpleLazyObject(alternates),
    }
