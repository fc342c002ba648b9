"""PDF: page by page, so that one broken page or the end of the time costs no other."""

import time
from typing import IO

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError

from search.extraction.cleaning import join_cut_words
from search.extraction.result import Extraction, Reason, Refused

HEADER = 1024  # bytes among which the signature stands


def read_pdf(file: IO[bytes], limit: int, seconds: float) -> Extraction:
    """The text of a PDF: what could be read of it in so many seconds of processor time."""
    if b"%PDF-" not in file.read(HEADER):
        raise Refused(Reason.DISGUISED, "no signature")
    file.seek(0)
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(Reason.PASSWORD)
    pages = len(reader.pages)
    text, detail, partial = _read_pages(reader, limit, seconds)
    return Extraction(join_cut_words(text), pages, partial, detail=detail)


def _read_pages(reader: PdfReader, limit: int, seconds: float) -> tuple[str, str, bool]:
    """Text, what went wrong (for the log), whether something is missing; Refused if all is."""
    texts: list[str] = []
    size, reason, detail, partial = 0, Reason.BROKEN, "", False
    for number, page in enumerate(reader.pages, 1):
        if size > limit or time.process_time() > seconds:
            partial = True
            break
        try:
            texts.append(page.extract_text() or _nothing(page))
        except Exception as error:  # pypdf meets broken files with many kinds of errors
            detail, partial = f"page {number}: {error!r}"[:500], True
            if isinstance(error, MemoryError | LimitReachedError):
                reason = Reason.HEAVY
                break
        else:
            size += len(texts[-1])
    text = "\n".join(texts)
    if detail and not text.strip():
        raise Refused(reason, detail)
    return text, detail, partial


def _nothing(page: PageObject) -> str:
    """The text of a page that gave none: LimitReachedError, which pypdf keeps to itself, if it swells too much."""
    try:
        contents = page.get_contents()
        if contents is not None:
            contents.get_data()
    except LimitReachedError:
        raise
    except Exception:  # noqa: S110 (a broken page without text is a page without text)
        pass
    return ""
