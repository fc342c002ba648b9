"""What reading a file gives, and why it may give nothing."""

from dataclasses import dataclass
from enum import StrEnum

EXTENSIONS = frozenset({"csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "vtt", "xlsx"})


class Reason(StrEnum):
    """Why a file could not be read; the sentence that an editor sees is in `search/extraction/report.py`."""

    PASSWORD = "password"  # noqa: S105 (a reason, not a secret)
    BROKEN = "broken"
    DISGUISED = "disguised"
    HOSTILE = "hostile"
    HEAVY = "heavy"
    MISSING = "missing"


class Refused(Exception):  # noqa: N818 (an outcome, not a failure of ours)
    """The file is not read, for this reason."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        """`detail` is for the log."""
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Extraction:
    """The text of a file (plain, cleaned), its number of pages if it has any, and whether its end was left out."""

    text: str = ""
    pages: int | None = None
    partial: bool = False
    reason: str = ""
    detail: str = ""


class Enough(Exception):  # noqa: N818
    """As much text as the catalogue keeps."""


class Text:
    """Collects text up to a number of characters, then raises Enough."""

    def __init__(self, limit: int) -> None:
        """Nothing yet."""
        self.left = limit
        self._parts: list[str] = []

    def add(self, part: str) -> None:
        """Keep a piece."""
        self._parts.append(part)
        self.left -= len(part)
        if self.left < 0:
            raise Enough

    def __str__(self) -> str:
        return "".join(self._parts)
