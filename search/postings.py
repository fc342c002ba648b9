"""Tokens that stand in more than a tenth of the entries, held by each process as sets like facet values.

A database takes long to list the entries of such a word (273 ms of 100,000 on PostgreSQL: shared/search/facets.md), a
process has them at once. They follow the catalogue's change log with the rest of the index.
"""

from collections.abc import Iterable, Mapping

from pyroaring import BitMap

from search.engines.database.dialect import dialect

SHARE = 10  # a token in more than a tenth of the entries
FEWEST = 1_000  # entries, below which a database is quick with any word
MOST = 200  # tokens held: a tenth of the entries each, 2.5 MB in all at 100,000 entries
RELOAD = 2_000  # entries touched at once, above which it is shorter to ask again


def is_frequent(entries: int, size: int) -> bool:
    """Whether a token of so many entries, of `size` in all, is worth holding."""
    return size >= FEWEST and entries * SHARE > size


class Postings:
    """The entries of frequent tokens. Call with the lock of the index held."""

    def __init__(self) -> None:
        self.held: dict[str, BitMap] = {}
        self.titles: dict[str, BitMap] = {}  # of the same tokens, the entries that hold them in their title

    def missing(self, tokens: Iterable[str]) -> list[str]:
        """Those of these frequent tokens that are not held yet, while there is room."""
        missing = [token for token in dict.fromkeys(tokens) if token not in self.held]
        return missing if len(self.held) + len(missing) <= MOST else []

    def keep(self, found: Mapping[str, BitMap], titles: Mapping[str, BitMap]) -> None:
        """Hold these from now on."""
        self.held |= found
        self.titles |= titles

    def follow(self, touched: Iterable[int]) -> None:
        """Entries were written or deleted: ask again which frequent tokens they hold (two queries)."""
        changed = BitMap(touched)
        if not self.held or not changed:
            return
        if len(changed) > RELOAD:
            self.held, self.titles = {}, {}
            return
        now = dialect().holders(list(self.held), changed)
        self.held = {token: (entries - changed) | now[token] for token, entries in self.held.items()}
        now = dialect().holders(list(self.titles), changed, title=True)
        self.titles = {token: (entries - changed) | now[token] for token, entries in self.titles.items()}
