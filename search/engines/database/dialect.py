"""What the two databases say differently: how tokens are written, matched and ranked."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

from django.db import connection
from pyroaring import BitMap

from search.engines.base import Group
from search.models import Tokens


class Dialect(Protocol):
    """Tokens in one database. Expressions hold `[a-z0-9]+` tokens only, never what a visitor typed."""

    def write(self, rows: Sequence[Tokens]) -> None:
        """Take these tokens, in the place of those that the entries had."""

    def rewrite(self) -> None:
        """Write everything again from the tokens kept, in one transaction."""

    def expression(self, group: Group, *, title: bool = False) -> str:
        """What matches a group (in titles only), in the database's own language."""

    def matches(self, expressions: Sequence[str], titles: Sequence[str] = ()) -> list[BitMap]:
        """The entries that each expression matches, then those that each one made for titles matches: one query."""

    def holding(self, token: str, *, title: bool = False) -> str:
        """What matches a token (made for titles)."""

    def holders(self, tokens: Sequence[str], ids: Iterable[int], *, title: bool = False) -> dict[str, BitMap]:
        """The entries among `ids` that hold each token (in their title): one query."""

    def scores(
        self, typed: Sequence[tuple[str, float]], others: Sequence[tuple[str, float]], ids: Iterable[int]
    ) -> Mapping[int, float]:
        """How well each of these entries answers expressions, each with its worth; `others` were not typed and count
        for OTHERS of that. One query.
        """

    def titled(self, expression: str, limit: int) -> list[int]:
        """Entries that match an expression made for titles, best first: one query."""


@cache
def _of(vendor: str) -> Dialect:
    if vendor == "postgresql":
        from search.engines.database.postgresql import PostgreSQL

        return PostgreSQL()
    from search.engines.database.sqlite import SQLite

    return SQLite()


def dialect() -> Dialect:
    """That of the database in use."""
    return _of(connection.vendor)
