"""Which version of a thing a reader is shown: each thing once, in their language if it exists."""

from collections.abc import Iterable, Mapping

from search.index import DEFAULT_LANGUAGE
from search.models import Entry
from search.state import shown

Versions = Mapping[str, int]  # language -> entry


def versions(keys: Iterable[str]) -> dict[str, dict[str, int]]:
    """The entries of each translation key, by language: one query."""
    found: dict[str, dict[str, int]] = {key: {} for key in keys}
    rows = Entry.objects.filter(translation_key__in=found.keys()).order_by("pk")
    for pk, language, key in rows.values_list("pk", "language", "translation_key"):
        found[key][language] = pk
    return found


def public_languages(keys: Iterable[str]) -> dict[str, list[str]]:
    """The languages in which visitors see the thing of each translation key now, sorted: one query."""
    found: dict[str, list[str]] = {key: [] for key in keys}
    rows = shown().filter(translation_key__in=found.keys()).order_by("language")
    for key, language in rows.values_list("translation_key", "language"):
        found[key].append(language)
    return found


def shown_to(reader: str, known: Versions) -> int:
    """The version shown: in the reader's language, otherwise in French, otherwise in the one it has (Index.visible)."""
    return next(known[code] for code in (reader, DEFAULT_LANGUAGE, *sorted(known)) if code in known)
