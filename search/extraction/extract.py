"""From a file to its text, by a child process that may fail in any way and is never waited for long."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from search.extraction.child import GRACE, OUTPUT
from search.extraction.result import Extraction, Reason

logger = logging.getLogger(__name__)

CHARACTERS = 200_000  # as search.describe.MAX_TEXT
MEMORY = 512 * 1024 * 1024  # bytes of address space
SECONDS = 30  # of processor time
ROOT = Path(__file__).resolve().parent.parent.parent
CHILD = (sys.executable, "-m", "search.extraction.child")


def extract(path: str | Path, extension: str, *, seconds: int = SECONDS, memory: int = MEMORY) -> Extraction:
    """The text of the file at `path`, read as what `extension` says (lower case, no dot); OSError if it is not there.

    The child gets the open file and nothing of our environment: no password of the database is within its reach.
    """
    command = [*CHILD, extension, str(CHARACTERS), str(memory), str(seconds)]
    with Path(path).open("rb") as file, tempfile.TemporaryFile() as output:
        child = subprocess.Popen(  # noqa: S603 (our own module, no shell)
            command,
            cwd=ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=file,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            child.wait(GRACE * seconds + 1)
        except subprocess.TimeoutExpired:
            return Extraction(reason=Reason.HEAVY, detail="time")
        finally:
            _end(child)
        output.seek(0)
        return _answer(child.returncode, output.read(OUTPUT))


def _end(child: subprocess.Popen[bytes]) -> None:
    """Leave no process behind."""
    if child.returncode is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _answer(code: int, output: bytes) -> Extraction:
    """What the child wrote, or what its end means."""
    if code == 0:
        try:
            return Extraction(**json.loads(output))
        except (ValueError, TypeError) as error:
            return Extraction(reason=Reason.BROKEN, detail=f"answer: {error}")
    killed = code in {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGALRM}
    return Extraction(reason=Reason.HEAVY if killed else Reason.BROKEN, detail=f"ended with {code}")
