"""Text, tables in text, and captions."""

import codecs
import re
from html import unescape
from typing import IO

from search.extraction.result import Extraction

_BYTES_A_CHARACTER = 4
_CAPTION_TAG = re.compile(r"<[^<>\n]*>")
_NOT_SPOKEN = re.compile(r"(WEBVTT|NOTE|STYLE|REGION)\b")


def decode(data: bytes) -> str:
    """What the byte order mark says, else UTF-8, else what Windows writes in France."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    # The end may have been cut in the middle of a character.
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        return decoder.decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_text(file: IO[bytes], limit: int) -> Extraction:
    """The text of a TXT or CSV file."""
    data = file.read(limit * _BYTES_A_CHARACTER + 1)
    return Extraction(decode(data), partial=len(data) > limit * _BYTES_A_CHARACTER)


def read_captions(file: IO[bytes], limit: int) -> Extraction:
    """What is said in a WebVTT file: no time, cue name, note or style."""
    raw = read_text(file, limit)
    said = []
    for block in re.split(r"\n[ \t]*\n", re.sub("\r\n?", "\n", raw.text)):
        lines = block.strip().split("\n")
        times = next((number for number, line in enumerate(lines) if "-->" in line), None)
        if times is not None and not _NOT_SPOKEN.match(lines[0]):
            said.append(unescape(_CAPTION_TAG.sub("", "\n".join(lines[times + 1 :]))))
    return Extraction("\n".join(said), partial=raw.partial)
