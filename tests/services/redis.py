"""A Redis server of our own."""

import subprocess
import tempfile
from pathlib import Path

from tests.services.processes import die_with_parent, find, free_port, listening, remove, stop, wait_until


class Redis:
    """A server on a free port that keeps nothing; it can be stopped, frozen and started again."""

    def __init__(self) -> None:
        """Prepare, without starting."""
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="portal-tests-redis-"))
        self.process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    @staticmethod
    def installed() -> bool:
        """Whether a server can be started here."""
        return find("redis-server") is not None

    def start(self) -> None:
        """Start, and return when it answers."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            [*command, "--dir", str(self.folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(),
        )
        wait_until(lambda: listening(self.port), what="Redis")

    def stop(self) -> None:
        """Stop: connections are refused."""
        stop(self.process)
        self.process = None

    def kill(self) -> None:
        """Stop as a crash would."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def close(self) -> None:
        """Stop and leave nothing behind."""
        self.kill()
        remove(self.folder)
