"""`manage.py catalogue rebuild` and `manage.py catalogue check`."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.check import drifts
from search.projection import rebuild


class Command(BaseCommand):
    """Rebuild the catalogue from the pages, or list where it differs from them."""

    help = (
        "catalogue rebuild: project everything again; catalogue check: list every difference, exit 1 if there is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The action."""
        parser.add_argument("action", choices=["rebuild", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the action; CommandError (exit 1) when something is not as it should be."""
        if options["action"] == "rebuild":
            self._rebuild()
        else:
            self._check()

    def _rebuild(self) -> None:
        started = time.monotonic()
        total, refused = rebuild()
        seconds = time.monotonic() - started
        self.stdout.write(_("%(total)s entries in %(seconds).1f s.") % {"total": total, "seconds": seconds})
        for key, reason in refused.items():
            self.stderr.write(f"{key}: {reason}")
        if refused:
            raise CommandError(_("%(count)s page(s) could not be projected.") % {"count": len(refused)})

    def _check(self) -> None:
        found = 0
        for drift in drifts():
            found += 1
            self.stdout.write(f"{drift.kind} {drift.key} {drift.detail}".rstrip())
        if found:
            raise CommandError(
                _("%(count)s difference(s). “manage.py catalogue rebuild” repairs them.") % {"count": found}
            )
        self.stdout.write(_("The catalogue says what the pages say."))
