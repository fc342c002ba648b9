"""Links between things, shown at both ends: what a page points to, and what points to it, if the public may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyroaring import BitMap

from portal.statements import ask
from search.cards import Card, make_cards
from search.index import held
from search.state import read_rows, read_state

SHOWN = 6  # of one type
TOGETHER = 12  # of all types: each has its share, so that a page with many links stays small (quality.md, V8)
POINTING = """
SELECT entry.id, entry.type FROM search_link AS link
JOIN search_entry AS entry ON entry.id = link.entry_id WHERE link.target = %s
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
    """Both ends of the links of a page, in four queries whatever their number."""
    wanted = {str(key) for key in targets}
    number, hidden = read_state()
    with held.lock:
        index = held.at(number)
        visible = index.visible(language) - hidden
        forward = BitMap(pk for keys in index.languages.values() for key in wanted if (pk := keys.get(key)) is not None)
    pointing = ask(POINTING, str(translation_key))
    result = Related()
    chosen: dict[str, list[int]] = {}
    with held.lock:
        for pk, kind in pointing:
            if pk in visible:
                chosen.setdefault(kind, []).append(pk)
        share = min(shown, max(1, TOGETHER // max(1, len(chosen))))
        for kind, ids in chosen.items():
            result.totals[kind] = len(ids)
            chosen[kind] = index.ordered(BitMap(ids), "date", 0, share)
    forward &= visible
    every = [pk for ids in chosen.values() for pk in ids] + list(forward)
    rows = read_rows(every)
    with held.lock:
        for kind, ids in chosen.items():
            result.by_type[kind] = make_cards([rows[pk] for pk in ids if pk in rows], index, language)
        for card in make_cards([rows[pk] for pk in forward if pk in rows], index, language):
            result.targets[card.translation_key] = card
    return result
