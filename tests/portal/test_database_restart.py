"""A database that was restarted costs no visitor an error (quality.md, fact 7)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services.postgresql import PostgreSQL
from tests.services.processes import die_with_parent, stop

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]

# A server's process: one WSGI request for each line read, with what Django does before and after each of them.
SERVER = """
import json, sys
from wsgiref.util import setup_testing_defaults
import django
from django.conf import settings
settings.DATABASES["default"].update(json.loads(sys.argv[1]))
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
for line in sys.stdin:
    environ = {"PATH_INFO": line.strip(), "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(environ)
    answer = []
    response = application(environ, lambda status, headers, exc_info=None: answer.append(int(status[:3])))
    body = b"".join(response).decode()
    response.close()
    print(json.dumps([answer[0], body]), flush=True)
"""


class Server:
    """A process that keeps its connections from one request to the next."""

    def __init__(self, url: str, **database: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER, json.dumps(database)],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            preexec_fn=die_with_parent(),
        )

    def database(self) -> str:
        """What a request that reads the database says of it: `ok` or `failing`."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("/health/ready\n")
        self.process.stdin.flush()
        _, body = json.loads(self.process.stdout.readline())
        state: str = json.loads(body)["checks"]["database"]
        return state


@pytest.fixture
def servers() -> Iterator[list[Server]]:
    started: list[Server] = []
    yield started
    for server in started:
        stop(server.process)  # type: ignore[arg-type]
        for stream in (server.process.stdin, server.process.stdout):
            if stream:
                stream.close()


def restart(postgresql: PostgreSQL, *, immediate: bool) -> None:
    postgresql.stop(immediate=immediate)
    postgresql.start()


def test_a_kept_connection_survives_a_restart(postgresql: PostgreSQL, servers: list[Server]) -> None:
    ours, unchecked = Server(postgresql.url), Server(postgresql.url, CONN_HEALTH_CHECKS=False)
    servers += [ours, unchecked]
    assert [ours.database(), unchecked.database()] == ["ok", "ok"]
    restart(postgresql, immediate=False)
    assert unchecked.database() == "failing", "without health checks the fault is there: the connection was kept"
    assert ours.database() == "ok"
    restart(postgresql, immediate=True)
    assert [ours.database() for _ in range(3)] == ["ok"] * 3
    postgresql.stop()
    assert ours.database() == "failing"
    postgresql.start()
    assert ours.database() == "ok"
