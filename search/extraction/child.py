"""`python -m search.extraction.child EXTENSION CHARACTERS BYTES SECONDS < file`: reads one file, writes JSON, ends.

A file that was sent may be made to hang, to swell or to break what reads it. So this process has no Django, no
database, no settings, and little memory and time.
"""

import json
import os
import resource
import signal
import sys
from dataclasses import asdict, replace
from typing import IO

from search.extraction.cleaning import clean
from search.extraction.result import Extraction, Reason, Refused

SHARE = 0.7  # of the processor time: then what a PDF gave so far is kept
OUTPUT = 4 * 1024 * 1024  # bytes: as much as this process may write
FILES = 64
RAW = 2  # raw characters for one that is kept: cleaning takes spaces and marks away
GRACE = 2  # wall clock seconds for each second of processor time: the machine has other work
NICE = 10


def confine(memory: int, seconds: int) -> None:
    """Let the kernel bound this process, whatever happens in it; an orphan ends by itself."""
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_NOFILE, FILES),
    ):
        resource.setrlimit(limit, (value, value))
    signal.alarm(GRACE * seconds)
    os.nice(NICE)


def read(file: IO[bytes], extension: str, limit: int, seconds: float) -> Extraction:
    """What the reader of this extension gives, cleaned; each reader loads only what it needs."""
    raw = RAW * limit
    if extension == "pdf":
        from search.extraction.pdf import read_pdf

        found = read_pdf(file, raw, seconds)
    elif extension in {"csv", "txt", "vtt"}:
        from search.extraction import plain

        found = (plain.read_captions if extension == "vtt" else plain.read_text)(file, raw)
    else:
        from search.extraction import office

        readers = {"docx": office.read_word, "pptx": office.read_slides, "xlsx": office.read_workbook}
        found = readers.get(extension, office.read_open_document)(file, raw)
    text = clean(found.text)
    return replace(found, text=text[:limit].rstrip(), partial=found.partial or len(text) > limit)


def outcome(file: IO[bytes], extension: str, limit: int, seconds: float) -> Extraction:
    """What was read, or why nothing was: this never raises."""
    try:
        return read(file, extension, limit, seconds)
    except Refused as refused:
        return Extraction(reason=refused.reason, detail=refused.detail)
    except MemoryError:
        return Extraction(reason=Reason.HEAVY, detail="memory")
    except Exception as error:
        # Told by name: the libraries that define these are loaded only for the files that need them.
        known = {
            "DTDForbidden": Reason.HOSTILE,
            "EntitiesForbidden": Reason.HOSTILE,
            "ExternalReferenceForbidden": Reason.HOSTILE,
            "LimitReachedError": Reason.HEAVY,
            "FileNotDecryptedError": Reason.PASSWORD,
        }
        return Extraction(reason=known.get(type(error).__name__, Reason.BROKEN), detail=repr(error)[:500])


def main(extension: str, limit: str, memory: str, seconds: str) -> None:
    """Read standard input, a file that can be sought in."""
    confine(int(memory), int(seconds))
    found = outcome(sys.stdin.buffer, extension, int(limit), SHARE * int(seconds))
    sys.stdout.buffer.write(json.dumps(asdict(found), ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main(*sys.argv[1:])
