"""From a file to rows of text: CSV in the spellings that spreadsheets write, or XLSX. Nothing is evaluated."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

SEPARATORS = (";", ",", "\t")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LONGEST_CELL = 1_000_000
LARGEST_FILE = 200 * 1024 * 1024


class UnreadableFileError(Exception):
    """The file as a whole can't be used; nothing was imported."""


@dataclass(frozen=True)
class Row:
    """The cells of a row by column, as trimmed text; `problem` says why it can't be used at all."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """The columns of a file in order, and its rows without the blank ones."""

    columns: list[str]
    rows: list[Row]


def read_table(path: Path, known: Sequence[str]) -> Table:
    """The table in a file; `known` column names help to find the separator. UnreadableFileError says what to do."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFileError(_("The file is larger than 200 MB: cut it into several."))
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(_("This file can’t be opened: %(path)s.") % {"path": path}) from error
    if not content.strip():
        raise UnreadableFileError(_("The file is empty."))
    suffix = path.suffix.lower()
    if suffix == ".xlsx" or content.startswith(b"PK\x03\x04"):
        lines = _xlsx_lines(content)
    elif suffix in {".xls", ".ods"} or (b"\x00" in content and not content.startswith(UTF_16)):
        raise UnreadableFileError(_("This file is neither CSV nor XLSX: save it in one of these formats."))
    else:
        lines = _csv_lines(_decode(content), known)
    return _table(lines)


def _table(lines: Iterator[tuple[int, list[Any]]]) -> Table:
    found = next(((line, cells) for line, cells in lines if any(str(cell or "").strip() for cell in cells)), None)
    if found is None:
        raise UnreadableFileError(_("The file is empty."))
    columns = [_text(cell).strip().lower() for cell in found[1]]
    while columns and not columns[-1]:
        columns.pop()
    if twice := {name for name in columns if name and columns.count(name) > 1}:
        raise UnreadableFileError(_("These columns appear twice: %(names)s.") % {"names": ", ".join(sorted(twice))})
    rows = [_row(line, columns, cells) for line, cells in lines if any(_text(cell).strip() for cell in cells)]
    return Table([name for name in columns if name], rows)


def _row(line: int, columns: list[str], cells: list[Any]) -> Row:
    values: dict[str, str] = {}
    for position, cell in enumerate(cells):
        name = columns[position] if position < len(columns) else ""
        text = _clean(_text(cell))
        if isinstance(cell, Formula):
            return Row(line, values, _("A cell holds a formula (column “%(name)s”): paste its value.") % {"name": name})
        if name:
            values[name] = text
        elif text:
            return Row(line, values, _("There are more cells than columns: is a text with a separator not quoted?"))
    return Row(line, values)


def _decode(content: bytes) -> str:
    """UTF-8 (with or without its mark), UTF-16 with its mark, else Windows-1252."""
    if content.startswith(UTF_16):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(_("The letters of this file can’t be read: save it as “CSV UTF-8”.")) from error


def _csv_lines(text: str, known: Sequence[str]) -> Iterator[tuple[int, list[Any]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, known), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        message = _("The file can’t be read from line %(line)s on: a quotation mark is not closed there, or misplaced.")
        raise UnreadableFileError(message % {"line": line}) from error


def _separator(text: str, known: Sequence[str]) -> str:
    """The one that finds most known columns in the header, then most columns."""
    header = next((line for line in text.splitlines() if line.strip()), "")

    def score(separator: str) -> tuple[int, int]:
        cells = [cell.strip().strip('"').strip().lower() for cell in header.split(separator)]
        return sum(cell in known for cell in cells), len(cells)

    return max(SEPARATORS, key=score)


class Formula(str):
    """The text of a formula: never evaluated."""

    __slots__ = ()


def _xlsx_lines(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """The rows of the first sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    message = _("This XLSX file can’t be read: it is damaged or protected by a password.")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(), start=1):
            yield line, [Formula(cell.value) if cell.data_type == "f" else cell.value for cell in cells]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, SyntaxError) as error:
        raise UnreadableFileError(message) from error


def _text(cell: Any) -> str:
    """What a cell shows: whole numbers without decimals, dates as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _clean(text: str) -> str:
    """Without control characters (a database refuses some) nor blanks around."""
    return "".join(sign for sign in text if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127)).strip()
