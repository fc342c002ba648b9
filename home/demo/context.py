"""What every maker of demo pages needs: the day, the tree, the words and places, and how a page is published."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Locale, Page

from home.demo.content import EXAMPLE_SENTENCE, EXAMPLE_TITLE
from home.demo.media import Media
from home.demo.text import french, rich
from home.setup import Tree
from network.models import PageTerritory, Term, Territory

Block = tuple[str, Any]


@dataclass
class Seeding:
    """One run of the seeding; `pages` and `snippets` hold what was made, by the key that content files use."""

    today: date
    tree: Tree
    author: Any
    media: Media
    pages: dict[str, Any] = field(default_factory=dict)
    snippets: dict[tuple[str, str], Any] = field(default_factory=dict)

    @cached_property
    def french(self) -> Locale:
        """The locale of the content."""
        return Locale.objects.get(language_code="fr")

    @cached_property
    def _terms(self) -> dict[tuple[str, str], Term]:
        return {(term.vocabulary, term.slug): term for term in Term.objects.filter(locale=self.french)}

    def term(self, vocabulary: str, slug: str) -> Term:
        """A term by its slug (KeyError if the vocabulary lacks it: a fault of the content files)."""
        return self._terms[vocabulary, slug]

    def terms(self, vocabulary: str, slugs: Iterable[str]) -> list[Term]:
        """Terms by their slugs."""
        return [self.term(vocabulary, slug) for slug in slugs]

    @cached_property
    def _territories(self) -> dict[str, Territory]:
        return {}

    def territory(self, slug: str) -> Territory:
        """A territory by its slug (Territory.DoesNotExist if the reference data lacks it)."""
        if slug not in self._territories:
            self._territories[slug] = Territory.objects.get(slug=slug)
        return self._territories[slug]

    def day(self, offset: int) -> date:
        """The day so many days after (before if negative) the day of the seeding."""
        return self.today + timedelta(days=offset)

    def moment(self, day: date, clock: str) -> datetime:
        """`09:30` of a day, in local time."""
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))

    def place(self, page: Any, item: dict[str, Any]) -> None:
        """Give a page the territories and themes of its item."""
        page.territory_links = [
            PageTerritory(territory=self.territory(slug), sort_order=order)
            for order, slug in enumerate(item.get("territories", ()))
        ]
        page.themes = self.terms("theme", item.get("themes", ()))

    def body(self, text: str, *, example: bool, more: Iterable[Block] = ()) -> list[Block]:
        """A body made of a marked-up text, with the mark of what is invented."""
        blocks: list[Block] = [("text", rich(text)), *more]
        if example:
            blocks.append(("callout", {"title": EXAMPLE_TITLE, "text": f"<p>{EXAMPLE_SENTENCE}</p>"}))
        return blocks

    def publish(self, key: str, page: Any, parent: Model, on: date | None = None) -> Any:
        """Add a page, publish it as an editor would, and date that publication."""
        page.locale, page.owner = self.french, self.author
        page.title, page.summary = french(page.title), french(page.summary)
        parent.refresh_from_db()  # its number of children has changed
        parent.add_child(instance=page)  # type: ignore[attr-defined]
        page.save_revision(user=self.author).publish(user=self.author)
        when = self.moment(min(on or self.today, self.today), "08:00")
        Page.objects.filter(pk=page.pk).update(first_published_at=when, last_published_at=when)
        page.refresh_from_db(fields=["first_published_at", "last_published_at", "live"])
        self.pages[key] = page
        return page
