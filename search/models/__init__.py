"""What the catalogue keeps."""

from search.models.catalogue import Attachment, Change, Entry, Link, Mark
from search.models.text import Synonym, Tokens, Word

__all__ = ["Attachment", "Change", "Entry", "Link", "Mark", "Synonym", "Tokens", "Word"]
