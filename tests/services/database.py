"""The tests' database, copied from a template that the migrations made once; so a transactional test can be undone.

Django undoes a transactional test by emptying every table, which also loses what the data migrations wrote (groups,
vocabularies, locales). Copying the template back is faster and keeps them.
"""

import ast
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.core.management import call_command
from django.db import connection, connections

from tests.services.postgresql import execute
from tests.services.processes import locked, remove, under_ci

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("portal", "search", "network", "resources", "home")


class TestDatabase(Protocol):
    """What conftest asks of either engine."""

    __test__ = False

    def prepare(self) -> None:
        """Make the template if need be, then this process's copy of it."""

    def restore(self) -> None:
        """Put the copy back to the template's state."""

    def drop(self) -> None:
        """Leave nothing behind."""


def fingerprint() -> str:
    """Changes when a migration, something it imports, or a pinned package changes."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    pending = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("migrations/*.py"))
    seen: set[Path] = set()
    while pending:
        path = pending.pop()
        if path in seen:
            continue
        seen.add(path)
        digest.update(str(path).encode() + path.read_bytes())
        if path.suffix == ".py":
            pending += sorted(_imported(path))
    return digest.hexdigest()[:16]


def _imported(path: Path) -> Iterator[Path]:
    """The files of the project that this module names: imported modules, and the data beside them."""
    for node in ast.walk(ast.parse(path.read_text())):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.partition(".")[0] not in PACKAGES:
                continue
            target = ROOT / name.replace(".", "/")
            for file in (target.with_suffix(".py"), target / "__init__.py"):
                if file.exists():
                    yield file


def use(name: str) -> None:
    """Point Django's default connection at the database `name`."""
    from django.conf import settings

    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def migrate(name: str) -> None:
    """Run every migration into the database `name`."""
    use(name)
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    connections.close_all()


class SQLite:
    """A file in a temporary folder; the template is kept under var/ as long as the migrations do not change."""

    def __init__(self, worker: str, shared: Path) -> None:
        """`worker` names this process, `shared` is the folder that the processes of this run have in common."""
        self.folder = Path(tempfile.mkdtemp(prefix=f"portal-tests-sqlite-{worker}-"))
        self.path = self.folder / "test.sqlite3"
        self.content = self.folder / "template.sqlite3"
        self.cache = shared if under_ci() else ROOT / "var" / "tests"

    def prepare(self) -> None:
        """See TestDatabase."""
        self.template = self.cache / f"template-{fingerprint()}.sqlite3"
        with locked(self.cache / "template.lock"):
            if not self.template.exists():
                for old in self.cache.glob("template-*"):
                    old.unlink()
                building = self.folder / "building.sqlite3"
                migrate(str(building))
                self._copy(building, self.folder / "built.sqlite3")
                os.replace(self.folder / "built.sqlite3", self.template)
            self._copy(self.template, self.content)
        self._copy(self.content, self.path)
        use(str(self.path))

    def restore(self) -> None:
        """See TestDatabase."""
        connections.close_all()
        self._copy(self.content, self.path)

    def drop(self) -> None:
        """See TestDatabase."""
        connections.close_all()
        remove(self.folder)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        """Copy a database through SQLite itself, so that other processes that have it open see it."""
        origin, copy = sqlite3.connect(source), sqlite3.connect(target, timeout=30)
        try:
            origin.backup(copy)
        finally:
            origin.close()
            copy.close()


class PostgreSQLDatabase:
    """A database per process, created from a template database that the first process makes."""

    def __init__(self, worker: str, shared: Path) -> None:
        """`worker` names this process, `shared` is the folder that the processes of this run have in common."""
        values = connection.settings_dict
        address = f"{values['HOST']}:{values['PORT']}"
        password = f":{values['PASSWORD']}" if values["PASSWORD"] else ""
        self.url = f"postgres://{values['USER']}{password}@{address}/{values['NAME']}"
        # `shared` is new at each run, so a template of an earlier run is never taken for this one's.
        run = hashlib.sha256(str(shared).encode()).hexdigest()[:8]
        self.template = f"portal_tests_{run}_template"
        self.name = f"portal_tests_{run}_{worker}"
        self.lock = shared / "template.lock"
        self.made = shared / "template.made"
        self.used = shared / f"template.used-{worker}"

    def prepare(self) -> None:
        """See TestDatabase."""
        with locked(self.lock):
            if not self.made.exists():
                execute(self.url, f'DROP DATABASE IF EXISTS "{self.template}"', f'CREATE DATABASE "{self.template}"')
                migrate(self.template)
                self.made.touch()
            self.used.touch()
            self.restore()
        use(self.name)

    def restore(self) -> None:
        """See TestDatabase."""
        connections.close_all()
        execute(
            self.url,
            f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)',
            f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY',
        )

    def drop(self) -> None:
        """See TestDatabase; the template goes with the last process that uses it, not with one whose copies happen to
        be the last: another may be between dropping its own and making it again.
        """
        connections.close_all()
        execute(self.url, f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        with locked(self.lock):
            self.used.unlink(missing_ok=True)
            if not any(self.used.parent.glob("template.used-*")):
                execute(self.url, f'DROP DATABASE IF EXISTS "{self.template}"')
                self.made.unlink(missing_ok=True)


def for_connection(worker: str, shared: Path) -> TestDatabase:
    """The test database of the engine that DATABASE_URL names."""
    return SQLite(worker, shared) if connection.vendor == "sqlite" else PostgreSQLDatabase(worker, shared)
