"""Asking an engine: entries as the projection writes them, requests as a query makes them."""

from typing import Any

from django.forms import model_to_dict

from search.analysis import query_words
from search.engines.base import RELEVANCE, Alternative, Engine, Found, Group, Request, Text
from search.models import Entry
from search.prepared import store_tokens
from tests.search.factories import make_entry, touch


def said(q: str, **values: Any) -> Text:
    """A text as it is read from a query without synonyms, places and corrections."""
    words = query_words(q, "fr")
    required, excluded = (
        tuple(Group((Alternative(clause.words, phrase=clause.is_phrase),), **values) for clause in clauses)
        for clauses in (words.required, words.excluded)
    )
    return Text(required, excluded)


def searching(q: str, **values: Any) -> Request:
    """A request for a text, best first."""
    return Request(text=said(q), sort=RELEVANCE, size=100, fewer_than=0, **{"listed": None, **values})


class Asking:
    """`engine` answers; `settle` makes it take what changed in the catalogue."""

    engine: Engine

    def settle(self) -> None:
        """Nothing to do for an engine that is written with the catalogue."""

    def add(self, title: str = "Une entrée", text: str = "", summary: str = "", **values: Any) -> int:
        """An entry with its tokens, as the projection writes it."""
        entry = make_entry(title=title, text=text, summary=summary, **values)
        self.keep_tokens(entry)
        return entry.pk

    def keep_tokens(self, entry: Entry) -> None:
        """Prepare the tokens of an entry again."""
        store_tokens([(entry.pk, model_to_dict(entry))])

    def remove(self, pk: int) -> None:
        """An entry goes, as the projection deletes it."""
        store_tokens([], [pk])
        Entry.objects.filter(pk=pk).delete()
        touch(pk)

    def ask(self, request: Request) -> Found:
        """Settle, then search."""
        self.settle()
        return self.engine.search([request])[0]
