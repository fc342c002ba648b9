"""`manage.py load_territories`: régions, départements, EPCI and communes, from a file of the repository."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from network.territories.loader import DEFAULT_FILE, load
from network.territories.reader import TerritoryFileError


class Command(BaseCommand):
    """Loads what changed; returns at once when the file was already loaded."""

    help = "Load the official territories of France (by default the file of this version of the portal)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and `--force`."""
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT_FILE, metavar="FILE")
        parser.add_argument("--force", action="store_true", help="compare again, even if this file was already loaded")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in one line what was done."""
        try:
            report = load(options["file"], timezone.now(), force=options["force"])
        except TerritoryFileError as error:
            raise CommandError(_("%(error)s Nothing was changed.") % {"error": error}) from error
        if report.unchanged:
            self.stdout.write(_("Territories: %(places)d, already loaded.") % vars(report))
            return
        line = _("Territories: %(created)d created, %(updated)d updated, %(removed)d removed.")
        self.stdout.write(line % vars(report))
        if report.kept:
            line = _("No longer in the data, kept because something refers to them: %(names)s.")
            self.stdout.write(self.style.WARNING(line % {"names": ", ".join(report.kept)}))
