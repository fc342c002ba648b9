"""A small file of real territories for tests, whole or altered."""

from datetime import UTC, datetime
from pathlib import Path

from network.territories.loader import Report, load

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EXTRACT = Path(__file__).parent / "territories.tsv"


def load_extract() -> Report:
    """The extract as it is."""
    return load(EXTRACT, NOW)


def altered(folder: Path, *, without: tuple[str, ...] = (), replace: dict[str, str] | None = None) -> Path:
    """A copy of the extract without the lines of some references, and with some texts replaced."""
    lines = EXTRACT.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines[1:] if line.split("\t")[0] not in without]
    text = "\n".join([f"territories/1\taltered\t{len(kept)}", *kept]) + "\n"
    for old, new in (replace or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "altered.tsv"
    path.write_text(text, encoding="utf-8")
    return path
