"""A PostgreSQL server of our own; `python -m tests.services.postgresql COMMAND ...` runs COMMAND on one."""

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.services.processes import die_with_parent, find, free_port, remove, stop, under_ci, wait_until

# Speed instead of safety: the data live as long as the tests.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "80",
    "autovacuum": "off",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
    "lc_messages": "C",
}


class PostgreSQL:
    """A server on a free port, in a temporary folder, without password; `stop` and `start` again keep its data."""

    def __init__(self) -> None:
        """Prepare, without starting."""
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="portal-tests-postgresql-"))
        self.process: subprocess.Popen[bytes] | None = None
        self.url = f"postgres://portal@127.0.0.1:{self.port}/postgres"

    @staticmethod
    def program(name: str) -> str | None:
        """The newest PostgreSQL program of this name, None if there is none."""
        return find(name, f"/usr/lib/postgresql/*/bin/{name}", f"/usr/pgsql-*/bin/{name}")

    @classmethod
    def installed(cls) -> bool:
        """Whether a server can be started here."""
        return bool(cls.program("initdb") and cls.program("postgres"))

    @staticmethod
    def _identity() -> dict[str, Any]:
        """Popen's arguments that leave root, whom PostgreSQL refuses."""
        if os.geteuid() != 0:
            return {}
        for name in ("postgres", "nobody"):
            try:
                user = pwd.getpwnam(name)
            except KeyError:
                continue
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        raise RuntimeError("No unprivileged user to run PostgreSQL")

    def create(self) -> None:
        """Make the cluster."""
        identity = self._identity()
        if identity:
            os.chown(self.folder, identity["user"], identity["group"])
        command = [self.program("initdb"), "--pgdata", self.folder / "data", "--username", "portal", "--auth", "trust"]
        command += ["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, **identity)
        if done.returncode:
            raise RuntimeError(f"initdb: {done.stderr}")

    def start(self) -> None:
        """Start, and return when it answers."""
        command = [self.program("postgres"), "-D", self.folder / "data", "-p", str(self.port)]
        for name, value in OPTIONS.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),
                **self._identity(),
            )
        wait_until(self.answers, what="PostgreSQL")

    def answers(self) -> bool:
        """Whether it accepts connections."""
        import psycopg2

        if self.process and self.process.poll() is not None:
            raise RuntimeError(f"PostgreSQL stopped: {(self.folder / 'log').read_text()}")
        try:
            psycopg2.connect(self.url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    def stop(self, *, immediate: bool = False) -> None:
        """Stop, cutting every connection; `immediate` as a crash would."""
        stop(self.process, signal.SIGQUIT if immediate else signal.SIGINT)
        self.process = None

    def execute(self, sql: str) -> None:
        """Run one statement outside any transaction, on the maintenance database."""
        execute(self.url, sql)

    def close(self) -> None:
        """Stop and leave nothing behind."""
        self.stop()
        remove(self.folder)


def execute(url: str, *statements: str) -> None:
    """Run each statement outside any transaction."""
    import psycopg2

    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL naming a server that lives as long as it."""
    if not PostgreSQL.installed():
        print("PostgreSQL is not installed: the tests did not run on it (apt-get install postgresql).", file=sys.stderr)
        return 1 if under_ci() else 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    server = PostgreSQL()
    child: subprocess.Popen[bytes] | None = None
    try:
        server.create()
        server.start()
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": server.url}, preexec_fn=die_with_parent())
        return child.wait()
    except KeyboardInterrupt:
        return 130
    finally:
        stop(child, seconds=20)
        server.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
