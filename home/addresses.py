"""Every public address, for the sitemap: the sections, then what the catalogue shows."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from wagtail.models import Page

from home.surroundings import build
from portal.registries import Address
from search.state import shown


def addresses() -> Iterator[Address]:
    """Sections and homes first; a page once, with its translations."""
    shallow: dict[str, dict[str, str]] = defaultdict(dict)
    for language, chrome in build().items():
        for key, url in chrome.addresses.items():
            shallow[key][language] = url
    for versions in shallow.values():
        yield from _versions(versions, {})
    entries = _entries()
    ids = [int(entry["key"].partition(":")[2]) for entry in entries]
    changed = (
        dict(Page.objects.filter(pk__in=ids).values_list("pk", "last_published_at")) if len(ids) < 900 else _all_dates()
    )
    by_key: dict[str, dict[str, str]] = defaultdict(dict)
    dates: dict[str, Any] = {}
    for entry, pk in zip(entries, ids, strict=True):
        by_key[entry["translation_key"]][entry["language"]] = entry["url"]
        dates[entry["url"]] = changed.get(pk)
    for versions in by_key.values():
        yield from _versions(versions, dates)


def _entries() -> list[Any]:
    """What the catalogue shows of pages now: neither marked nor expired."""
    pages = shown().filter(key__startswith="page:").exclude(url="").order_by("pk")
    return list(pages.values("key", "url", "translation_key", "language"))


def _all_dates() -> dict[int, Any]:
    """Day of publication of every page: shorter than naming thousands of them."""
    return dict(Page.objects.values_list("pk", "last_published_at"))


def _versions(versions: dict[str, str], dates: dict[str, Any]) -> Iterator[Address]:
    """One address a language, each naming them all where there are several."""
    alternates: list[tuple[str, str]] = sorted(versions.items()) if len(versions) > 1 else []
    if alternates and settings.LANGUAGE_CODE in versions:
        alternates.append(("x-default", versions[settings.LANGUAGE_CODE]))
    for url in versions.values():
        yield Address(url, dates.get(url), tuple(alternates))
