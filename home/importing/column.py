"""A column of an imported table: what it takes, and what it changes in a page."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from home.importing import values
from home.importing.values import Reader

Put = Callable[[Any, Any], None]
Words = str | Promise


@dataclass(frozen=True)
class Column:
    """`read` turns a cell into a value, `put` gives it to a page. `fields` are the names that the page's errors use.

    `only` narrows the column to some kinds of resource; `vocabulary` is that of the words it takes, if any.
    """

    name: str
    takes: Words
    example: str
    read: Reader
    put: Put
    fields: tuple[str, ...]
    required: bool = False
    only: tuple[str, ...] = ()
    vocabulary: str = ""


def column(
    name: str,
    takes: Words,
    example: str,
    read: Reader = values.text,
    field: str = "",
    put: Put | None = None,
    *,
    required: bool = False,
    only: tuple[str, ...] = (),
    vocabulary: str = "",
) -> Column:
    """A column whose value goes into the field of the same name, or into `field`."""
    target = field or name
    return Column(name, takes, example, read, put or setter(target), (target,), required, only, vocabulary)


def setter(field: str) -> Put:
    """Into a field of the page; nothing in the cell puts back what the field holds by default."""

    def put(page: Any, value: Any) -> None:
        declared = page._meta.get_field(field)
        if value in ("", None) and not isinstance(declared, models.ForeignKey):
            if callable(declared.default) and page.pk:
                return  # a day that is today's by default stays what it was
            value = declared.get_default()
        setattr(page, field, value)

    return put


def many(field: str) -> Put:
    """Into a many-to-many field."""

    def put(page: Any, value: list[Any]) -> None:
        getattr(page, field).set(value)

    return put


def rows(relation: str, model: type[models.Model], *fields: str) -> Put:
    """One inline row for each value; a value that is a tuple fills `fields` one by one."""

    def put(page: Any, value: list[Any]) -> None:
        filled = [item if isinstance(item, tuple) else (item,) for item in value]
        children = [model(**dict(zip(fields, item, strict=True)), sort_order=n) for n, item in enumerate(filled)]
        getattr(page, relation).set(children)

    return put


def stream(field: str) -> Put:
    """A stream made of one block of text."""

    def put(page: Any, value: str) -> None:
        blocks = [{"type": "text", "value": value, "id": str(uuid.uuid4())}] if value else []
        setattr(page, field, json.dumps(blocks))

    return put


def nothing(_page: Any, _value: Any) -> None:
    """The column is used elsewhere (identifier, language, kind)."""
