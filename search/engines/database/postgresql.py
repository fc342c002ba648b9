"""Tokens in PostgreSQL: vectors made from them (nothing is parsed again), under a GIN index.

Positions end at 16,383 and a token keeps 255 of them: a long text is cut into parts, each a row of its own. The title
and the summary stand in the first part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import connection, transaction
from pyroaring import BitMap

from portal.statements import ask
from search.analysis import QueryWord
from search.engines.base import Alternative, Group
from search.engines.weights import OTHERS, SUMMARY, TEXT, TITLE
from search.models import Tokens

PART = 12_000  # words of the text in one vector
GAP = 20  # between two fields, so that no phrase runs from one into the next
ROWS = 100  # in one statement
PUT_IN_ORDER = 2_000  # put in order at most, when titles are asked for
MATCHED = "SELECT %s, string_agg(entry_id::text, ',') FROM search_vector WHERE vector @@ (SELECT %s::tsquery)"
TITLED = """
SELECT %s, string_agg(entry_id::text, ',') FROM search_vector
WHERE ts_filter(vector, '{a}') @@ (SELECT %s::tsquery) AND part = 0
"""
WEIGHTS = f"'{{0, {TEXT / TITLE}, {SUMMARY / TITLE}, 1}}'"  # D, C, B, A


class PostgreSQL:
    """See Dialect."""

    def write(self, rows: Sequence[Tokens]) -> None:
        """See Dialect."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vector WHERE entry_id = ANY(%s)", [[row.pk for row in rows]])
            pending = [(row.pk, part, vector) for row in rows for part, vector in enumerate(vectors(row))]
            for start in range(0, len(pending), ROWS):
                portion = pending[start : start + ROWS]
                places = ", ".join(["(%s, %s, %s::tsvector)"] * len(portion))
                cursor.execute(
                    f"INSERT INTO search_vector (entry_id, part, vector) VALUES {places}",  # noqa: S608 - placeholders
                    [value for row in portion for value in row],
                )

    def rewrite(self) -> None:
        """See Dialect."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM search_vector")
            rows = Tokens.objects.defer("forms").iterator(chunk_size=500)
            while portion := list(islice(rows, 500)):
                self.write(portion)

    def expression(self, group: Group, *, title: bool = False) -> str:
        """See Dialect: `titled` looks at titles alone."""
        return " | ".join(f"({_alternative(each)})" for each in group.alternatives if each.words)

    def matches(self, expressions: Sequence[str], titles: Sequence[str] = ()) -> list[BitMap]:
        """See Dialect. A query stands in a SELECT so that the planner does not know how frequent its words are: not
        knowing what it costs to unpack vectors, it would read the whole table (17 ms of 10,000 entries, not 1.3).
        """
        found: list[BitMap] = [BitMap() for _ in (*expressions, *titles)]
        parts, values = [], []
        for position, text in enumerate((*expressions, *titles)):
            if text:
                parts.append(MATCHED if position < len(expressions) else TITLED)
                values += [position, text]
        for position, ids in ask(" UNION ALL ".join(parts), *values) if parts else ():
            if ids:
                found[position] = BitMap(map(int, ids.split(",")))
        return found

    def holding(self, token: str, *, title: bool = False) -> str:
        """See Dialect: `matches` looks at titles alone."""
        return token

    def holders(self, tokens: Sequence[str], ids: Iterable[int], *, title: bool = False) -> dict[str, BitMap]:
        """See Dialect."""
        found = {token: BitMap() for token in tokens}
        sql = "SELECT entry_id, token FROM search_vector, unnest(%s) AS token WHERE entry_id = ANY(%s)"
        weight = ":A" if title else ""
        for pk, token in ask(sql + " AND vector @@ (token || %s)::tsquery", list(tokens), list(ids), weight):
            found[token].add(pk)
        return found

    def scores(
        self, typed: Sequence[tuple[str, float]], others: Sequence[tuple[str, float]], ids: Iterable[int]
    ) -> Mapping[int, float]:
        """See Dialect. Every expression is ranked by itself, since ts_rank does not know how rare a word is; parts of
        an entry are added up here, where it takes a tenth of what it does in SQL.
        """
        asked = [(worth, text) for text, worth in typed if text]
        asked += [(worth * OTHERS, text) for text, worth in others if text]
        if not asked:
            return {}
        rank = " + ".join([f"%s * ts_rank({WEIGHTS}, vector, %s::tsquery, 1)"] * len(asked))
        sql = f"SELECT entry_id, {rank} FROM search_vector WHERE entry_id = ANY(%s::bigint[])"  # noqa: S608 - placeholders
        chosen = f"{{{str(list(ids))[1:-1]}}}"  # a quarter faster than a list of which the driver writes each number
        scores: dict[int, float] = {}
        for pk, score in ask(sql, *(value for pair in asked for value in pair), chosen):
            scores[pk] = scores.get(pk, 0.0) + score
        return scores

    def titled(self, expression: str, limit: int) -> list[int]:
        """See Dialect."""
        sql = """
        SELECT entry_id FROM (
            SELECT entry_id, ts_filter(vector, '{a}') AS title FROM search_vector
            WHERE ts_filter(vector, '{a}') @@ (SELECT %s::tsquery) AND part = 0 LIMIT %s
        ) AS found ORDER BY ts_rank(title, %s::tsquery, 1) DESC, entry_id LIMIT %s
        """
        return [pk for (pk,) in ask(sql, expression, PUT_IN_ORDER, expression, limit)]


def vectors(row: Tokens) -> Iterator[str]:
    """The text of each vector of an entry: `token:1A,5A other:27B ...`."""
    positions: dict[str, list[str]] = {}
    start = 1
    for tokens, weight in ((row.title, "A"), (row.summary, "B")):
        words = tokens.split()
        for place, token in enumerate(words, start):
            positions.setdefault(token, []).append(f"{place}{weight}")
        start += len(words) + GAP
    words = row.text.split()
    for first in range(0, max(len(words), 1), PART):
        for place, token in enumerate(words[first : first + PART], start):
            positions.setdefault(token, []).append(f"{place}C")
        yield " ".join(f"{token}:{','.join(places)}" for token, places in positions.items())
        positions, start = {}, 1


def _alternative(alternative: Alternative) -> str:
    glue = " <-> " if alternative.phrase else " & "
    return glue.join(f"({' | '.join(_word(word))})" for word in alternative.words)


def _word(word: QueryWord) -> Iterable[str]:
    yield from word.tokens
    if word.prefix:
        yield f"{word.prefix}:*"
