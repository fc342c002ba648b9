"""Text analysis, done once in Python for every engine: a text becomes tokens, a query the tokens that find it."""

from search.analysis.query import Clause, QueryWord, QueryWords, query_words
from search.analysis.tokens import Occurrences, Token, analyse

RULES = 5  # one more at each change of rules, guards or lexicon: entries prepared by former ones are stale

__all__ = ["RULES", "Clause", "Occurrences", "QueryWord", "QueryWords", "Token", "analyse", "query_words"]
