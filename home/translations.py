"""Which translations are behind: the source was published again since, or words still lack a translation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef, QuerySet
from wagtail.models import ModelLogEntry, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

Identity = tuple[Any, int]  # translation key, locale


@dataclass(frozen=True)
class Behind:
    """A translation to bring up to date. `changed_at`: when the source was published after the translator got it."""

    translation: Translation
    source: Any
    target: Any
    changed_at: datetime | None
    words_missing: bool

    @property
    def kind(self) -> str:
        """The type of the thing, in words."""
        return str(self.translation.source.specific_content_type.name)


def behind(translations: QuerySet[Translation] | None = None) -> list[Behind]:
    """The translations that are behind, those whose source changed first, latest change first."""
    rows = list(_with_missing_words(Translation.objects.all() if translations is None else translations))
    found: list[Behind] = []
    instances, changes = _instances(rows), _changes(rows)
    for row in rows:
        source = instances.get((row.source.object_id, row.source.locale_id))
        target = instances.get((row.source.object_id, row.target_locale_id))
        if source is None or target is None:
            continue
        changed = changes.get((row.source.object_id, row.source.locale_id))
        changed = changed if changed and changed > row.source.last_updated_at else None
        if changed or row.words_missing:
            found.append(Behind(row, source, target, changed, row.words_missing))
    return sorted(found, key=lambda item: -item.changed_at.timestamp() if item.changed_at else 0.0)


def behind_for(instance: Any) -> list[Behind]:
    """Those that are behind among the translations of a page or snippet, be it the source or a translation."""
    return behind(Translation.objects.filter(source__object_id=instance.translation_key))


def _with_missing_words(translations: QuerySet[Translation]) -> QuerySet[Any]:
    """The enabled ones, each told whether a segment has no translation."""
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef("wanted_locale"),
        has_error=False,
    )
    missing = (
        StringSegment.objects.filter(source_id=OuterRef("source_id"))
        .annotate(wanted_locale=OuterRef("target_locale_id"))
        .filter(~Exists(translated))
    )
    return (
        translations.filter(enabled=True)
        .select_related("source__specific_content_type", "source__locale", "target_locale")
        .annotate(words_missing=Exists(missing))
    )


def _keys_by_model(rows: Iterable[Translation]) -> dict[type[Any], set[Any]]:
    """Translation keys by the model to look them up in: all pages together, each kind of snippet apart."""
    keys: dict[type[Any], set[Any]] = {}
    for row in rows:
        model = row.source.specific_content_type.model_class()
        if model is not None:
            keys.setdefault(Page if issubclass(model, Page) else model, set()).add(row.source.object_id)
    return keys


def _instances(rows: Iterable[Translation]) -> dict[Identity, Any]:
    """Every version of the things translated."""
    return {
        (item.translation_key, item.locale_id): item
        for model, keys in _keys_by_model(rows).items()
        for item in model._default_manager.filter(translation_key__in=keys)
    }


def _changes(rows: Iterable[Translation]) -> dict[Identity, datetime]:
    """When each was last published (a page) or saved in the admin (a snippet)."""
    found: dict[Identity, datetime] = {}
    for model, keys in _keys_by_model(rows).items():
        if model is Page:
            pages = Page.objects.filter(translation_key__in=keys, last_published_at__isnull=False)
            dated = pages.values_list("translation_key", "locale_id", "last_published_at")
            found |= {(key, locale): moment for key, locale, moment in dated if moment}
            continue
        content_type = ContentType.objects.get_for_model(model)
        logs = ModelLogEntry.objects.filter(content_type=content_type, action="wagtail.edit")
        saved = dict(logs.values_list("object_id").annotate(Max("timestamp")))
        for key, locale, pk in model._default_manager.filter(translation_key__in=keys).values_list(
            "translation_key", "locale_id", "pk"
        ):
            if str(pk) in saved:
                found[key, locale] = saved[str(pk)]
    return found
