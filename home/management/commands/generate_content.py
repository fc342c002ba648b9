"""`manage.py generate_content --pages N`: realistic content in quantity, for load work."""

import time
from argparse import ArgumentParser
from collections import Counter as Tally
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from home.generating.entries import generate_entries
from home.generating.run import generate
from home.models import HomePage
from home.setup import build_tree
from network.models import Territory
from portal.models import Counter
from search.projection import rebuild


class Command(BaseCommand):
    """Pages saved without revisions or hooks, then one rebuild of the catalogue."""

    help = "Write N invented pages of every type and rebuild the catalogue. For load work: never on a real portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, and how."""
        parser.add_argument("--pages", type=int, required=True, help="how many pages")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same content")
        parser.add_argument("--today", help="dates are drawn around this day (YYYY-MM-DD), by default today")
        parser.add_argument("--entries-only", action="store_true", help="catalogue rows alone, without pages")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, project, tell; CommandError (exit 1) when something is missing or can't be projected."""
        if options["pages"] < 1 or options["seed"] < 0:
            raise CommandError(_("Give a number of pages from 1, and a seed from 0."))
        today = parse_date(options["today"] or "") or timezone.localdate()
        self._prepare()
        started = time.monotonic()
        if options["entries_only"]:
            self._entries(options["pages"], options["seed"], today)
        else:
            self._pages(options["pages"], options["seed"], today)
        self.stdout.write(_("Done in %(seconds).0f s.") % {"seconds": time.monotonic() - started})

    def _prepare(self) -> None:
        """Territories and a tree, where there are none yet."""
        if not Territory.objects.reference().exists():
            call_command("load_territories", stdout=self.stdout)
        if not HomePage.objects.exists():
            build_tree(name="Portail d’essai")

    def _pages(self, pages: int, seed: int, today: Any) -> None:
        tally: Tally[str] = Tally()
        for name, count in generate(pages, seed, today):
            tally[name] += count
            done = sum(tally.values())
            self.stdout.write(f"{done}/{pages} {name}", ending="\r" if self.stdout.isatty() else "\n")
        Counter.advance(Counter.SITE)
        self.stdout.write(_("%(count)s pages written. Projecting…") % {"count": sum(tally.values())})
        total, refused = rebuild()
        self.stdout.write(_("%(total)s entries in the catalogue.") % {"total": total})
        for key, reason in refused.items():
            self.stderr.write(f"{key}: {reason}")
        if refused:
            raise CommandError(_("%(count)s page(s) could not be projected.") % {"count": len(refused)})

    def _entries(self, pages: int, seed: int, today: Any) -> None:
        done = 0
        for count in generate_entries(pages, seed, today):
            done += count
            self.stdout.write(f"{done}/{pages}", ending="\r" if self.stdout.isatty() else "\n")
