"""What the portal takes as documents. Without Django: settings import it too."""

MEBIBYTE = 1024 * 1024
MAX_UNPACKED = 200 * MEBIBYTE  # as search.extraction.archive, whose process knows nothing of the portal
# As editors read them.
DOCUMENTS = ("pdf", "docx", "odt", "pptx", "odp", "key", "xlsx", "ods", "csv", "txt", "vtt")
MEDIA: dict[str, tuple[int, tuple[bytes, ...]]] = {  # where the signature stands, and what it may be
    "mp4": (4, (b"ftyp",)),
    "webm": (0, (b"\x1a\x45\xdf\xa3",)),
    "mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "m4a": (4, (b"ftyp",)),
    "ogg": (0, (b"OggS",)),
}
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office documents, and new ones with a password
LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds the latter
