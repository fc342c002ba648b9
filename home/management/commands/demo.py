"""`make demo`: a database, the demo content, a server and a worker, in one process."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.serving import HOST, check_port, serve


class Command(BaseCommand):
    """Brings the demo up to date, then serves it; whatever is already there is kept."""

    help = "Prepare the demo where needed (migrations, territories, content), then serve it until Ctrl-C."
    requires_system_checks = ()  # one process, several commands: they would be run once per command

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare `--port`."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, then serve."""
        check_port(options["port"])
        self.prepare()
        serve(options["port"], reload=False, ready=lambda: self.announce(options["port"]))

    def prepare(self) -> None:
        """Run what the database still lacks; each command returns at once when there is nothing to do."""
        if connection.vendor == "sqlite":
            Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Creating the database ...")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("load_territories", stdout=self.stdout)
        call_command("seed_demo", stdout=self.stdout)

    def announce(self, port: int) -> None:
        """Say where."""
        self.stdout.write(f"\nhttp://{HOST}:{port}/          {settings.WAGTAIL_SITE_NAME}")
        self.stdout.write(f"http://{HOST}:{port}/admin/    (Ctrl-C to stop)")
        self.stdout.flush()
