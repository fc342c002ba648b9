"""Catalogue rows alone, for work on lists and search at a size that pages would make slow to prepare.

Their keys are those of pages that don't exist: `catalogue check` names them, `catalogue rebuild` takes them away.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from home.generating.maker import Maker
from home.generating.material import Material, TermRef
from network.models.vocabulary import Vocabulary
from portal.models import Counter
from search.keys import page_key
from search.models import Change, Entry
from search.prepared import store_tokens
from search.registry import TYPES

FIRST = 1_000_000_000  # far beyond the keys of real pages
BATCH = 2_000
WEIGHTS = {
    "territoire": 3,
    "acteur": 12,
    "initiative": 24,
    "temoignage": 9,
    "actualite": 14,
    "evenement": 13,
    "veille": 7,
    "capitalisation": 4,
    "outil": 6,
    "formation": 3,
    "rapport": 3,
    "dossier": 1,
    "page": 1,
}


def generate_entries(count: int, seed: int, today: date) -> Iterator[int]:
    """Write `count` rows, and say how many after each portion; every process is told of each portion."""
    material = Material.load(today)
    first = _first_free()
    for start in range(first, first + count, BATCH):
        numbers = range(start, min(start + BATCH, first + count))
        entries = [_entry(Maker(material, seed, number), FIRST + number) for number in numbers]
        with transaction.atomic():
            number = Counter.advance(Counter.CATALOGUE)
            Entry.objects.bulk_create(entries, batch_size=500)
            store_tokens([(entry.pk, vars(entry)) for entry in entries])
            Change.objects.bulk_create([Change(number=number, entry_id=entry.pk) for entry in entries], batch_size=500)
        yield len(entries)


def _first_free() -> int:
    """The number after the last row made here. Keys have the same length, so that text sorts as numbers."""
    last = Entry.objects.filter(key__gte=page_key(FIRST), key__lt="page:2", key__regex=r"^page:1\d{9}$")
    key = last.aggregate(last=Max("key"))["last"]
    return int(key.partition(":")[2]) - FIRST + 1 if key else 1


def _entry(maker: Maker, pk: int) -> Entry:
    """A row as the projection writes it."""
    rng, kind = maker.rng, maker.rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    day = maker.day(after=200 if kind == "evenement" else 0)
    end = day + timedelta(days=rng.choice((0, 0, 1, 30))) if kind in {"evenement", "initiative"} else day
    title = maker.title(str(TYPES[kind].label))
    point = maker.place.point or (None, None)
    return Entry(
        key=page_key(pk),
        type=kind,
        language="fr",
        translation_key=str(maker.key()),
        title=title,
        summary=maker.words.sentence(rng, 18),
        text="\n".join(maker.words.paragraphs(rng, maker.length)),
        url=f"/{kind}/{slugify(title)}-g{maker.seed}-{maker.number}/",
        date=day,
        date_end=end,
        latitude=point[0],
        longitude=point[1],
        terms=_terms(maker, kind, {str(year) for year in range(day.year, end.year + 1)}),
        card={"place": maker.place.name, "image": None, "slug": f"g{maker.seed}-{maker.number}"},
        digest=hashlib.sha256(f"{maker.seed}:{pk}".encode()).hexdigest(),
    )


def _terms(maker: Maker, kind: str, years: set[str]) -> dict[str, list[Any]]:
    """About fifteen facet values."""
    terms: dict[str, list[Any]] = {
        "type": [kind],
        "langue": ["fr"],
        "annee": sorted(years),
        "territoire": maker.material.places.slugs(maker.places),
        "ici": [place.slug for place in maker.places],
        "theme": _slugs(maker.term_refs(Vocabulary.THEME, 1, 3)),
        "activite": _slugs(maker.term_refs(Vocabulary.ACTIVITY, 1, 3)),
        "acteur": [page.slug for page in maker.material.refs(maker.rng, "actorpage", 1, 3)],
    }
    if kind in {"initiative", "evenement", "outil", "formation"}:
        terms["format"] = _slugs(maker.term_refs(Vocabulary.FORMAT, 1, 2))
        terms["public"] = _slugs(maker.term_refs(Vocabulary.PARTICIPANT, 1, 3))
    if kind == "initiative":
        terms["demarche"] = _slugs(maker.term_refs(Vocabulary.DEMARCHE_TYPE, 1, 1))
        terms["etape"] = _slugs(maker.term_refs(Vocabulary.STAGE, 1, 1))
    return {name: sorted(set(values)) for name, values in terms.items() if values}


def _slugs(terms: list[TermRef]) -> list[str]:
    """The terms and the wider ones."""
    return [slug for term in terms for slug in (term.slug, term.parent) if slug]
