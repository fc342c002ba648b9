"""A catalogue of this connection alone: temporary tables that stand before the real ones while they are there.

Both databases look for a table among the temporary ones first, so everything that reads and writes the catalogue works
on this one as it is, and the live one is not touched.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from portal.statements import ask
from search.index import held
from search.names import held_names

COUNTER = "portal_counter"  # a copy: what the corpus adds to it would be a hole in the live change log
TABLES = (
    COUNTER,
    "search_entry",
    "search_tokens",
    "search_word",
    "search_link",
    "search_attachment",
    "search_mark",
    "search_change",
)


@contextmanager
def shadow_catalogue() -> Iterator[None]:
    """An empty catalogue until the end of the block; one at a time in a process, and no other thread beside."""
    create, drop = (_sqlite if connection.vendor == "sqlite" else _postgresql)()
    with connection.cursor() as cursor:
        for statement in create:
            cursor.execute(statement)
    _forget()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in drop:
                cursor.execute(statement)
        _forget()


def _forget() -> None:
    """What this process holds belongs to the other catalogue."""
    held.forget()
    held_names.forget()


def _postgresql() -> tuple[list[str], list[str]]:
    tables = [*TABLES, "search_vector"]
    create = [f"CREATE TEMPORARY TABLE {name} (LIKE public.{name} INCLUDING ALL)" for name in tables]
    create.append(f"INSERT INTO pg_temp.{COUNTER} SELECT * FROM public.{COUNTER}")  # noqa: S608 - our own name
    return create, [f"DROP TABLE pg_temp.{name}" for name in tables]


def _sqlite() -> tuple[list[str], list[str]]:
    """The statements that made the real tables, said of temporary ones."""
    rows = ask("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    create = []
    for kind, name, table, sql in rows:
        if name == "search_fts":
            create.append(re.sub(r"^CREATE VIRTUAL TABLE ", "CREATE VIRTUAL TABLE temp.", sql))
        elif table not in TABLES:
            continue
        elif kind == "table":
            create.append(re.sub(r"^CREATE TABLE ", "CREATE TEMPORARY TABLE ", sql))
        elif kind == "index":
            create.append(re.sub(r"^(CREATE (?:UNIQUE )?INDEX )", r"\1temp.", sql))
        elif kind == "trigger":
            create.append(re.sub(r"^CREATE TRIGGER ", "CREATE TEMPORARY TRIGGER ", sql))
    create.sort(key=lambda sql: ("TRIGGER" in sql[:30], "INDEX" in sql[:30], "VIRTUAL" in sql[:30]))
    create.append(f"INSERT INTO temp.{COUNTER} SELECT * FROM main.{COUNTER}")  # noqa: S608 - our own name
    return create, [f"DROP TABLE temp.{name}" for name in ("search_fts", *reversed(TABLES))]
