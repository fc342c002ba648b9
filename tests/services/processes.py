"""What every service needs: a free port, a program found, a child that dies with its parent."""

import ctypes
import fcntl
import glob
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PR_SET_PDEATHSIG = 1


def under_ci() -> bool:
    """Whether a missing service is a failure."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def missing(service: str) -> None:
    """Skip the test for want of `service`, or fail under CI."""
    message = f"{service} is not installed (make test says how)"
    if under_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def find(program: str, *patterns: str) -> str | None:
    """The path of `program`: the newest match of the patterns, otherwise the one in PATH."""
    for pattern in patterns:
        if found := sorted(glob.glob(pattern), key=lambda path: [int(n) for n in path.split("/") if n.isdigit()]):
            return found[-1]
    return shutil.which(program)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def die_with_parent(signum: int = signal.SIGTERM) -> Callable[[], None]:
    """A `preexec_fn`: the kernel sends `signum` to the child when its parent ends, however it ends (Linux)."""
    libc = ctypes.CDLL(None)

    def prepare() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signum)

    return prepare


def interrupt_when_told() -> None:
    """SIGTERM and SIGINT raise KeyboardInterrupt, once, even in a background job that was born deaf to Ctrl-C."""

    def interrupt(*_: object) -> None:
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, signal.SIG_IGN)
        raise KeyboardInterrupt

    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, interrupt)


def wait_until(condition: Callable[[], bool], seconds: float = 20, what: str = "condition") -> None:
    """Return when `condition()` is true; TimeoutError after `seconds`."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError(f"{what}: not after {seconds} s")
        time.sleep(0.05)


def listening(port: int) -> bool:
    """Whether somebody accepts connections on this port of 127.0.0.1."""
    with socket.socket() as sock:
        sock.settimeout(1)
        return sock.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[bytes] | None, signum: int = signal.SIGTERM, seconds: float = 10) -> None:
    """End a child: politely, then not."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signum)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def remove(folder: Path) -> None:
    """Delete a temporary folder."""
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
