"""The demo content, made once and relative to the day of the first seeding."""

import logging
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.demo import accounts
from home.demo.seeding import seed, seeded_on, unseed
from home.demo.territories import REGION
from network.models import Territory


class Command(BaseCommand):
    """Seeds the demo; a second run changes nothing."""

    help = "Load the demo content (Provox Hauts-de-France and examples around it); safe to run twice."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--reset", action="store_true", help="take the demo content away first, then seed it anew")
        parser.add_argument("--today", type=date.fromisoformat, help="seed as if on this day (YYYY-MM-DD)")
        parser.add_argument("--force", action="store_true", help="even with the settings of production")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, unless it is done."""
        if settings.SETTINGS_MODULE.endswith("production") and not options["force"]:
            raise CommandError(
                _(
                    "seed_demo makes accounts whose passwords everybody knows: it refuses the settings of production."
                    " Use init_portal there, or --force if you know what you do."
                )
            )
        done = seeded_on()
        if done and options["reset"]:
            unseed()
        elif done:
            self.stdout.write(
                _("The demo content is there since %(day)s; --reset makes it anew.") % {"day": date_format(done)}
            )
            self.accounts()
            return
        if not Territory.objects.filter(slug=REGION).exists():
            raise CommandError(_("The territories are missing: run “manage.py load_territories” first."))
        self.stdout.write(_("Seeding the demo …"))
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # one line a page otherwise
        seed(options["today"] or timezone.localdate(), say=self.stdout.write)
        self.accounts()

    def accounts(self) -> None:
        """Print who can sign in."""
        self.stdout.write(_("Demo accounts:"))
        for line in accounts.table():
            self.stdout.write(line)
