"""Uploaded documents: what they are is read from their content, not from their name."""

import zipfile
from typing import IO

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

MAX_SIZE = 20 * 1024 * 1024
MAX_MEDIA_SIZE = 100 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MEDIA: dict[str, tuple[int, tuple[bytes, ...]]] = {  # where the signature stands, and what it may be
    "mp4": (4, (b"ftyp",)),
    "m4a": (4, (b"ftyp",)),
    "webm": (0, (b"\x1a\x45\xdf\xa3",)),
    "ogg": (0, (b"OggS",)),
    "mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
}
OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN = {"odt": b"text", "ods": b"spreadsheet", "odp": b"presentation"}
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")


def check_document(file: IO[bytes], name: str, size: int) -> None:
    """ValidationError, with a sentence that says what to do, unless the content is what the name says."""
    extension = name.rpartition(".")[2].lower()
    limit = MAX_MEDIA_SIZE if extension in MEDIA else MAX_SIZE
    if size > limit:
        raise ValidationError(
            gettext("This file is too big (%(size)s): at most %(limit)s.")
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        )
    file.seek(0)
    try:
        genuine = _is(extension, file)
    finally:
        file.seek(0)
    if not genuine:
        raise ValidationError(
            gettext("This file is not %(extension)s, whatever its name says: export it again, then send the new file.")
            % {"extension": extension.upper()}
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
        start = file.read(4096)
        return b"\x00" not in start and not start.lstrip().lower().startswith(MARKUP)
    return False


def _is_archive(extension: str, file: IO[bytes]) -> bool:
    """Whether an office file has the members of its kind, and unpacks to a bearable size."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MAX_UNPACKED:
                raise ValidationError(gettext("This file unpacks to more than the portal accepts."))
            names = {member.filename for member in members}
            if extension in OFFICE:
                return "[Content_Types].xml" in names and any(name.startswith(OFFICE[extension]) for name in names)
            if extension in OPEN:
                kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
                return kind.startswith(b"application/vnd.oasis.opendocument." + OPEN[extension])
            return any(name.startswith(("Index", "index.apxl")) for name in names)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return False
