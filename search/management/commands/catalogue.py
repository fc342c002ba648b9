"""`manage.py catalogue rebuild` and `manage.py catalogue check`."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from search.check import Drift, drifts
from search.engines.base import EngineAway
from search.engines.elastic.away import told
from search.engines.elastic.check import drifts as cluster_drifts
from search.engines.elastic.rebuild import rebuild as rebuild_cluster
from search.engines.elastic.sync import RebuildNeeded
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
        seconds = number_format(time.monotonic() - started, 1)
        self.stdout.write(_("%(total)s entries in %(seconds)s s.") % {"total": total, "seconds": seconds})
        if settings.SEARCH_URL:
            self._rebuild_cluster()
        for key, reason in refused.items():
            self.stderr.write(f"{key}: {reason}")
        if refused:
            raise CommandError(_("%(count)s page(s) could not be projected.") % {"count": len(refused)})

    def _rebuild_cluster(self) -> None:
        started = time.monotonic()
        try:
            total = rebuild_cluster()
        except EngineAway as error:
            raise CommandError(
                _("The search cluster could not be filled: %(reason)s.") % {"reason": told(error)}
            ) from error
        seconds = number_format(time.monotonic() - started, 1)
        self.stdout.write(
            _("%(total)s entries told to the search cluster in %(seconds)s s.") % {"total": total, "seconds": seconds}
        )

    def _drifts(self) -> Iterator[Drift]:
        """Those of the catalogue, and those of the cluster when it answers."""
        yield from drifts()
        if not settings.SEARCH_URL:
            return
        try:
            yield from cluster_drifts()
        except EngineAway as error:
            self.stderr.write(_("The search cluster was not compared: %(reason)s.") % {"reason": told(error)})
        except RebuildNeeded:
            yield Drift("missing", "*", "cluster")

    def _check(self) -> None:
        found = 0
        for drift in self._drifts():
            found += 1
            self.stdout.write(f"{drift.kind} {drift.key} {drift.detail}".rstrip())
        if found:
            raise CommandError(
                _("%(count)s difference(s). “manage.py catalogue rebuild” repairs them.") % {"count": found}
            )
        self.stdout.write(_("The catalogue says what the pages say."))
