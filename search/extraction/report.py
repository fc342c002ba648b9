"""What an editor is told about the text of a document."""

from collections.abc import Iterable
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from search.extraction.reading import readable
from search.extraction.result import Reason
from search.models import DocumentText

SENTENCES: dict[str, Promise | str] = {
    Reason.PASSWORD: _("it is protected by a password. Send it again without its password."),
    Reason.BROKEN: _("it is damaged or incomplete. Check that it opens on your computer, then export it and send it."),
    Reason.DISGUISED: _("its content is not what its name says. Export it again in the format you want, then send it."),
    Reason.HOSTILE: _("it contains things that are not safe to open. Export it again from the original document."),
    Reason.HEAVY: _("reading it takes too much time or memory. Send a lighter file, or one file per part."),
    Reason.MISSING: _("it is no longer where the portal keeps its files. Send it again."),
}


def texts_of(documents: Iterable[Any]) -> dict[str, DocumentText]:
    """What is known of the text of each of these documents, by file hash: one query, without the texts."""
    hashes = {document.file_hash for document in documents if document.file_hash}
    return {row.file_hash: row for row in DocumentText.objects.filter(file_hash__in=hashes).defer("text")}


def sentence(document: Any, text: DocumentText | None) -> str:
    """One or two sentences: what was read, or what happened and what to do."""
    if not readable(document.filename):
        return gettext("The text of this kind of file is not read: searches find it by its title and summary.")
    if text is None or text.state == DocumentText.State.WAITING:
        return gettext("The text is being read: searches will find it in a moment.")
    if text.state == DocumentText.State.EMPTY:
        return gettext(
            "No text in this file: it may be a scan. Searches find it by its title and summary; "
            "to have its text found, run a character recognition and send the file again."
        )
    if text.state == DocumentText.State.REFUSED:
        return gettext(
            "This file could not be read: %(reason)s In the meantime, searches find it by its title and summary."
        ) % {"reason": SENTENCES[text.reason]}
    said = gettext("Text read: %(amount)s.") % {"amount": amount(text)}
    if text.partial:
        said += " " + gettext("Only a part could be read or kept: searches do not find the rest.")
    return said


def amount(text: DocumentText) -> str:
    """`12 pages, 3,400 words`."""
    words = ngettext("%(number)s word", "%(number)s words", text.words) % {"number": intcomma(text.words)}
    if not text.pages:
        return words
    pages = ngettext("%(number)s page", "%(number)s pages", text.pages) % {"number": intcomma(text.pages)}
    return gettext("%(pages)s, %(words)s") % {"pages": pages, "words": words}


def short(document: Any, text: DocumentText | None) -> str:
    """The same in a few words, for a list."""
    if not readable(document.filename):
        return ""
    if text is None or text.state == DocumentText.State.WAITING:
        return gettext("Being read")
    if text.state == DocumentText.State.DONE:
        return amount(text)
    return gettext("No text") if text.state == DocumentText.State.EMPTY else gettext("Could not be read")
