"""`manage.py serve` starts a server and a worker, and leaves none behind."""

import os
import signal
import socket
import time
import urllib.request
from pathlib import Path

import pytest

from portal.serving import RESTART_AFTER
from tests.services.commands import Commands
from tests.services.processes import free_port, listening, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def children(pid: int) -> list[int]:
    """The living descendants of a process."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == pid and state != "Z":
            child = int(path.parent.name)
            found += [child, *children(child)]
    return found


def alive(pid: int) -> bool:
    """Whether a process still runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def parent(pid: int) -> int:
    """The parent of a process."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_server_and_its_worker_end_together(commands: Commands, signum: int) -> None:
    port = free_port()
    process = commands.start("serve", "--port", str(port))
    wait_until(lambda: listening(port) or process.poll() is not None, seconds=60, what="server")
    assert process.poll() is None, process.stdout.read().decode() if process.stdout else ""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live") as response:
        assert response.status == 200
    family = children(process.pid)
    assert len(family) >= 3, "gunicorn, its workers, and ours"
    os.kill(process.pid, signum)
    wait_until(lambda: not any(map(alive, family)), seconds=30, what="children ended")
    assert process.wait(10) in (0, -signal.SIGKILL)
    assert not listening(port)


def test_the_development_server_keeps_one_worker(commands: Commands) -> None:
    port = free_port()
    process = commands.start("serve", "--port", str(port), DJANGO_SETTINGS_MODULE="portal.settings.dev")
    wait_until(lambda: listening(port), seconds=60, what="server")
    time.sleep(RESTART_AFTER + 1)
    family = children(process.pid)
    assert len([pid for pid in family if parent(pid) == process.pid]) == 2, "the server and one worker"
    process.terminate()
    assert process.wait(30) == 0
    wait_until(lambda: not any(map(alive, family)), seconds=30, what="children ended")


def test_a_port_in_use_is_named(commands: Commands) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = commands.run("serve", "--port", str(port), check=False)
    assert done.returncode == 1
    assert str(port) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_that_dies_is_started_again(commands: Commands) -> None:
    port = free_port()
    process = commands.start("serve", "--port", str(port))
    wait_until(lambda: listening(port), seconds=60, what="server")
    before = set(children(process.pid))
    direct = [pid for pid in before if not children(pid)]
    worker = next(pid for pid in direct if parent(pid) == process.pid)
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: len(set(children(process.pid)) - before) > 0, seconds=30, what="another worker")
    assert listening(port)
