"""Links between things, shown at both ends: what a page points to, and what points to it, if the public may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from portal.statements import ask
from search.cards import Card
from search.catalogue import cards_of
from search.state import read_rows
from search.versions import shown_to, versions

SHOWN = 6  # of one type
TOGETHER = 12  # of all types: each has its share, so that a page with many links stays small (quality.md, V8)
# Every version of the things of which one points: whether it points itself, whether the public may see it.
POINTING = """
SELECT translation_key, language, id, type, COALESCE(CAST(search_entry.date AS TEXT), ''),
  id IN (SELECT entry_id FROM search_link WHERE target = %s)
  AND key NOT IN (SELECT key FROM search_mark) AND (expires_at IS NULL OR expires_at > %s)
FROM search_entry WHERE translation_key IN (
  SELECT entry.translation_key FROM search_link AS link
  JOIN search_entry AS entry ON entry.id = link.entry_id WHERE link.target = %s)
"""


@dataclass
class Related:
    """Cards of what points to a page, by type; `cards` are those of the pages it points to, by translation key."""

    by_type: dict[str, list[Card]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    targets: dict[str, Card] = field(default_factory=dict)

    def of(self, *types: str) -> list[Card]:
        """What points to the page, of these types, newest first."""
        return [card for kind in types for card in self.by_type.get(kind, [])]

    def total(self, *types: str) -> int:
        """How many things of these types point to the page."""
        return sum(self.totals.get(kind, 0) for kind in types)

    def target(self, translation_key: object) -> Card | None:
        """The card of a page pointed to; None unless the public may see it."""
        return self.targets.get(str(translation_key))


def related(translation_key: object, language: str, targets: Iterable[object] = (), shown: int = SHOWN) -> Related:
    """Both ends of the links of a page, in three queries whatever their number."""
    pointing = _pointing(str(translation_key), language)
    wanted = {str(key) for key in targets}
    forward = [shown_to(language, known) for known in versions(wanted).values() if known] if wanted else []
    share = min(shown, max(1, TOGETHER // max(1, len(pointing))))
    rows = read_rows([*(pk for ids in pointing.values() for pk in ids[:share]), *forward])
    result = Related(totals={kind: len(ids) for kind, ids in pointing.items()})
    for kind, ids in pointing.items():
        result.by_type[kind] = cards_of(ids[:share], rows, language)
    result.targets = {card.translation_key: card for card in cards_of(forward, rows, language)}
    return result


def _pointing(target: str, language: str) -> dict[str, list[int]]:
    """What points to a thing, by type, newest first: each once, in the version that the reader is shown."""
    things: dict[str, dict[str, tuple[int, str, str, bool]]] = {}
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    for key, code, pk, kind, day, seen in ask(POINTING, target, now, target):
        things.setdefault(key, {})[code] = (pk, kind, day, seen)
    newest: dict[str, list[tuple[str, int]]] = {}
    for known in things.values():
        best = shown_to(language, {code: pk for code, (pk, *_) in known.items()})
        kind, day, seen = next((kind, day, seen) for pk, kind, day, seen in known.values() if pk == best)
        if seen:
            newest.setdefault(kind, []).append((day, best))
    return {kind: [pk for _, pk in sorted(found, reverse=True)] for kind, found in newest.items()}
