"""`manage.py import_content KIND FILE`: a table that somebody sends becomes pages."""

import logging
import textwrap
from argparse import ArgumentParser
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from home.importing.kinds import KINDS, Kind
from home.importing.reading import Row, Table, UnreadableFileError, read_table
from home.importing.run import Importer, Outcome, Result, missing_columns
from network.models import Term

LONG = 100  # rows between two signs of progress
UNREADABLE, REFUSED = 2, 1


class Command(BaseCommand):
    """Exit 0 when every row is in, 1 when some were refused (the others are in), 2 when nothing could be read."""

    help = (
        "Import a CSV or XLSX table as pages. Exit code: 0 all rows are in, 1 some were refused (the others are in), "
        "2 the file can’t be used (nothing is in)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See docs/import.md."""
        parser.add_argument("kind", nargs="?", metavar="KIND", help=", ".join(KINDS))
        parser.add_argument("file", nargs="?", metavar="FILE", help="a .csv or .xlsx file with a header row")
        parser.add_argument("--columns", metavar="KIND", help="list the columns of a kind: what each takes, an example")
        parser.add_argument("--publish", action="store_true", help="publish the pages (by default they are drafts)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--source", help="who sends these rows; by default the name of the file")
        parser.add_argument("--overwrite", action="store_true", help="also replace what was edited in the portal since")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, import, tell."""
        if options["columns"]:
            self._list_columns(self._kind(options["columns"]))
            return
        if not options["kind"] or not options["file"]:
            raise CommandError(_("Give a kind and a file, or --columns KIND."), returncode=UNREADABLE)
        kind, path = self._kind(options["kind"]), Path(options["file"])
        table = self._table(kind, path)
        importer = Importer(
            kind,
            (options["source"] or path.name)[:200],
            timezone.localdate(),
            publish=options["publish"],
            overwrite=options["overwrite"],
            dry_run=options["dry_run"],
        )
        with quiet():
            results = list(self._with_progress(importer, table.rows))
        self._report(results, dry_run=options["dry_run"])

    def _kind(self, name: str) -> Kind:
        if name not in KINDS:
            message = _("“%(name)s” is not a kind; expected: %(list)s.")
            raise CommandError(message % {"name": name, "list": ", ".join(KINDS)}, returncode=UNREADABLE)
        return KINDS[name]

    def _table(self, kind: Kind, path: Path) -> Table:
        """The table, after a word on the columns that it should not or does not have."""
        known = [column.name for column in kind.columns]
        try:
            table = read_table(path, known)
        except UnreadableFileError as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        for name in table.columns:
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = " " + _("Did you mean “%(near)s”?") % {"near": near[0]} if near else ""
                self.stdout.write(_("Unknown column, left out: “%(name)s”.") % {"name": name} + hint)
        if missing := missing_columns(kind, table.columns):
            message = _("These columns are missing: %(missing)s. The file has: %(found)s.")
            details = {"missing": ", ".join(missing), "found": ", ".join(table.columns)}
            raise CommandError(message % details, returncode=UNREADABLE)
        if not table.rows:
            raise CommandError(_("The file has a header, and no row under it."), returncode=UNREADABLE)
        return table

    def _with_progress(self, importer: Importer, rows: list[Row]) -> Iterator[Result]:
        for number, result in enumerate(importer.run(rows), start=1):
            if number % LONG == 0:
                self.stderr.write(f"{number}/{len(rows)}", ending="\r" if self.stderr.isatty() else "\n")
                self.stderr.flush()
            yield result

    def _report(self, results: list[Result], *, dry_run: bool) -> None:
        names = {
            Outcome.CREATED: _("created"),
            Outcome.UPDATED: _("updated"),
            Outcome.UNCHANGED: _("unchanged"),
            Outcome.REFUSED: _("refused"),
        }
        for result in results:
            for sentence in (*result.reasons, *result.notes):
                details = {"line": result.line, "id": result.external_id or "–", "reason": sentence}
                self.stdout.write(_("Line %(line)s (id %(id)s): %(reason)s") % details)
        if dry_run:
            self.stdout.write(_("Dry run: nothing was changed. Here is what would happen:"))
        tally = Tally(result.outcome for result in results)
        for outcome in Outcome:
            self.stdout.write(f"  {names[outcome]:<12} {tally[outcome]:>6}")
        if refused := tally[Outcome.REFUSED]:
            raise CommandError(_("%(count)s row(s) refused.") % {"count": refused}, returncode=REFUSED)

    def _list_columns(self, kind: Kind) -> None:
        self.stdout.write(_("Columns of %(kind)s (* = required):") % {"kind": kind.label})
        for column in kind.columns:
            mark = "*" if column.required else " "
            only = f" (kind: {', '.join(column.only)})" if column.only else ""
            example = _("example: %(example)s") % {"example": column.example}
            words = f" [{', '.join(self._words(column.vocabulary))}]" if column.vocabulary else ""
            line = f"{mark} {column.name:<22} {column.takes}{words}{only} – {example}"
            self.stdout.write(textwrap.fill(line, 110, subsequent_indent=" " * 25, break_on_hyphens=False))

    def _words(self, vocabulary: str) -> list[str]:
        terms = Term.objects.of(vocabulary).filter(locale__language_code=settings.LANGUAGE_CODE).as_tree()
        return [term.slug for term in terms]


@contextmanager
def quiet() -> Iterator[None]:
    """Without Wagtail’s line for each page."""
    logger = logging.getLogger("wagtail")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
