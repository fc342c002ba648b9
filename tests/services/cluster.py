"""A search server of our own, of one or several nodes: what Elasticsearch and OpenSearch have in common."""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, ClassVar

from tests.services.jars import CACHE, SOURCES, Jars, UnavailableError, java
from tests.services.processes import (
    die_with_parent,
    free_port,
    interrupt_when_told,
    listening,
    remove,
    stop,
    wait_until,
)

# Small and soon up, as the tests want it; or as fast as it can be, for a developer.
TESTS = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
KEPT = ("-Xms256m", "-Xmx1g")
JVM = ("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED")

SETTINGS = {
    "cluster.name": "portal-tests",
    "network.host": "127.0.0.1",
    "action.destructive_requires_name": "false",
    "cluster.routing.allocation.disk.threshold_enabled": "false",
}


class Address:
    """Where a search server answers."""

    def __init__(self, scheme: str, hosts: list[str]) -> None:
        """`hosts` are `127.0.0.1:PORT`."""
        self.scheme = scheme
        self.hosts = hosts

    def url(self, prefix: str) -> str:
        """A SEARCH_URL whose indexes start with `prefix`."""
        return f"{self.scheme}://{','.join(self.hosts)}/{prefix}"

    def request(self, method: str, path: str, *, host: str = "", seconds: float = 10) -> Any:
        """The JSON answer of one host, the first by default; OSError when it refuses or does not answer."""
        request = urllib.request.Request(f"http://{host or self.hosts[0]}{path}", method=method)
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return json.load(answer)


