"""What the catalogue keeps."""

from search.models.catalogue import Attachment, Change, Entry, Link, Mark
from search.models.promoted import Promoted
from search.models.statistics import SearchTally
from search.models.text import Synonym, Tokens, Word

__all__ = [
    "Attachment",
    "Change",
    "Entry",
    "Link",
    "Mark",
    "Promoted",
    "SearchTally",
    "Synonym",
    "Tokens",
    "Word",
]
