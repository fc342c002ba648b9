"""What the catalogue keeps."""

from search.models.catalogue import Attachment, Change, Entry, Link, Mark
from search.models.document_text import DocumentText
from search.models.position import Position
from search.models.promoted import Promoted
from search.models.statistics import SearchTally
from search.models.text import Synonym, Tokens, Word

__all__ = [
    "Attachment",
    "Change",
    "DocumentText",
    "Entry",
    "Link",
    "Mark",
    "Position",
    "Promoted",
    "SearchTally",
    "Synonym",
    "Tokens",
    "Word",
]
