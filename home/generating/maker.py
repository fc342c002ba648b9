"""What every generated page has: title, summary, text, dates, territories, themes, state."""

import json
import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import slugify
from wagtail.models import Page

from home.generating.material import Material, Place, TermRef
from home.generating.words import words
from home.generating.writer import Draft
from network.models import PageTerritory, Vocabulary

DRAFTS, PRIVATE = 0.04, 0.02
YEARS = 5
WORDS = (150, 400)


class Maker:
    """Draws one page: the same seed and number give the same draws from the same material."""

    def __init__(self, material: Material, seed: int, number: int) -> None:
        self.material, self.seed, self.number = material, seed, number
        self.rng = Random(f"{seed}:{number}")  # noqa: S311  (invented content, not a secret)
        self.words = words()
        self.places = material.places.some(self.rng)
        self.length = self.rng.randint(*WORDS)

    @property
    def place(self) -> Place:
        """The main territory."""
        return self.places[0]

    def day(self, before: int = YEARS * 365, after: int = 0) -> date:
        """A day around today."""
        return self.material.today + timedelta(days=self.rng.randint(-before, after))

    def moment(self, day: date, hour: int = 9) -> datetime:
        """An hour of a day, in the portal's time zone."""
        return datetime.combine(day, time(hour), ZoneInfo(settings.TIME_ZONE))

    def key(self) -> uuid.UUID:
        """An identifier that follows from the seed."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def title(self, beginning: str) -> str:
        """`Conseil de jeunes à Amiens : vélo promesse`."""
        return f"{beginning} – {self.place.name} : {self.words.label(self.rng, 2)}"[:200]

    def body(self, share: float = 1.0) -> str:
        """A stored body that holds this share of the page's words."""
        html = self.words.html(self.rng, round(self.length * share))
        return json.dumps([{"type": "text", "value": html, "id": str(self.key())}], ensure_ascii=False)

    def html(self, share: float) -> str:
        """Rich text that holds this share of the page's words."""
        return self.words.html(self.rng, round(self.length * share))

    def terms(self, vocabulary: str, low: int, high: int) -> list[int]:
        """Primary keys of some terms."""
        return [term.pk for term in self.material.pick(self.rng, vocabulary, low, high)]

    def term(self, vocabulary: str) -> int | None:
        """Primary key of a term, if the vocabulary has one."""
        return next(iter(self.terms(vocabulary, 1, 1)), None)

    def refs(self, model: str, low: int, high: int) -> list[int]:
        """Primary keys of some pages of a model."""
        return [page.pk for page in self.material.refs(self.rng, model, low, high)]

    def ref(self, model: str, chance: float = 1.0) -> int | None:
        """Primary key of a page of a model, or none."""
        return next(iter(self.refs(model, 1, 1)), None) if self.rng.random() < chance else None

    def draft(self, model: type[Page], parent: int, title: str, **values: Any) -> Draft:
        """An unsaved page with what every page has; its own columns are `values`."""
        live = self.rng.random() >= DRAFTS
        published = self.moment(self.day(), 8)
        page = model(
            **{
                "title": title,
                "slug": f"{slugify(title)[:100].strip('-')}-g{self.seed}-{self.number}",
                "summary": self.words.sentence(self.rng, self.rng.randint(12, 22))[:300],
                "locale_id": self.material.locale.pk,
                "translation_key": self.key(),
                "live": live,
                "has_unpublished_changes": not live,
                "first_published_at": published if live else None,
                "last_published_at": published if live else None,
                **values,
            }
        )
        return Draft(page, parent, private=live and self.rng.random() < PRIVATE)

    def classified(self, draft: Draft, **terms: Iterable[int]) -> Draft:
        """The same with its territories, its themes and other terms."""
        draft.terms = {"themes": self.terms(Vocabulary.THEME, 1, 3), **{name: list(pks) for name, pks in terms.items()}}
        draft.children += [(PageTerritory(territory_id=place.pk), "page_id") for place in self.places]
        return draft

    def term_refs(self, vocabulary: str, low: int, high: int) -> list[TermRef]:
        """Some terms with their slugs."""
        return self.material.pick(self.rng, vocabulary, low, high)
