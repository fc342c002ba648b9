"""What the admin's templates say of the catalogue."""

from typing import Any

from django import template

from search.extraction.report import sentence, texts_of

register = template.Library()


@register.simple_tag
def document_text_report(document: Any) -> str:
    """What was read in the file of a document, or why nothing was."""
    return sentence(document, texts_of([document]).get(document.file_hash))
