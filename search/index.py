"""What each process holds of the catalogue: a set of entries for each facet value, orders, names.

Counting is arithmetic on sets (roaring bitmaps), and costs the same whatever is chosen: see ../shared/search/facets.md
and docs/adr. The index follows the catalogue's change log and never reads a row twice that has not changed.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from datetime import date
from math import asin, cos, radians, sin, sqrt
from threading import RLock

from pyroaring import BitMap

from portal.models import Counter
from search.models import Change, Entry
from search.names import labels_of, tree
from search.postings import Postings
from search.registry import Label

FIRST_DAY = date.min.toordinal()
COLUMNS = ("pk", "language", "translation_key", "title", "date", "date_end", "latitude", "longitude", "terms")
KM_OF_A_DEGREE = 111.0  # of latitude, a little less than it is
DEFAULT_LANGUAGE = "fr"

Row = tuple[int, str, str, str, date | None, date | None, float | None, float | None, dict[str, list[str]]]


class Index:
    """Sets of entry identifiers by facet value, and entries in order. Not thread-safe by itself: see `Held`."""

    def __init__(self) -> None:
        self.number = 0
        self.everything = BitMap()
        self.values: dict[str, dict[str, BitMap]] = {}
        self.days: dict[int, tuple[int, int]] = {}  # entry -> first and last day, as ordinals
        self.titles: dict[int, str] = {}
        self.by_start: list[tuple[int, int]] = []
        self.by_end: list[tuple[int, int]] = []
        self.by_title: list[tuple[str, int]] = []
        self.languages: dict[str, dict[str, int]] = {}  # language -> translation key -> entry
        self.keys: dict[int, tuple[str, str]] = {}  # entry -> (language, translation key)
        self.labels: dict[tuple[str, str], dict[str, Label]] = {}
        self.named: dict[tuple[str, str], int] = {}  # at which number every value in use had its label
        self.listed: dict[str, BitMap] = {}
        self.trees: dict[tuple[str, str], tuple[int, dict[str, list[str]]]] = {}
        self.points: dict[int, tuple[float, float]] = {}  # entry -> latitude, longitude
        self.by_latitude: list[tuple[float, int]] = []
        self.postings = Postings()

    # Following the log

    def load(self) -> None:
        """Read the whole catalogue: about 2 s at 100,000 entries (SQLite, one busy core)."""
        self.__init__()  # type: ignore[misc]
        self.number = Counter.read().get(Counter.CATALOGUE, 0)
        for row in Entry.objects.values_list(*COLUMNS).iterator(chunk_size=5000):
            self._add(row, in_order=False)
        self.by_start.sort()
        self.by_end.sort()
        self.by_title.sort()
        self.by_latitude.sort()

    def follow(self, number: int) -> None:
        """Catch up with the log, or load again where the log does not reach back far enough (or time went back)."""
        if number == self.number or (number < self.number <= Counter.read().get(Counter.CATALOGUE, 0)):
            return  # another thread may have read the counter before this one moved the index
        changes = list(Change.objects.filter(number__gt=self.number).values_list("number", "entry_id", "facet"))
        oldest = min((change[0] for change in changes), default=None)
        if number < self.number or oldest is None or oldest > self.number + 1:
            self.load()
            return
        touched = BitMap(pk for _, pk, _ in changes if pk is not None)
        self._remove(touched)
        for row in Entry.objects.filter(pk__in=list(touched)).values_list(*COLUMNS) if touched else ():
            self._add(row, in_order=True)
        self.postings.follow(touched)
        renamed = {name for _, _, name in changes if name}
        self.labels = {key: labels for key, labels in self.labels.items() if key[0] not in renamed}
        self.number = max(change[0] for change in changes)

    def _remove(self, touched: BitMap) -> None:
        known = touched & self.everything
        self.listed = {}
        if not known:
            return
        self.everything -= known
        for values in self.values.values():
            for value, entries in list(values.items()):
                if entries.intersect(known):
                    entries -= known
                    values[value] = entries
                    if not entries:
                        del values[value]
        self.by_start = [item for item in self.by_start if item[1] not in known]
        self.by_end = [item for item in self.by_end if item[1] not in known]
        self.by_title = [item for item in self.by_title if item[1] not in known]
        self.by_latitude = [item for item in self.by_latitude if item[1] not in known]
        for pk in known:
            language, key = self.keys.pop(pk)
            self.languages[language].pop(key, None)
            self.days.pop(pk)
            self.titles.pop(pk)
            self.points.pop(pk, None)

    def _add(self, row: Row, in_order: bool) -> None:
        pk, language, key, title, first, last, latitude, longitude, terms = row
        start = first.toordinal() if first else FIRST_DAY
        end = last.toordinal() if last else start
        add = insort if in_order else list.append
        self.everything.add(pk)
        self.days[pk] = (start, end)
        self.titles[pk] = title.casefold()
        add(self.by_start, (start, pk))
        add(self.by_end, (end, pk))
        add(self.by_title, (title.casefold(), pk))
        if latitude is not None and longitude is not None:
            self.points[pk] = (latitude, longitude)
            add(self.by_latitude, (latitude, pk))
        self.languages.setdefault(language, {})[key] = pk
        self.keys[pk] = (language, key)
        for name, slugs in terms.items():
            values = self.values.setdefault(name, {})
            for slug in slugs:
                if slug not in values:
                    values[slug] = BitMap()
                values[slug].add(pk)

    # Reading

    def visible(self, language: str) -> BitMap:
        """Each thing once: in this language if it exists, otherwise in French, otherwise in the language it has."""
        if language not in self.listed:
            shown = BitMap()
            seen: set[str] = set()
            for code in dict.fromkeys([language, DEFAULT_LANGUAGE, *sorted(self.languages)]):
                keys = self.languages.get(code, {})
                shown |= BitMap(pk for key, pk in keys.items() if key not in seen) if seen else BitMap(keys.values())
                seen |= keys.keys()
            self.listed[language] = shown
        return self.listed[language]

    def entries(self, name: str, slugs: Iterable[str]) -> BitMap:
        """Entries that have one of these values of a facet."""
        values = self.values.get(name, {})
        return BitMap.union(*(values[slug] for slug in slugs if slug in values), BitMap())

    def between(self, since: date | None, until: date | None) -> BitMap:
        """Entries whose days meet the period, both ends included."""
        found = self.everything
        if since:
            found = found & BitMap(pk for _, pk in self.by_end[bisect_left(self.by_end, (since.toordinal(), 0)) :])
        if until:
            found = found & BitMap(
                pk for _, pk in self.by_start[: bisect_right(self.by_start, (until.toordinal() + 1, 0))]
            )
        return found

    def ordered(self, match: BitMap, sort: str, start: int, size: int) -> list[int]:
        """Entries `start` to `start + size` of a match: `date` (newest first), `coming` (soonest first) or `title`."""
        if len(match) < 1000 or len(match) * 20 < len(self.everything):
            return self._sorted(match, sort)[start : start + size]
        orders: dict[str, Iterable[tuple[object, int]]] = {"title": self.by_title, "coming": self.by_start}
        walk = orders.get(sort) or reversed(self.by_start)
        picked: list[int] = []
        passed = 0
        for _, pk in walk:
            if pk in match:
                passed += 1
                if passed > start:
                    picked.append(pk)
                    if len(picked) == size:
                        break
        return picked

    def _sorted(self, match: BitMap, sort: str) -> list[int]:
        if sort == "title":
            return sorted(match, key=lambda pk: (self.titles[pk], pk))
        if sort == "coming":
            return sorted(match, key=lambda pk: (self.days[pk][0], pk))
        return sorted(match, key=lambda pk: (self.days[pk][0], pk), reverse=True)

    def names(self, name: str, language: str) -> dict[str, Label]:
        """The labels of the values in use of a facet, asked of the app that owns it when one is not known yet."""
        if self.named.get((name, language)) != self.number:
            labels_of(self.labels, name, self.values.get(name, {}).keys(), language)
            self.named[name, language] = self.number
        return self.labels[name, language]

    def children(self, name: str, language: str) -> dict[str, list[str]]:
        """The values in use of a tree under each of their parents ("" for the roots), as of this number of the log."""
        held = self.trees.get((name, language))
        if held is None or held[0] != self.number:
            held = (self.number, tree(self.names(name, language), self.values.get(name, {}).keys()))
            self.trees[name, language] = held
        return held[1]

    def near(self, latitude: float, longitude: float, radius: float) -> dict[int, float]:
        """Entries within `radius` km of a point, and how far they are."""
        margin = radius / KM_OF_A_DEGREE
        first = bisect_left(self.by_latitude, (latitude - margin, 0))
        last = bisect_right(self.by_latitude, (latitude + margin, 2**63))
        found = {}
        for _, pk in self.by_latitude[first:last]:
            away = distance(latitude, longitude, *self.points[pk])
            if away <= radius:
                found[pk] = away
        return found


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points given in degrees (haversine, mean radius of the Earth)."""
    a, b = radians(latitude), radians(other_latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(half)))


class Held:
    """The index of this process, brought up to date under a lock that readers share."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.index: Index | None = None

    def at(self, number: int) -> Index:
        """The index at this number of the counter; call with the lock held, for as long as the index is read."""
        if self.index is None:
            self.index = Index()
            self.index.load()
        self.index.follow(number)
        return self.index

    def forget(self) -> None:
        """Drop what is held (tests that roll back)."""
        with self.lock:
            self.index = None


held = Held()
