"""Office files are archives: opened only if they are sound, bounded and not locked."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from search.extraction.result import Reason, Refused

MAX_UNPACKED = 200 * 1024 * 1024  # bytes, as portal.media.documents allows
MAX_MEMBERS = 10_000
_LOCKED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office documents, and new ones with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds the latter


@contextmanager
def opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """The archive; Refused if it is not one, is locked, or would unpack to too much.

    The sizes that it declares bind: zipfile reads no member further than its declared size.
    """
    if file.read(len(_OLE)) == _OLE:
        raise Refused(Reason.PASSWORD if _ENCRYPTED in file.read() else Reason.DISGUISED, "compound file")
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise Refused(Reason.HOSTILE, f"{len(members)} members, unpacks to too much")
        if any(member.flag_bits & _LOCKED for member in members):
            raise Refused(Reason.PASSWORD, "locked members")
        yield archive
