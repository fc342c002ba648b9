"""Tokens in SQLite: an FTS5 table kept in step by triggers of `search_tokens` (migration 0002)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product

from django.db import connection
from pyroaring import BitMap

from portal.statements import ask
from search.analysis import QueryWord
from search.engines.base import Alternative, Group
from search.engines.weights import OTHERS, SUMMARY, TEXT, TITLE
from search.models import Tokens

READINGS = 16  # of a phrase whose words have several tokens each


class SQLite:
    """See Dialect."""

    def write(self, rows: Sequence[Tokens]) -> None:
        """See Dialect: triggers did it."""

    def rewrite(self) -> None:
        """See Dialect."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")

    def expression(self, group: Group, *, title: bool = False) -> str:
        """See Dialect."""
        found = " OR ".join(f"({_alternative(each)})" for each in group.alternatives if each.words)
        return f"{{title}} : ({found})" if title and found else found

    def matches(self, expressions: Sequence[str], titles: Sequence[str] = ()) -> list[BitMap]:
        """See Dialect."""
        found: list[BitMap] = [BitMap() for _ in (*expressions, *titles)]
        asked = [(position, text) for position, text in enumerate((*expressions, *titles)) if text]
        if asked:
            part = "SELECT %s, rowid FROM search_fts WHERE search_fts MATCH %s"
            for position, pk in ask(" UNION ALL ".join([part] * len(asked)), *(v for pair in asked for v in pair)):
                found[position].add(pk)
        return found

    def holding(self, token: str, *, title: bool = False) -> str:
        """See Dialect."""
        return f'title : "{token}"' if title else f'"{token}"'

    def holders(self, tokens: Sequence[str], ids: Iterable[int], *, title: bool = False) -> dict[str, BitMap]:
        """See Dialect."""
        among = BitMap(ids)
        sets = self.matches([self.holding(token, title=title) for token in tokens])
        return {token: held & among for token, held in zip(tokens, sets, strict=True)}

    def scores(
        self, typed: Sequence[tuple[str, float]], others: Sequence[tuple[str, float]], ids: Iterable[int]
    ) -> Mapping[int, float]:
        """See Dialect. bm25 knows how rare a word is: the worth of expressions is not needed."""
        part = """
        SELECT rowid, -%s * bm25(search_fts, %s, %s, %s) FROM search_fts
        WHERE search_fts MATCH %s AND +rowid IN (SELECT value FROM json_each(%s))
        """  # +: one pass over what matches; without it FTS5 begins again for each of them (467 ms instead of 6)
        chosen, parts, params = json.dumps(list(ids)), [], []
        for expressions, worth in ((typed, 1.0), (others, OTHERS)):
            if match := " OR ".join(f"({text})" for text, _ in expressions if text):
                parts.append(part)
                params += [worth, TITLE, SUMMARY, TEXT, match, chosen]
        scores: dict[int, float] = {}
        for pk, score in ask(" UNION ALL ".join(parts), *params) if parts else ():
            scores[pk] = scores.get(pk, 0.0) + score
        return scores

    def titled(self, expression: str, limit: int) -> list[int]:
        """See Dialect."""
        sql = (
            "SELECT rowid FROM search_fts WHERE search_fts MATCH %s ORDER BY bm25(search_fts, 1, 0, 0), rowid LIMIT %s"
        )
        return [pk for (pk,) in ask(sql, expression, limit)]


def _alternative(alternative: Alternative) -> str:
    if not alternative.phrase or len(alternative.words) == 1:
        return " AND ".join(f"({' OR '.join(_word(word))})" for word in alternative.words)
    readings = islice(product(*(word.tokens for word in alternative.words)), READINGS)
    last = "*" if alternative.words[-1].prefix else ""
    return " OR ".join(f'"{" ".join(tokens)}"{last}' for tokens in readings)


def _word(word: QueryWord) -> Iterable[str]:
    yield from (f'"{token}"' for token in word.tokens)
    if word.prefix:
        yield f'"{word.prefix}"*'
