"""How pages become entries: only what an anonymous visitor may read has one."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction, Site

from search.describe import MAX_TEXT, Catalogued, EntryData
from search.keys import page_key
from search.registry import page_types
from search.store import NewEntry

logger = logging.getLogger(__name__)


@dataclass
class Described:
    """Entries of the public pages among those asked for, and why some could not be described."""

    entries: list[NewEntry] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def __add__(self, other: "Described") -> "Described":
        return Described(self.entries + other.entries, self.refused | other.refused)


@dataclass(frozen=True)
class Visibility:
    """What decides whether an anonymous visitor may read a page, read once for many pages."""

    private_paths: tuple[str, ...]
    roots: tuple[tuple[str, int], ...]  # (url_path of a site's root, its length), in every language
    languages: dict[int, str]

    @classmethod
    def now(cls) -> "Visibility":
        """As things stand: three queries."""
        private = PageViewRestriction.objects.values_list("page__path", flat=True)
        keys = Site.objects.values("root_page__translation_key")
        paths = Page.objects.filter(translation_key__in=keys).values_list("url_path", flat=True)
        languages = dict(Locale.objects.values_list("pk", "language_code"))
        return cls(tuple(private), tuple((path, len(path)) for path in paths), languages)

    def url(self, page: Page) -> str | None:
        """The path of the page's address, or None where it may not be read."""
        if not page.live or page.alias_of_id or (page.expire_at and page.expire_at <= timezone.now()):
            return None
        if page.path.startswith(self.private_paths):
            return None
        for path, length in self.roots:
            if page.url_path.startswith(path):
                return _prefix(self.languages[page.locale_id]) + page.url_path[length:]
        return None


def _prefix(language: str) -> str:
    """French stands at the root, other languages under their code."""
    return "/" if language == "fr" else f"/{language}/"


def page_ids() -> list[int]:
    """Identifiers of every page of a catalogued type, in tree order."""
    return list(
        Page.objects.filter(content_type__in=_content_types().keys()).order_by("path").values_list("pk", flat=True)
    )


def _content_types() -> dict[int, type[Catalogued]]:
    """The catalogued class of each content type."""
    return {kind.pk: model for model, kind in ContentType.objects.get_for_models(*page_types()).items()}  # type: ignore[misc]


def describe_pages(pks: Iterable[int]) -> Described:
    """The entries of the pages that are public among `pks`, in a fixed number of queries a type.

    A page whose own description fails is refused with its reason; an error of the database is raised.
    """
    pks = set(pks)
    described = Described()
    if not pks:
        return described
    visibility = Visibility.now()
    classes = _content_types()
    by_class: dict[type[Catalogued], list[int]] = {}
    for pk, kind in Page.objects.filter(pk__in=pks, live=True, alias_of=None).values_list("pk", "content_type"):
        if kind in classes:
            by_class.setdefault(classes[kind], []).append(pk)
    for model, of_class in by_class.items():
        for page in model.catalogue_queryset().filter(pk__in=of_class):
            url = visibility.url(page)
            if url is None:
                continue
            try:
                language = visibility.languages[page.locale_id]
                with override(language):  # its labels are those of the page, not of whoever saves or rebuilds
                    described.entries.append(new_entry(page, page.catalogue_entry(), url, language))
            except DatabaseError:
                raise
            except Exception as error:
                logger.exception("Page %s cannot be projected", page.pk)
                described.refused[page_key(page.pk)] = f"{type(error).__name__}: {error}"
    return described


def new_entry(page: Catalogued, data: EntryData, url: str, language: str) -> NewEntry:
    """The entry of a public page from what it says of itself."""
    published = page.first_published_at
    terms = clean_terms({**data.terms, "type": [page.catalogue_type], "langue": [language]})
    day = data.date or (timezone.localdate(published) if published else None)
    if day:
        terms.setdefault("annee", [str(day.year)])
    if data.documents:
        terms["document"] = ["oui"]
    values: dict[str, Any] = {
        "type": page.catalogue_type,
        "language": language,
        "translation_key": str(page.translation_key),
        "title": data.title[:255],
        "summary": data.summary,
        "text": data.text.replace("\x00", "")[:MAX_TEXT],
        "keywords": " · ".join(sorted({str(word) for word in data.keywords if word})),
        "url": url,
        "date": day,
        "date_end": data.date_end or day,
        "latitude": data.point[0] if data.point else None,
        "longitude": data.point[1] if data.point else None,
        "terms": terms,
        "card": {"place": data.place, "image": data.image, "slug": page.slug, **data.extra},
        "expires_at": page.expire_at,
    }
    links = tuple(sorted({str(key) for key in data.links} - {str(page.translation_key)}))
    return NewEntry(page_key(page.pk), values, links, tuple(sorted(set(data.documents))))


def clean_terms(terms: dict[str, Iterable[str]]) -> dict[str, list[str]]:
    """Terms in a fixed order, without empty facets, so that equal things have equal digests."""
    cleaned = {name: sorted({str(value) for value in values if value}) for name, values in sorted(terms.items())}
    return {name: values for name, values in cleaned.items() if values}
