"""`manage.py worker`: queued work, marks left by a crash, timers."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.worker import Worker


class Command(BaseCommand):
    """One process for queued tasks and timers; several may run."""

    help = "Runs queued tasks, projects what a crash left, publishes and expires pages at their hour, cleans up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once`: do what waits, then end."""
        parser.add_argument("--once", action="store_true", help="do what waits, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGTERM or Ctrl-C."""
        Worker().run(once=options["once"])
