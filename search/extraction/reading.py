"""The worker's reading: each file once, whoever dies in the middle, whatever the file does."""

import logging
import shutil
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.documents import get_document_model

from search.extraction.extract import extract
from search.extraction.result import EXTENSIONS, Extraction, Reason
from search.keys import document_key
from search.marks import mark
from search.models import DocumentText

logger = logging.getLogger(__name__)

ATTEMPTS = 3
LEASE = timedelta(minutes=3)  # longer than a reading may last: then its reader is dead
BUDGET = 10.0  # seconds, after which the worker's other jobs have their turn


def readable(name: str) -> bool:
    """Whether files of this name are read."""
    return name.rpartition(".")[2].lower() in EXTENSIONS


def readable_documents() -> "QuerySet[Any]":
    """The documents whose files are read."""
    return get_document_model().objects.filter(file__iregex=rf"\.({'|'.join(sorted(EXTENSIONS))})$")


def read_waiting(budget: float = BUDGET) -> int:
    """Read the files that nobody has read, until there is none or the time is over; returns how many were read."""
    register_new()
    done, end = 0, time.monotonic() + budget
    while time.monotonic() < end:
        taken = _take(timezone.now())
        if taken is None:
            break
        _finish(taken, _read(taken.file_hash))
        done += 1
    return done


def register_new() -> None:
    """Give every file that has none a row: two workers may, the hash is unique."""
    known = DocumentText.objects.filter(file_hash=OuterRef("file_hash"))
    hashes = readable_documents().exclude(file_hash="").filter(~Exists(known)).values_list("file_hash", flat=True)
    DocumentText.objects.bulk_create(
        [DocumentText(file_hash=file_hash) for file_hash in set(hashes)], ignore_conflicts=True, batch_size=500
    )


def _take(now: datetime) -> DocumentText | None:
    """The next file to read, which no other worker has: one conditional UPDATE decides, no lock is held meanwhile."""
    free = Q(taken_at=None) | Q(taken_at__lt=now - LEASE)
    waiting = DocumentText.objects.filter(free, state=DocumentText.State.WAITING).defer("text")
    for row in waiting.order_by("attempts", "pk")[:20]:
        if row.attempts >= ATTEMPTS:
            logger.error("Reading the file %s ended its reader %s times: given up", row.file_hash, row.attempts)
            _finish(row, Extraction(reason=Reason.HEAVY))
        elif waiting.filter(pk=row.pk, attempts=row.attempts).update(attempts=F("attempts") + 1, taken_at=now):
            row.attempts += 1
            return row
    return None


def _read(file_hash: str) -> Extraction:
    """Read the file of the first document that has it."""
    for document in get_document_model().objects.filter(file_hash=file_hash).order_by("pk"):
        extension = document.file_extension.lower()
        try:
            with ExitStack() as stack:
                return extract(_local_path(document, stack), extension)
        except (FileNotFoundError, PermissionError) as error:
            logger.warning("The file of document %s does not open: %r", document.pk, error)
    return Extraction(reason=Reason.MISSING)


def _local_path(document: Any, stack: ExitStack) -> str:
    """Where the file is on this machine: a storage elsewhere gives a copy that goes with `stack`."""
    if document.is_stored_locally():
        return str(document.file.path)
    copy = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "file"
    with document.open_file() as source, copy.open("wb") as target:
        shutil.copyfileobj(source, target)
    return str(copy)


def _finish(row: DocumentText, found: Extraction) -> None:
    """Keep what was found, and mark the documents that have this file, in one transaction."""
    state = DocumentText.State.DONE if found.text else DocumentText.State.EMPTY
    if found.reason:
        state = DocumentText.State.REFUSED
        logger.warning("The file %s was not read: %s %s", row.file_hash, found.reason, found.detail)
    with transaction.atomic():
        kept = DocumentText.objects.filter(pk=row.pk, state=DocumentText.State.WAITING, attempts=row.attempts).update(
            state=state,
            reason=found.reason,
            text=found.text,
            partial=found.partial,
            words=len(found.text.split()),
            pages=found.pages,
            extracted_at=timezone.now(),
        )
        if not kept:
            return  # another worker took it for dead work, and has it now
        documents = get_document_model().objects.filter(file_hash=row.file_hash)
        if found.pages:
            documents.update(page_count=found.pages)
        mark(document_key(pk) for pk in documents.values_list("pk", flat=True))


def note_upload(document: Any) -> None:
    """A document was saved: know its file's hash even if whoever saved it did not, and its pages if it was read."""
    if not document.file or not readable(document.file.name):
        return
    if not document.file_hash:
        try:
            document._set_file_hash()
        except OSError as error:
            logger.warning("The file of document %s does not open: %r", document.pk, error)
            return
        type(document).objects.filter(pk=document.pk).update(file_hash=document.file_hash)
    pages = DocumentText.objects.filter(file_hash=document.file_hash).values_list("pages", flat=True).first()
    if pages and pages != document.page_count:
        document.page_count = pages
        type(document).objects.filter(pk=document.pk).update(page_count=pages)


def prune_texts() -> int:
    """Forget texts that no document has any more, and files that were missing: they may be back."""
    used = get_document_model().objects.filter(file_hash=OuterRef("file_hash"))
    gone = DocumentText.objects.filter(Q(reason=Reason.MISSING) | ~Exists(used))
    return gone.delete()[0]
