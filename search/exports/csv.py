"""CSV for a spreadsheet: UTF-8 with its mark, semicolons as French Excel expects, and no cell that it would compute."""

import csv
import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from search.exports.about import About
from search.exports.rows import Row, Rows

MARK = "\ufeff"
BREAKS = re.compile(r"[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")  # no-break spaces stay: French wants them
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # full-width signs are read as the others


class Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def write(rows: Rows, about: About) -> Iterator[str]:
    """A header, then a line for each entry; days as 2026-06-01, several values separated by a comma."""
    header = [
        _("Title"),
        _("Type"),
        _("Summary"),
        _("Territories"),
        _("Themes"),
        _("Date"),
        _("End date"),
        _("Place"),
        _("Language"),
        _("Address of the page"),
    ]
    return _lines(header, rows)


def _lines(header: Sequence[str], rows: Rows) -> Iterator[str]:
    yield MARK
    yield csv.writer(Echo(), delimiter=";", lineterminator="\r\n").writerow(header)
    # In quotes: where commas part cells (an English spreadsheet), what follows one must not begin a cell.
    writer = csv.writer(Echo(), delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        yield writer.writerow([safe(cell) for cell in _cells(row, rows)])


def _cells(row: Row, rows: Rows) -> Sequence[str]:
    entry = row.entry
    return (
        entry.title,
        rows.types.get(entry.type, entry.type),
        entry.summary,
        ", ".join(name for _, name in row.territories),
        ", ".join(name for _, name in row.themes),
        entry.date.isoformat() if entry.date else "",
        entry.date_end.isoformat() if entry.date_end else "",
        entry.card.get("place") or "",
        entry.language,
        row.url,
    )


def safe(cell: str) -> str:
    """On one line, and never a formula: OWASP, CSV injection."""
    text = BREAKS.sub(" ", cell.replace("\x00", "")).strip()
    return f"'{text}" if text.startswith(FORMULA) or cell.startswith(("\t", "\r", "\n")) else text
