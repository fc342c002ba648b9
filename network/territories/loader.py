"""Bring the territories of the database in step with a file: all of it or nothing, in seconds."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.functions import Cast, Concat
from wagtail.models import Page, ReferenceIndex

from network.models.containment import TerritoryContainment
from network.models.territory import Territory, TerritoryEdition, TerritoryKind
from network.placenames import places_changed
from network.territories.names import fold, short_form
from network.territories.reader import KINDS, Row, parse, read_bytes
from search.keys import page_key
from search.marks import mark, mark_labels

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "data" / "territories.tsv.xz"
FACETS = ("territoire", "lieu", "ici")
PORTION = 5_000
IN_LIST = 500  # SQLite may be built with room for 999 parameters
COLUMNS = (
    "name",
    "slug",
    "parent_id",
    "postcodes",
    "latitude",
    "longitude",
    "population",
    "is_current",
    "search_name",
    "short_name",
)

Key = tuple[str, str]


@dataclass
class Report:
    """What a loading did. `kept` names territories that the file no longer has and that something still refers to."""

    unchanged: bool = False
    source: str = ""
    places: int = 0
    created: int = 0
    updated: int = 0
    removed: int = 0
    kept: list[str] = field(default_factory=list)


def load(path: Path, now: datetime, *, force: bool = False) -> Report:
    """Read the file, then change what differs, in one transaction. A TerritoryFileError means that nothing changed."""
    data, digest = read_bytes(path)
    edition = TerritoryEdition.objects.first()
    if edition and edition.digest == digest and not force and _count() >= edition.places:
        return Report(unchanged=True, source=edition.source, places=edition.places)
    file = parse(data)
    with transaction.atomic():
        report = Loading(file.rows).run()
        TerritoryEdition.objects.all().delete()
        TerritoryEdition.objects.create(source=file.source, digest=digest, places=len(file.rows), loaded_at=now)
        places_changed()
    report.source, report.places = file.source, len(file.rows)
    return report


def _count() -> int:
    return Territory.objects.reference().current().count()


class Loading:
    """One run: compares the database with the rows, kind by kind from the widest, then the containment."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.before: dict[Key, tuple[Any, ...]] = {}
        self.pks: dict[str, int] = {}  # by reference
        self.changed: set[int] = set()
        self.report = Report()

    def run(self) -> Report:
        known = Territory.objects.reference().values_list("kind", "code", "pk", *COLUMNS)
        self.before = {(row[0], row[1]): row[2:] for row in known}
        gone = set(self.before) - {(row.kind, row.code) for row in self.rows}
        kept = self._remove(gone)
        zones = Territory.objects.filter(kind=TerritoryKind.BASSIN).values_list("slug", flat=True)
        taken = set(zones) | {self.before[key][2] for key in kept}
        for kind in KINDS.values():
            self._write([row for row in self.rows if row.kind == kind], taken)
        self._contain()
        for zone in Territory.objects.filter(kind=TerritoryKind.BASSIN):
            zone.refresh_zone()
        self._mark()
        return self.report

    def _write(self, rows: list[Row], taken: set[str]) -> None:
        """Create or update the rows of one kind, their containers being there. A slug in use stays its owner's."""
        wanted, moved = [], []
        for row in rows:
            territory = self._territory(row, taken)
            old = self.before.get((row.kind, row.code))
            if old is None:
                self.report.created += 1
            elif old[1:] != tuple(getattr(territory, column) for column in COLUMNS):
                self.report.updated += 1
                self.changed.add(old[0])
                if old[2] != territory.slug:
                    moved.append(old[0])
            else:
                self.pks[row.ref] = old[0]
                continue
            wanted.append(territory)
        for pks in _portions(moved):
            _free_slugs(pks)
        self._save(wanted)

    def _save(self, territories: list[Territory]) -> None:
        letters = {kind: letter for letter, kind in KINDS.items()}
        saved = Territory.objects.bulk_create(
            territories,
            batch_size=PORTION,
            update_conflicts=True,
            unique_fields=["kind", "code"],
            update_fields=[column.removesuffix("_id") for column in COLUMNS],
        )
        for territory in saved:
            self.pks[letters[territory.kind] + territory.code] = territory.pk

    def _territory(self, row: Row, taken: set[str]) -> Territory:
        slug = f"{row.slug}-{row.code.lower()}" if row.slug in taken else row.slug
        return Territory(
            kind=row.kind,
            code=row.code,
            name=row.name,
            slug=slug,
            parent_id=self.pks[row.parent] if row.parent else None,
            postcodes=row.postcodes,
            latitude=row.latitude,
            longitude=row.longitude,
            population=row.population,
            is_current=True,
            search_name=fold(row.name),
            short_name=short_form(row.name),
        )

    def _contain(self) -> None:
        """Make the rows between official territories those of the file; what was kept keeps its own."""
        wanted = {(self.pks[ref], self.pks[row.ref]) for row in self.rows for ref in row.containers}
        official = TerritoryContainment.objects.exclude(ancestor__kind=TerritoryKind.BASSIN)
        official = official.filter(descendant__is_current=True).exclude(descendant__kind=TerritoryKind.BASSIN)
        there = {
            pair: pk for pk, *pair_ in official.values_list("pk", "ancestor", "descendant") for pair in [(*pair_,)]
        }
        extra = [pair for pair in there if pair not in wanted]
        missing = sorted(wanted - there.keys())
        self.changed.update(below for _above, below in extra)
        for pks in _portions([there[pair] for pair in extra]):
            TerritoryContainment.objects.filter(pk__in=pks).delete()
        TerritoryContainment.objects.insert_pairs(missing)
        if self.before:
            self.changed.update(below for _above, below in missing)

    def _remove(self, gone: Collection[Key]) -> list[Key]:
        """Delete what disappeared, but keep and report what anything refers to. Returns what was kept."""
        keys = {self.before[key][0]: key for key in gone}
        referred = set()
        for pks in _portions(list(keys)):
            referred |= _referred(pks)
            Territory.objects.filter(pk__in=set(pks) - referred).delete()
        for pks in _portions(list(referred)):
            Territory.objects.filter(pk__in=pks).update(is_current=False)
        self.report.removed = len(keys) - len(referred)
        self.report.kept = sorted(f"{self.before[keys[pk]][1]} ({keys[pk][1]})" for pk in referred)
        return [keys[pk] for pk in referred]

    def _mark(self) -> None:
        """What shows a territory that changed is described again, and lists name it as it is now."""
        if not self.before:
            return
        mark_labels(*FACETS)
        content_type = ContentType.objects.get_for_model(Territory)
        references = ReferenceIndex.objects.filter(
            to_content_type=content_type, base_content_type=ContentType.objects.get_for_model(Page)
        )
        for pks in _portions(list(self.changed)):
            pages = references.filter(to_object_id__in=[str(pk) for pk in pks])
            mark(page_key(int(pk)) for pk in pages.values_list("object_id", flat=True).distinct())


def _free_slugs(pks: Collection[int]) -> None:
    """Take their slugs from territories that get another one, so that two may swap."""
    text = models.CharField(max_length=130)
    Territory.objects.filter(pk__in=pks).update(slug=Concat(models.Value("~"), Cast("pk", text), output_field=text))


def _referred(pks: Collection[int]) -> set[int]:
    """Which of these something refers to: a page, a free zone, a block of text; containment does not count."""
    found: set[int] = set()
    for relation in Territory._meta.related_objects:
        model = relation.related_model
        if model in (Territory, TerritoryContainment) or not isinstance(relation.field, models.ForeignKey):
            continue
        name = relation.field.attname
        rows = model._base_manager.filter(**{f"{name}__in": pks})
        found.update(rows.values_list(name, flat=True))
    content_type = ContentType.objects.get_for_model(Territory)
    references = ReferenceIndex.objects.filter(to_content_type=content_type, to_object_id__in=[str(pk) for pk in pks])
    references = references.exclude(base_content_type=content_type)
    found.update(int(pk) for pk in references.values_list("to_object_id", flat=True))
    return found


def _portions(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), IN_LIST):
        yield values[start : start + IN_LIST]
