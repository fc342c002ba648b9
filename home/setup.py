"""The tree that every portal starts from: homes, indexes, contact, legal pages, in French and in English.

`build_tree` is safe to run again: what exists is left as the editors made it, only what is missing is added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import Locale, Page, Site

from home.models import HomePage, MenuItem
from home.sections import HOME_WORDS, SECTIONS, Section
from network.models import Territory

DATA = Path(__file__).resolve().parent / "data" / "pages"
LANGUAGES = ("fr", "en")
HOME_SLUGS = {"fr": "accueil", "en": "accueil-en"}


@dataclass(frozen=True)
class Tree:
    """What `build_tree` made or found: homes by language, pages by (slug, language)."""

    site: Site
    homes: dict[str, HomePage]
    pages: dict[tuple[str, str], Any]

    def page(self, slug: str, language: str = "fr") -> Any:
        """The section at that slug."""
        return self.pages[slug, language]


@transaction.atomic
def build_tree(
    *,
    name: str,
    territory: Territory | None = None,
    hostname: str = "localhost",
    port: int = 80,
    languages: Iterable[str] = LANGUAGES,
    revisions: bool = True,
) -> Tree:
    """Make or complete the tree; `name` is the brand given to homes that don't exist yet.

    `revisions=False` saves time in tests: pages without a history.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in languages}
    homes: dict[str, HomePage] = {}
    for code, locale in locales.items():
        homes[code] = _home(code, locale, name, territory, homes.get("fr"))
    site = _site(homes["fr"], name, hostname, port)
    pages: dict[tuple[str, str], Any] = {}
    for section in SECTIONS:
        for code, home in homes.items():
            pages[section.slug, code] = _section(section, code, home, pages.get((section.slug, "fr")), revisions)
    for code, home in homes.items():
        filled = _menu(home, [pages[s.slug, code] for s in SECTIONS if s.menu], homes["fr"])
        if revisions and (filled or home.latest_revision_id is None):
            # A revision holds the menu too: one made before the menu would empty it when published.
            homes[code] = HomePage.objects.get(pk=home.pk)
            homes[code].save_revision().publish()
    return Tree(site, homes, pages)


def _home(code: str, locale: Locale, name: str, territory: Territory | None, source: HomePage | None) -> HomePage:
    """The home of a language, translation of the French one."""
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        return found
    words = HOME_WORDS.get(code, HOME_WORDS["en"])
    page = HomePage(
        title=name,
        slug=HOME_SLUGS.get(code, f"accueil-{code}"),
        locale=locale,
        brand=name,
        contact_territory=territory,
        **words,
    )
    if source:
        page.translation_key = source.translation_key
    Page.objects.get(depth=1).add_child(instance=page)
    return page


def _site(home: HomePage, name: str, hostname: str, port: int) -> Site:
    """The default site, on the French home; Wagtail's welcome page goes."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return site
    former = site.root_page if site.root_page_id else None
    site.hostname, site.port, site.site_name, site.root_page = hostname, port, name, home
    site.save()
    if former and former.specific_class is Page and former.depth == 2 and not former.get_children().exists():
        former.delete()
    return site


def _section(section: Section, code: str, home: HomePage, source: Any, revisions: bool) -> Any:
    """The page of a section under a home."""
    found = Page.objects.child_of(home).filter(slug=section.slug).first()
    if found:
        return found.specific
    model = apps.get_model(section.model)
    title, summary = section.words.get(code, section.words["en"])
    page = model(title=title, summary=summary, slug=section.slug, locale=home.locale, show_in_menus=section.menu)
    if section.text:
        page.body = _body(section.text, code)
    if source is not None:
        page.translation_key = source.translation_key
    Page.objects.get(pk=home.pk).add_child(instance=page)
    if revisions:
        page.save_revision().publish()
    return page


def _body(name: str, code: str) -> list[tuple[str, str]]:
    """The first text of a plain page, one block a file part (parts are set apart by a line of ---)."""
    path = DATA / code / f"{name}.html"
    if not path.exists():
        path = DATA / "en" / f"{name}.html"
    return [("text", part.strip()) for part in path.read_text(encoding="utf-8").split("\n---\n")]


def _menu(home: HomePage, pages: Iterable[Page], source: HomePage) -> bool:
    """Fill the menu of a home that has none; an entry keeps its translation key from one language to the next."""
    if home.menu_items.exists():
        return False
    keys = dict(source.menu_items.values_list("page__translation_key", "translation_key")) if home != source else {}
    for position, page in enumerate(pages):
        item = MenuItem(home=home, page_id=page.pk, sort_order=position, locale=home.locale)
        if page.translation_key in keys:
            item.translation_key = keys[page.translation_key]
        item.save()
    return True
