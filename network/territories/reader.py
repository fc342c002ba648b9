"""The file of territories: one line a place, so that a broken file can name its line.

Text in UTF-8, compressed by xz or not. The first line holds `territories/1`, the source and the number of places. Then,
separated by tabs: reference (a letter for the kind, then the code), name, slug (empty when it is the plain slug of the
name), reference of the parent, references of all containers (space between), postcodes (space between), population,
latitude, longitude (degrees, WGS 84). A container comes before what it contains.
"""

import hashlib
import lzma
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from network.territories.names import slug_of

FORMAT = "territories/1"
KINDS = {"R": "region", "D": "departement", "O": "outre_mer", "E": "epci", "C": "commune"}
# What a kind may lie in.
CONTAINERS = {"R": "", "D": "R", "O": "", "E": "RDO", "C": "RDOE"}
FIELDS = 9

_XZ = b"\xfd7zXZ\x00"
_CODES = {
    "R": re.compile(r"\d{2}"),
    "D": re.compile(r"\d{2,3}|2[AB]"),
    "O": re.compile(r"\d{3}"),
    "E": re.compile(r"\d{9}"),
    "C": re.compile(r"\d[\dAB]\d{3}"),
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_POSTCODES = re.compile(r"(\d{5}( \d{5})*)?")
_POPULATION = re.compile(r"\d{1,9}")


class TerritoryFileError(Exception):
    """The file cannot be used; `line` counts from 1, 0 when the whole file is meant."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        text = _("Line %(line)d: %(reason)s") % {"line": line, "reason": reason} if line else reason
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Row:
    """One official territory as the file says it."""

    ref: str
    name: str
    slug: str
    parent: str
    containers: tuple[str, ...]
    postcodes: str
    population: int
    latitude: float | None
    longitude: float | None

    @property
    def kind(self) -> str:
        return KINDS[self.ref[0]]

    @property
    def code(self) -> str:
        return self.ref[1:]


@dataclass(frozen=True, slots=True)
class TerritoryFile:
    """What a file holds, containers first."""

    source: str
    rows: list[Row]


def read_bytes(path: Path) -> tuple[bytes, str]:
    """The file as it is and its SHA-256. Raises TerritoryFileError when it cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TerritoryFileError(0, _("%(path)s cannot be read: %(why)s") % {"path": path, "why": error}) from error
    return data, hashlib.sha256(data).hexdigest()


def parse(data: bytes) -> TerritoryFile:
    """Read and check everything before anything is written. Raises TerritoryFileError at the first broken line."""
    lines = _lines(data)
    head = lines[0].split("\t") if lines else []
    if len(head) != 3 or head[0] != FORMAT or not head[2].isdigit():
        raise TerritoryFileError(1, _("this is not a file of territories (%(format)s).") % {"format": FORMAT})
    rows: dict[str, Row] = {}
    slugs: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        row = _row(number, line)
        if row.ref in rows or row.slug in slugs:
            raise TerritoryFileError(number, _("%(what)s is there twice.") % {"what": f"{row.ref} ({row.slug})"})
        _check_containers(number, row, rows)
        rows[row.ref] = row
        slugs.add(row.slug)
    if len(rows) != int(head[2]):
        values = {"expected": head[2], "found": len(rows)}
        raise TerritoryFileError(len(lines), _("the file ends at %(found)d territories of %(expected)s.") % values)
    return TerritoryFile(head[1], list(rows.values()))


def _lines(data: bytes) -> list[str]:
    text, broken = _decompress(data) if data.startswith(_XZ) else (data, "")
    try:
        lines = text.decode().split("\n")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise TerritoryFileError(line, _("this is not text in UTF-8.")) from error
    if broken:
        raise TerritoryFileError(
            len(lines), _("the compressed file is damaged from here on: %(why)s") % {"why": broken}
        )
    return lines[:-1] if lines[-1] == "" else lines


def _decompress(data: bytes) -> tuple[bytes, str]:
    """All that can be read, and why it stops before the end if it does."""
    decompressor, parts = lzma.LZMADecompressor(), []
    try:
        for start in range(0, len(data), 4096):
            parts.append(decompressor.decompress(data[start : start + 4096]))
    except (lzma.LZMAError, EOFError) as error:
        return b"".join(parts), str(error)
    return b"".join(parts), "" if decompressor.eof else "EOF"


def _row(number: int, line: str) -> Row:
    fields = line.split("\t")
    if len(fields) != FIELDS:
        values = {"expected": FIELDS, "found": len(fields)}
        raise TerritoryFileError(number, _("%(expected)d columns expected, %(found)d found.") % values)
    ref, name, slug, parent, containers, postcodes, population, latitude, longitude = fields
    slug = slug or slug_of(name)
    valid = {
        "code": ref[:1] in _CODES and _CODES[ref[0]].fullmatch(ref[1:]),
        "name": 0 < len(name) <= 120 and name == name.strip(),
        "slug": _SLUG.fullmatch(slug) and len(slug) <= 130,
        "postcodes": _POSTCODES.fullmatch(postcodes) and len(postcodes) <= 250,
        "population": _POPULATION.fullmatch(population),
    }
    for column, right in valid.items():
        if not right:
            raise TerritoryFileError(number, _("column “%(column)s” is not valid.") % {"column": column})
    point = _point(number, latitude, longitude)
    return Row(ref, name, slug, parent, tuple(containers.split()), postcodes, int(population), *point)


def _point(number: int, latitude: str, longitude: str) -> tuple[float, float] | tuple[None, None]:
    if not latitude and not longitude:
        return None, None
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        point = (999.0, 999.0)
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise TerritoryFileError(number, _("column “%(column)s” is not valid.") % {"column": "latitude, longitude"})
    return point


def _check_containers(number: int, row: Row, known: Mapping[str, Row]) -> None:
    unknown = _unknown(row.containers, CONTAINERS[row.ref[0]], known)
    if unknown:
        raise TerritoryFileError(number, _("%(ref)s is not a container known so far.") % {"ref": unknown})
    if row.parent and row.parent not in row.containers:
        raise TerritoryFileError(number, _("the parent %(ref)s is not among the containers.") % {"ref": row.parent})


def _unknown(refs: Iterable[str], kinds: str, known: Mapping[str, Row]) -> str:
    return next((ref for ref in refs if ref not in known or ref[0] not in kinds), "")
