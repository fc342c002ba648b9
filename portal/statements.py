"""Statements written once and run many times: Django takes far longer to write one than a database to answer it.

Only for what every visit asks. Short ones are written by hand (`ask`), in words that both databases know; long ones
from a queryset with slots (`slots`) in the place of the primary keys that change from one run to the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

SMALLEST_ROOM = 16
NOBODY = 0  # no row has this primary key


@dataclass(frozen=True)
class Statement:
    """SQL whose parameters below zero are slots; rows come as the driver gives them (JSON as text)."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, queryset: "QuerySet[Any, Any]") -> "Statement":
        """Write the SQL of a queryset."""
        sql, params = queryset.query.sql_with_params()
        return cls(sql, tuple(params))

    def rows(self, values: Sequence[int]) -> list[Any]:
        """Run it with `values[n]` in slot n: one query."""
        return ask(
            self.sql,
            *(values[-1 - param] if type(param) is int and param < 0 else param for param in self.params),
        )


def ask(sql: str, *params: Any) -> list[Any]:
    """The rows of a statement, as the driver gives them: one query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def marks(values: Sequence[Any]) -> str:
    """A placeholder for each value of a list."""
    return ", ".join(["%s"] * len(values))


def slots(first: int, size: int) -> list[int]:
    """Slots `first` to `first + size`, to stand for primary keys in a queryset."""
    return [-1 - number for number in range(first, first + size)]


def room(count: int) -> int:
    """How many slots to keep for `count` keys: few different sizes, so that few statements are written."""
    size = SMALLEST_ROOM
    while size < count:
        size *= 8
    return size


def filled(keys: Iterable[int], size: int) -> list[int]:
    """`size` values for as many slots: the keys, then nobody's."""
    found = list(keys)
    return found + [NOBODY] * (size - len(found))