class Cluster(Address):
    """Nodes on free ports of 127.0.0.1, each a process of its own, which can be killed and started again.

    Without `folder` the data live in a temporary one and go with `close`; with it they are kept there.
    """

    name: ClassVar[str]
    jars: ClassVar[Jars]
    # The setting that names the nodes of the first election.
    first_nodes: ClassVar[str]

    def __init__(self, nodes: int = 1, *, folder: Path | None = None, port: int = 0) -> None:
        """Prepare, without starting; nodes answer on `port` and the following, or on free ports."""
        self.folder = folder or Path(tempfile.mkdtemp(prefix=f"portal-tests-{self.name}-"))
        self.kept = folder is not None
        self.ports = [port + number if port else free_port() for number in range(nodes)]
        self._transport = [free_port() for _ in range(nodes)]
        self._processes: list[subprocess.Popen[bytes] | None] = [None] * nodes
        super().__init__(self.name, [f"127.0.0.1:{port}" for port in self.ports])

    @classmethod
    def installed(cls) -> bool:
        """Whether a server can be started here."""
        return cls.jars.obtainable()

    @classmethod
    def variable(cls) -> str:
        """The environment variable that names the hosts of a running server; empty: it could not be started."""
        return f"TEST_{cls.name.upper()}_HOSTS"

    def arguments(self, files: Path) -> list[str]:
        """What the launcher wants before the settings, given the folder of the jars."""
        return []

    def start(self) -> None:
        """Start the nodes that do not run, and return when the cluster answers with all of them."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start the nodes that do not run, without waiting; UnavailableError when there is nothing to start."""
        for node, process in enumerate(self._processes):
            if process is None:
                self._launch(node)

    def start_node(self, node: int) -> None:
        """Start one node, and return when it has joined the others that run."""
        self._launch(node)
        self.wait()

    def wait(self, *statuses: str, seconds: float = 120) -> None:
        """Return when every node that runs is in the cluster, and its status one of these: green or yellow."""
        wanted = statuses or ("green", "yellow")
        wait_until(lambda: self._answers(wanted), seconds, what=f"{self.name} {' or '.join(wanted)}")

    def running(self) -> list[int]:
        """The nodes that were started and neither stopped nor killed."""
        return [node for node, process in enumerate(self._processes) if process is not None]

    def process(self, node: int) -> subprocess.Popen[bytes] | None:
        """The process of one node, None when it does not run."""
        return self._processes[node]

    def kill(self, node: int) -> None:
        """End one node as a crash would; its data stay."""
        if process := self._processes[node]:
            process.kill()
            process.wait()
            self._processes[node] = None

    def stop(self) -> None:
        """Stop every node, in order; connections are refused, the data stay."""
        for process in self._processes:
            if process:
                process.send_signal(signal.SIGTERM)
        for node, process in enumerate(self._processes):
            stop(process, seconds=30)
            self._processes[node] = None

    def close(self) -> None:
        """Stop, and leave nothing behind but the data that are to be kept."""
        if self.kept:
            self.stop()
            return
        for node in self.running():
            self.kill(node)
        remove(self.folder)

    def check(self) -> None:
        """RuntimeError if a node ended by itself."""
        for node in self.running():
            process = self._processes[node]
            if process and process.poll() is not None:
                log = (self._home(node) / "log").read_text(errors="replace")
                raise RuntimeError(f"{self.name}: node {node} stopped:\n{log[-3000:]}")

    def _home(self, node: int) -> Path:
        return self.folder / f"node-{node}"

    def _settings(self, node: int) -> dict[str, str]:
        """The settings of one node."""
        settings = {
            **SETTINGS,
            "path.home": str(self._home(node)),
            "node.name": f"node-{node}",
            "http.port": str(self.ports[node]),
            "transport.port": str(self._transport[node]),
        }
        if len(self.ports) == 1:
            return {**settings, "discovery.type": "single-node"}
        return {
            **settings,
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self._transport),
            self.first_nodes: ",".join(f"node-{number}" for number in range(len(self.ports))),
        }

    def _launch(self, node: int) -> None:
        """Start the process of one node."""
        files = self.jars.prepare()
        home = self._home(node)
        for name in ("config", "data", "tmp", "modules", "plugins"):
            (home / name).mkdir(parents=True, exist_ok=True)
        (home / "config" / "log4j2.properties").write_bytes((SOURCES / "log4j2.properties").read_bytes())
        command = [java(), *JVM, *(KEPT if self.kept else TESTS), f"-Djava.io.tmpdir={home / 'tmp'}"]
        command += ["-cp", self.jars.class_path(), self.jars.launcher, *self.arguments(files)]
        command += [f"{name}={value}" for name, value in self._settings(node).items()]
        with (home / "log").open("wb") as log:
            self._processes[node] = subprocess.Popen(
                command,
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(),
            )

    def _answers(self, statuses: tuple[str, ...]) -> bool:
        """Whether every running node sees all of them, and one of these statuses."""
        self.check()
        running = self.running()
        try:
            answers = [self.request("GET", "/_cluster/health", host=self.hosts[node], seconds=2) for node in running]
        except OSError:
            return False
        return all(
            answer["number_of_nodes"] == len(running) and answer["status"] in statuses and not answer["timed_out"]
            for answer in answers
        )


def serve(engine: type[Cluster], arguments: list[str]) -> int:
    """`make search`: a server whose data are kept under var/, until Ctrl-C."""
    parser = argparse.ArgumentParser(prog=f"tests.services.{engine.name}")
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--port", type=int, default=9200)
    options = parser.parse_args(arguments)
    if taken := [port for port in range(options.port, options.port + options.nodes) if listening(port)]:
        print(f"Port {taken[0]} is taken: make search SEARCH_PORT={taken[0] + 100}", file=sys.stderr)
        return 1
    interrupt_when_told()
    # One node can't go on with the data of three.
    folder = CACHE / "data" / f"{engine.name}-{options.nodes}"
    server = engine(options.nodes, folder=folder, port=options.port)
    try:
        print(f"Starting {engine.name}, data under {folder} ...")
        server.start()
        print(f"SEARCH_URL={server.url('portal')}\nCtrl-C stops it.")
        while True:
            time.sleep(1)
            server.check()
    except KeyboardInterrupt:
        return 0
    except (UnavailableError, RuntimeError, TimeoutError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        server.close()
