"""A portal of its own for the benchmark: a temporary database filled with generated pages, served by gunicorn."""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.services.elasticsearch import Elasticsearch
from tests.services.opensearch import OpenSearch
from tests.services.postgresql import PostgreSQL
from tests.services.processes import die_with_parent, free_port, stop

ROOT = Path(__file__).resolve().parent.parent.parent
CLUSTERS = {engine.name: engine for engine in (Elasticsearch, OpenSearch)}


@dataclass(frozen=True)
class Answer:
    """What came back, and in how many milliseconds."""

    status: int
    milliseconds: float
    queries: int
    body: bytes


@dataclass
class Server:
    """One gunicorn worker on a loopback port."""

    settings: str
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", "1", "--worker-class", "sync", "--log-level", "error", "--timeout", "120"]
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": self.settings}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, preexec_fn=die_with_parent())
        limit = time.monotonic() + 60
        while True:
            try:
                self.get("/bench/bare/")
                return self
            except OSError:
                if time.monotonic() > limit or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def __exit__(self, *exc: object) -> None:
        if self.process:
            stop(self.process)

    def used(self) -> tuple[float, int]:
        """(processor time of the worker in milliseconds, its memory in kB)."""
        seconds, memory = self.get("/bench/used/").body.split()
        return float(seconds) * 1000, int(memory)

    def get(self, path: str) -> Answer:
        """One request on a connection of its own, as a first visitor makes it."""
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        elapsed = (time.perf_counter() - started) * 1000
        connection.close()
        return Answer(response.status, elapsed, int(response.headers.get("X-Queries", 0)), body)


class Site:
    """A database with `pages` generated pages, in a temporary folder that goes at the end.

    With `entries_only`, as many catalogue rows without pages behind them, for work on search.
    """

    def __init__(self, pages: int, engine: str, *, entries_only: bool = False) -> None:
        self.pages = pages
        self.entries_only = entries_only
        self.folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
        self.postgresql = PostgreSQL() if engine == "postgresql" else None
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        url = f"sqlite:///{self.folder / 'bench.sqlite3'}"
        if self.postgresql:
            self.postgresql.create()
            self.postgresql.start()
            url = self.postgresql.url
        self.environment = {**os.environ, "DATABASE_URL": url, "MEDIA_ROOT": str(self.folder / "media")}
        for name in ("CACHE_URL", "SEARCH_URL"):
            self.environment.pop(name, None)
        generate = ["generate_content", "--pages", str(self.pages)]
        for arguments in (["migrate", "-v0"], [*generate, "--entries-only"] if self.entries_only else generate):
            self.manage(*arguments)
        self.settle()
        return self

    @contextmanager
    def behind(self, engine: str) -> Iterator[None]:
        """Have a cluster of one node answer searches until the end of the block."""
        # Its folder is given so that it has the memory of a real one (see tests.services.cluster).
        cluster = CLUSTERS[engine](folder=self.folder / engine)
        try:
            cluster.start()
            self.environment["SEARCH_URL"] = cluster.url("bench")
            yield
        finally:
            self.environment.pop("SEARCH_URL", None)
            cluster.close()

    def settle(self) -> None:
        """What a database does by itself in an hour: statistics, and its indexes in order."""
        if self.postgresql:
            self.postgresql.execute("VACUUM ANALYZE")

    def __exit__(self, *exc: object) -> None:
        if self.postgresql:
            self.postgresql.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def manage(self, *arguments: str) -> str:
        """Run a command on this database; returns what it prints (raises if it fails)."""
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout

    def urls(self) -> list[str]:
        """Addresses of the public pages, in a fixed order."""
        code = "from search.models import Entry; print(*Entry.objects.filter(key__startswith='page:', language='fr')"
        code += ".order_by('digest').values_list('url', 'type').iterator(), sep='\\n')"
        lines = self.manage("shell", "--no-imports", "-c", code).splitlines()
        return [line for line in lines if line.startswith("(")]
