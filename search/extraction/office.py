"""Word processing, slides and spreadsheets, of both families."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import IO

from search.extraction.archive import opened
from search.extraction.markup import OFFICE, OPEN_DOCUMENT, Vocabulary, read_markup
from search.extraction.result import Enough, Extraction, Reason, Refused, Text

# Members that hold text, in reading order; comments are left to their authors.
WORD = ("word/document.xml", r"word/(foot|end)notes.xml", r"word/header\d*.xml", r"word/diagrams/data\d*.xml")
SLIDES = (r"ppt/slides/slide\d+.xml", r"ppt/diagrams/data\d*.xml", r"ppt/notesSlides/notesSlide\d+.xml")


def read_word(file: IO[bytes], limit: int) -> Extraction:
    """The text of a DOCX file."""
    return _read(file, WORD, OFFICE, limit)


def read_slides(file: IO[bytes], limit: int) -> Extraction:
    """The text of a PPTX file, slide by slide, then the speaker's notes."""
    return _read(file, SLIDES, OFFICE, limit)


def read_open_document(file: IO[bytes], limit: int) -> Extraction:
    """The text of an ODT, ODS or ODP file."""
    with opened(file) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused(Reason.PASSWORD, "encrypted members")
    return _read(file, ("content.xml",), OPEN_DOCUMENT, limit)


def _read(file: IO[bytes], patterns: tuple[str, ...], words: Vocabulary, limit: int) -> Extraction:
    text = Text(limit)
    file.seek(0)
    with opened(file) as archive:
        members = [name for pattern in patterns for name in _matching(archive, pattern)]
        if not members:
            raise Refused(Reason.DISGUISED, f"no {patterns[0]}")
        try:
            for name in members:
                with archive.open(name) as member:
                    read_markup(member, words, text)
        except Enough:
            return Extraction(str(text), partial=True)
    return Extraction(str(text))


def _matching(archive: zipfile.ZipFile, pattern: str) -> list[str]:
    """The members that a pattern means, slide 2 before slide 10."""
    found = [name for name in archive.namelist() if re.fullmatch(pattern.replace(".xml", r"\.xml"), name)]
    return sorted(found, key=lambda name: (len(name), name))


def read_workbook(file: IO[bytes], limit: int) -> Extraction:
    """The text of an XLSX file: names of sheets, then what cells show, a line for each row."""
    import openpyxl  # loaded where it is needed: the child starts faster without it

    with opened(file) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise Refused(Reason.DISGUISED, "no xl/workbook.xml")
    file.seek(0)
    text = Text(limit)
    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            text.add(f"{sheet.title}\n")
            sheet.reset_dimensions()  # what a file says of its own size is not believed
            for row in sheet.iter_rows(values_only=True):
                if shown := " ".join(_shown(row)):
                    text.add(f"{shown}\n")
    except Enough:
        return Extraction(str(text), partial=True)
    return Extraction(str(text))


def _shown(row: tuple[object, ...]) -> Iterator[str]:
    for value in row:
        if isinstance(value, str):
            yield value
        elif isinstance(value, date):
            yield f"{value:%d/%m/%Y}"
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{value:.12g}".replace(".", ",")
