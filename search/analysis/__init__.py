"""Text analysis, done once in Python for every engine: a text becomes tokens, a query the tokens that find it."""

from search.analysis.query import Clause, QueryWord, QueryWords, query_words
from search.analysis.tokens import Token, analyse, occurrences

__all__ = ["Clause", "QueryWord", "QueryWords", "Token", "analyse", "occurrences", "query_words"]
