"""How documents become entries: one comes and goes with the public pages that refer to it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from search.keys import document_key
from search.models import Attachment, DocumentText, Entry
from search.pages import clean_terms
from search.store import NewEntry

INHERITED = ("territoire", "ici", "theme")  # what a document takes from the pages that carry it


def document_ids() -> list[int]:
    """Identifiers of every document."""
    return list(get_document_model().objects.values_list("pk", flat=True))


def _private_collections() -> set[int]:
    """Collections that an anonymous visitor may not read, with those under them."""
    paths = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    if not paths:
        return set()
    return {pk for pk, path in Collection.objects.values_list("pk", "path") if path.startswith(paths)}


def document_entries(pks: Iterable[int]) -> list[NewEntry]:
    """The entries of the documents that the public may download among `pks`: five queries."""
    private = _private_collections()
    carriers: dict[int, list[Entry]] = {}
    attachments = Attachment.objects.filter(document_id__in=pks).select_related("entry").order_by("entry__key")
    for attachment in attachments.defer("entry__text"):
        carriers.setdefault(attachment.document_id, []).append(attachment.entry)
    public = [
        document
        for document in get_document_model().objects.filter(pk__in=pks)
        if document.collection_id not in private and (document.listed or document.pk in carriers)
    ]
    texts = _texts({document.file_hash for document in public})
    return [_entry(doc, carriers.get(doc.pk, []), texts.get(doc.file_hash, "")) for doc in public]


def _texts(hashes: set[str]) -> dict[str, str]:
    """What the worker read in files, by hash; a file that it has not read yet has none."""
    read = DocumentText.objects.filter(file_hash__in=hashes, state=DocumentText.State.DONE)
    return dict(read.values_list("file_hash", "text"))


def _entry(document: Any, carriers: list[Entry], text: str) -> NewEntry:
    """The entry of a public document."""
    day = timezone.localdate(document.created_at)
    terms: dict[str, Any] = {name: {value for e in carriers for value in e.terms.get(name, [])} for name in INHERITED}
    terms |= {"type": ["document"], "langue": [document.language], "document": ["oui"], "annee": [str(day.year)]}
    pages = [
        {"title": entry.title, "url": entry.url}
        | ({"until": entry.expires_at.isoformat()} if entry.expires_at else {})  # a result must not name it after that
        for entry in carriers[:5]
    ]
    values: dict[str, Any] = {
        "type": "document",
        "language": document.language,
        "translation_key": document_key(document.pk),
        "title": document.title,
        "summary": document.summary,
        "text": text,
        "keywords": "",
        "url": document.url,
        "date": day,
        "date_end": day,
        "latitude": None,
        "longitude": None,
        "terms": clean_terms(terms),
        "card": {"format": document.file_extension.upper(), "size": document.file_size, "pages": pages},
        "expires_at": _last_hour(document, carriers),
    }
    return NewEntry(document_key(document.pk), values)


def _last_hour(document: Any, carriers: list[Entry]) -> datetime | None:
    """When the last page that carries a document expires; None while something without an end makes it public."""
    hours = [entry.expires_at for entry in carriers if entry.expires_at]
    return max(hours) if hours and len(hours) == len(carriers) and not document.listed else None
