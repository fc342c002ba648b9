"""The web server and one worker as two children of one process: they start together and none outlives it."""

import ctypes
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

# Children are forked from a process that has Django and Wagtail loaded: no second start-up of several seconds.
_fork = multiprocessing.get_context("fork")
HOST = "127.0.0.1"
LOOK = 0.5  # seconds between two looks at whether the server still runs
RESTART_AFTER = 5.0  # seconds between two starts of a worker that ended by itself
STOP_WITHIN = 15.0  # seconds that a child has to finish
PR_SET_PDEATHSIG = 1


def check_port(port: int) -> None:
    """CommandError where somebody already listens."""
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"Port {port} cannot be used ({error.strerror}). Another: PORT=8123 make ...") from error


def serve(port: int, *, reload: bool, ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is called when the server listens.

    With `reload`, Django's development server; otherwise gunicorn. Raises CommandError if the server ends by itself.
    """
    os.makedirs(settings.STATIC_ROOT, exist_ok=True)  # WhiteNoise looks there even where it serves from the sources
    connections.close_all()
    _end_on_signal()
    web = _child(_develop if reload else _gunicorn, port)
    worker = _child(_work)
    started = time.monotonic()
    try:
        _wait_listening(port, web)
        ready()
        while True:
            wait([worker.sentinel], LOOK)  # the sentinel of a server that became another program says nothing
            if not web.is_alive():
                raise CommandError(f"The server ended by itself ({web.exitcode}).")
            if worker.is_alive():
                continue
            time.sleep(max(0.0, RESTART_AFTER - (time.monotonic() - started)))
            worker, started = _child(_work), time.monotonic()
    except KeyboardInterrupt:
        pass
    finally:
        _stop([web, worker])


def _end_on_signal() -> None:
    """SIGTERM ends as Ctrl-C does; both are ignored once the end has begun."""

    def end(*_: Any) -> NoReturn:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)


def _child(target: Callable[..., None], *args: Any) -> Any:
    """Start `target` in a process of its own group, which the terminal's Ctrl-C does not reach."""
    parent = os.getpid()

    def main() -> None:
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _die_with(parent)
        target(*args)

    process = _fork.Process(target=main)
    process.start()
    return process


def _die_with(parent: int) -> None:
    """Ask the kernel (Linux) for SIGTERM when the parent is killed, so that no child is left alone."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit(1)


def _gunicorn(port: int) -> None:
    """Gunicorn with two threaded workers, on the application already loaded."""
    from gunicorn.app.base import BaseApplication

    class Application(BaseApplication):  # type: ignore[misc, unused-ignore]
        """Gunicorn configured here, not by a file."""

        def load_config(self) -> None:
            config: dict[str, Any] = {"bind": f"{HOST}:{port}", "workers": 2, "threads": 4, "worker_class": "gthread"}
            config |= {"limit_request_line": 0}  # ten thousand characters are searched for too: a page, not a 414
            config |= {"preload_app": True, "loglevel": "warning", "timeout": 60, "graceful_timeout": 5}
            for name, value in config.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from portal.wsgi import application

            return application

    Application().run()


def _develop(port: int) -> None:
    """Django's development server, which starts again when the code changes."""
    os.execv(sys.executable, [sys.executable, sys.argv[0], "runserver", f"{HOST}:{port}"])  # noqa: S606 - no outside input


def _work() -> None:
    """The worker."""
    call_command("worker")


def _wait_listening(port: int, web: Any) -> None:
    """Return when the server accepts connections; CommandError if it ended."""
    while True:
        if not web.is_alive():
            raise CommandError(f"The server did not start ({web.exitcode}).")
        with socket.socket() as sock:
            if sock.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)


def _stop(processes: list[Any]) -> None:
    """End the children together: politely, then not."""
    for process in processes:
        process.terminate()
    limit = time.monotonic() + STOP_WITHIN
    for process in processes:
        process.join(max(0.1, limit - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
