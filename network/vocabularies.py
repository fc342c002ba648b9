"""The words that every portal starts with: French, and English kept beside for portals that have this language.

Editors may rename them and add others; a slug never changes (it is a facet value in addresses).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from network.vocabulary_terms import PROGRAMME, THEMES, WORK

Identity = tuple[str, str]  # vocabulary, slug


@dataclass(frozen=True)
class Seed:
    """A term to create: label and description by language code."""

    vocabulary: str
    slug: str
    position: int
    labels: dict[str, str]
    descriptions: dict[str, str]
    parent: str = ""


def seeds() -> Iterator[Seed]:
    """Every term, a parent before what stands under it."""
    for vocabulary, rows in {**THEMES, **PROGRAMME, **WORK}.items():
        for number, (slug, french, english, about, about_in_english) in enumerate(rows, start=1):
            parent, _separator, own = slug.rpartition(">")
            yield Seed(
                vocabulary,
                own,
                number * 10,
                {"fr": french, "en": english},
                {"fr": about, "en": about_in_english},
                parent,
            )


def ensure_terms(locale: Any, model: Any = None) -> int:
    """Create in a locale the terms that it lacks, in French or English; returns how many. Nothing existing is changed.

    `model` is `Term`, or its historical version in a migration. A language other than English gets the French words.
    """
    if model is None:
        from network.models.vocabulary import Term as model  # noqa: N813  (needed without apps being loaded)
    language = "en" if locale.language_code.startswith("en") else "fr"
    everything = list(model.objects.all())
    keys = {(term.vocabulary, term.slug): term.translation_key for term in everything}
    present = {(term.vocabulary, term.slug): term for term in everything if term.locale_id == locale.pk}
    created = 0
    for roots in (True, False):
        missing = [
            seed for seed in seeds() if (not seed.parent) is roots and (seed.vocabulary, seed.slug) not in present
        ]
        terms = [_term(seed, language, locale, model, keys, present) for seed in missing]
        model.objects.bulk_create(terms)
        present |= {(term.vocabulary, term.slug): term for term in terms}
        created += len(terms)
    return created


def _term(
    seed: Seed, language: str, locale: Any, model: Any, keys: dict[Identity, Any], present: dict[Identity, Any]
) -> Any:
    """A term not saved yet, with the translation key that it has in other languages."""
    return model(
        vocabulary=seed.vocabulary,
        slug=seed.slug,
        position=seed.position,
        label=seed.labels[language],
        description=seed.descriptions[language],
        parent=present.get((seed.vocabulary, seed.parent)),
        locale_id=locale.pk,
        translation_key=keys.get((seed.vocabulary, seed.slug)) or uuid4(),
    )
