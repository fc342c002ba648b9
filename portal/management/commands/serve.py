"""`make run`: the server and one worker, until Ctrl-C."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.serving import HOST, check_port, serve


class Command(BaseCommand):
    """Starts and stops the server and one worker together."""

    help = "Serve the portal with one worker until Ctrl-C: gunicorn, or the reloading development server under DEBUG."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--port`."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve; a database that lacks migrations is named."""
        check_port(options["port"])
        if not settings.DEBUG:
            self.check_migrations()
        serve(options["port"], reload=settings.DEBUG, ready=lambda: self.announce(options["port"]))

    def announce(self, port: int) -> None:
        """Say where."""
        self.stdout.write(f"http://{HOST}:{port}/ (Ctrl-C to stop)")
        self.stdout.flush()
