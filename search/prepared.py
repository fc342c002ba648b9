"""Prepared tokens: what engines match, made once from an entry's texts when it is projected."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.utils.dates import MONTHS
from django.utils.translation import override

from portal.statements import marks
from search.analysis import analyse
from search.analysis.normalise import plain
from search.engines.database.dialect import dialect
from search.models import Tokens, Word
from search.registry import type_words

NAMELESS = {"page", "document", "territoire"}  # types whose names are words of any text
FIELDS = ("title", "summary", "text")
BATCH = 200  # rows of words in one statement: four parameters each, SQLite may have room for 999 only
ADD = """
INSERT INTO search_word (exact, token, text, entries) VALUES {rows}
ON CONFLICT (exact, token) DO UPDATE SET entries = search_word.entries + excluded.entries
"""

Form = tuple[str, str]  # exact form, token


def prepare(entry_id: int, values: Mapping[str, Any]) -> tuple[Tokens, dict[Form, str]]:
    """The tokens of an entry (after its text, its keywords and what goes without saying), and each of its different
    words as it was first written.
    """
    found: dict[Form, str] = {}
    columns: dict[str, str] = {}
    for name in FIELDS:
        text = values[name] if name != "text" else f"{values[name]}\n{values['keywords']}\n{_implied(values)}"
        tokens = analyse(text, values["language"])
        columns[name] = " ".join([token.token for token in tokens])
        for token in tokens:
            form = (token.exact, token.token)
            if form not in found:
                found[form] = text[token.start : token.end]
    forms = " ".join(f"{exact}:{token}" for exact, token in found)
    return Tokens(entry_id=entry_id, forms=forms, **columns), found


def _implied(values: Mapping[str, Any]) -> str:
    """What people type and no author writes: what kind of thing it is, the month and the year of its days."""
    days = dict.fromkeys(day for day in (values["date"], values["date_end"]) if day)
    parts = [type_words(values["type"], values["language"]) if values["type"] not in NAMELESS else ""]
    return "\n".join([*parts, *(f"{_month(day.month, values['language'])} {day.year}" for day in days)])


@cache
def _month(number: int, language: str) -> str:
    with override(language):
        return str(MONTHS[number])


def forms_of(tokens: Tokens) -> set[Form]:
    """The different words of an entry."""
    return {(exact, token) for exact, _, token in (pair.partition(":") for pair in tokens.forms.split())}


def store_tokens(entries: Sequence[tuple[int, Mapping[str, Any]]], gone: Iterable[int] = ()) -> list[int]:
    """Keep the tokens of entries written ((id, values)) and forget those of the `gone`; before these are deleted.

    Must run in the transaction that writes the entries. Returns the entries whose tokens are new or other ones.
    """
    touched = [pk for pk, _ in entries] + list(gone)
    difference: Counter[Form] = Counter()
    held = {tokens.pk: tokens for tokens in Tokens.objects.filter(pk__in=touched)}
    for tokens in held.values():
        difference.subtract(forms_of(tokens))
    texts: dict[Form, str] = {}
    added, changed = [], []
    for pk, values in entries:
        tokens, found = prepare(pk, values)
        texts |= found
        difference.update(found.keys())
        if pk not in held:
            added.append(tokens)
        elif any(getattr(tokens, name) != getattr(held[pk], name) for name in (*FIELDS, "forms")):
            changed.append(tokens)
    Tokens.objects.bulk_create(added, batch_size=100)
    Tokens.objects.bulk_update(changed, [*FIELDS, "forms"], batch_size=100)
    dialect().write([*added, *changed])
    count_words(difference, texts)
    return [tokens.pk for tokens in [*added, *changed]]


def count_words(difference: Mapping[Form, int], texts: Mapping[Form, str]) -> None:
    """Add to the number of entries that hold each word; in one order, so that two writers never wait for each other."""
    rows = [
        (exact, token, plain(texts.get((exact, token), exact))[:64], count)
        for (exact, token), count in sorted(difference.items())
        if count
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            portion = rows[start : start + BATCH]
            places = ", ".join([f"({marks(row)})" for row in portion])
            cursor.execute(ADD.format(rows=places), [value for row in portion for value in row])


def recount_words() -> None:
    """Count every word again from the tokens kept, and forget those that no entry holds any more."""
    counted: Counter[Form] = Counter()
    for tokens in Tokens.objects.only("forms").iterator(chunk_size=2000):
        counted.update(forms_of(tokens))
    known = {(exact, token): entries for exact, token, entries in Word.objects.values_list("exact", "token", "entries")}
    difference = {form: counted[form] - known.get(form, 0) for form in counted.keys() | known.keys()}
    count_words(difference, {})
    forget_words()


def forget_words() -> int:
    """Delete the words that no entry holds any more; returns how many."""
    return Word.objects.filter(entries__lte=0).delete()[0]
