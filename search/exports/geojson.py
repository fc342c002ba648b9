"""GeoJSON (RFC 7946): the entries that have a place, for a map."""

from collections.abc import Iterator

from search.exports.about import About
from search.exports.json import described, dumps
from search.exports.rows import Rows

DIGITS = 5  # about a metre


def write(rows: Rows, about: About) -> Iterator[str]:
    """A FeatureCollection; longitude comes first, as the RFC wants. `properties` are those of the JSON export."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for row in rows:
        entry = row.entry
        if entry.latitude is None or entry.longitude is None:
            continue
        point = [round(entry.longitude, DIGITS), round(entry.latitude, DIGITS)]
        feature = {
            "type": "Feature",
            "id": entry.key,
            "geometry": {"type": "Point", "coordinates": point},
            "properties": {**described(row), "place": entry.card.get("place") or ""},
        }
        yield separator + dumps(feature)
        separator = ",\n"
    yield "\n]}\n"
