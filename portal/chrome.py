"""What surrounds every page: name, menu, footer, languages. Built once per process and language, by the top layer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest

from portal.languages import active_language
from portal.models import Counter
from portal.state import Followed, counters_of


@dataclass(frozen=True)
class Link:
    """An entry of a menu; `current` when the page served stands at or under it."""

    label: str
    url: str
    current: bool = False
    children: tuple["Link", ...] = ()


@dataclass(frozen=True)
class Language:
    """A language that the visitor may switch to, at the translated page if there is one."""

    code: str
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Chrome:
    """The surroundings of a page in one language."""

    site_name: str = "Portail"
    baseline: str = ""
    home_url: str = "/"
    menu: tuple[Link, ...] = ()
    footer_links: tuple[Link, ...] = ()
    footer_text: str = ""
    languages: tuple[Language, ...] = ()
    contact: dict[str, Any] = field(default_factory=dict)
    accessibility_label: str = ""
    accessibility_url: str = ""
    search_url: str = ""
    contribute_url: str = ""


Builder = Callable[[], dict[str, Chrome]]
_builder: Builder | None = None


def register_chrome(builder: Builder) -> None:
    """Say who knows the name, menu and footer of the site (the `home` app does, at start)."""
    global _builder
    _builder = builder


def _build() -> dict[str, Chrome]:
    return _builder() if _builder else {}


held = Followed(Counter.SITE, _build)


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """Context processor: `chrome`, with the menu entry of the current address marked."""
    language = active_language()
    base = held.get(counters_of(request)).get(language, Chrome())
    menu = tuple(
        replace(link, current=link.url != base.home_url and request.path.startswith(link.url)) for link in base.menu
    )
    return {"chrome": replace(base, menu=menu)}
