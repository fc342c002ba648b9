"""Uploaded documents: what they are is read from their content, not from their name."""

import codecs
import zipfile
from collections.abc import Iterable
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from portal.media.formats import COMPOUND, DOCUMENTS, LOCKED, MAX_UNPACKED, MEBIBYTE, MEDIA
from portal.media.sizes import too_big, weight

MAX_SIZE = 20 * MEBIBYTE
MAX_MEDIA_SIZE = 100 * MEBIBYTE
OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN = {"odt": b"text", "ods": b"spreadsheet", "odp": b"presentation"}
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")
# What a format that is not accepted is to be saved as.
BETTER = {
    **dict.fromkeys(("doc", "docm", "dot", "dotx", "dotm", "rtf", "pages", "wps"), "DOCX"),
    **dict.fromkeys(("xls", "xlsm", "xlsb", "xlt", "xltx", "xltm", "numbers"), "XLSX"),
    **dict.fromkeys(("ppt", "pptm", "pps", "ppsx", "ppsm", "potx", "pub"), "PPTX"),
}
PICTURES = frozenset({"avif", "bmp", "gif", "heic", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp"})
MACROS = (b"macroenabled", b"vbaproject", b"macrosheet")  # in the content types of an Office file


def accepted() -> str:
    """Which formats may be sent, and how much they may weigh: what editors read beside the file field."""
    return gettext(
        "Formats accepted: %(documents)s (%(limit)s at most); video and sound: %(media)s (%(media_limit)s at most)."
    ) % {
        "documents": _names(DOCUMENTS),
        "limit": weight(MAX_SIZE),
        "media": _names(MEDIA),
        "media_limit": weight(MAX_MEDIA_SIZE),
    }


def _names(extensions: Iterable[str]) -> str:
    return ", ".join(extension.upper() for extension in extensions)


def check_document(file: IO[bytes], name: str, size: int) -> None:
    """ValidationError, with a sentence that says what to do, unless the content is what the name says."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in DOCUMENTS and extension not in MEDIA:
        raise ValidationError(_not_accepted(extension))
    limit = MAX_MEDIA_SIZE if extension in MEDIA else MAX_SIZE
    if size > limit:
        raise ValidationError(too_big(size, limit))
    file.seek(0)
    try:
        if file.read(len(COMPOUND)) == COMPOUND:
            raise ValidationError(_compound(file))
        file.seek(0)
        genuine = _is(extension, file)
    finally:
        file.seek(0)
    if not genuine:
        raise ValidationError(
            gettext("This file is not %(extension)s, whatever its name says: export it again, then send the new file.")
            % {"extension": extension.upper()}
        )


def _not_accepted(extension: str) -> str:
    """Why files of this extension are refused, and what to send instead."""
    name = extension.upper()
    if extension in BETTER:
        return gettext(
            "The portal does not accept %(extension)s files: in your software, save this one as %(better)s or as PDF, "
            "then send the new file."
        ) % {"extension": name, "better": BETTER[extension]}
    if extension in PICTURES:
        return gettext(
            "The portal does not accept %(extension)s files as documents: add pictures in the Images menu."
        ) % {"extension": name}
    if not extension:
        return gettext("The name of this file has no extension.") + " " + accepted()
    return gettext("The portal does not accept %(extension)s files.") % {"extension": name} + " " + accepted()


def _compound(file: IO[bytes]) -> str:
    """Why a compound file is refused: its password, or its age."""
    if LOCKED in file.read():
        return gettext("This file is protected by a password: save it without its password, then send the new file.")
    return gettext(
        "This file is in an old Office format (DOC, XLS, PPT), whatever its name says: in your software, save it as "
        "DOCX, XLSX, PPTX or PDF, then send the new file."
    )


def _is(extension: str, file: IO[bytes]) -> bool:
    if extension == "pdf":
        return file.read(1024).lstrip()[:5] == b"%PDF-"
    if extension in OFFICE or extension in OPEN or extension == "key":
        return _is_archive(extension, file)
    if extension in MEDIA:
        place, signatures = MEDIA[extension]
        return file.read(16)[place:].startswith(signatures)
    if extension == "vtt":
        return file.read(10).removeprefix(b"\xef\xbb\xbf")[:6] == b"WEBVTT"
    if extension in {"csv", "txt"}:
        return _is_text(file.read(4096))
    return False


def _is_text(start: bytes) -> bool:
    """UTF-16 begins with its mark, as spreadsheets and Windows write it; without, its zeros are those of a program."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "replace").encode()
    return b"\x00" not in start and not start.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(MARKUP)


def _is_archive(extension: str, file: IO[bytes]) -> bool:
    """Whether an office file has the members of its kind, and unpacks to a bearable size."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MAX_UNPACKED:
                raise ValidationError(gettext("This file unpacks to more than the portal accepts."))
            names = {member.filename for member in members}
            if extension in OFFICE:
                _refuse_macros(archive, names, extension)
                return "[Content_Types].xml" in names and any(name.startswith(OFFICE[extension]) for name in names)
            if extension in OPEN:
                kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
                return kind.startswith(b"application/vnd.oasis.opendocument." + OPEN[extension])
            return any(name.startswith(("Index", "index.apxl")) for name in names)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return False


def _refuse_macros(archive: zipfile.ZipFile, names: set[str], extension: str) -> None:
    """ValidationError if an Office file carries programs, wherever it puts them."""
    types = b""
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as member:
            types = member.read(MEBIBYTE).lower()
    if any(name.lower().endswith("vbaproject.bin") for name in names) or any(kind in types for kind in MACROS):
        raise ValidationError(
            gettext(
                "This file holds macros, which may harm whoever opens it: save it as %(extension)s without macros, or "
                "as PDF, then send the new file."
            )
            % {"extension": extension.upper()}
        )
