"""One row after another: each in a transaction of its own, so that a bad one never takes a good one with it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from home.importing.kinds import ID, KIND, LANGUAGE, Kind
from home.importing.reading import Row
from home.importing.values import BadValueError, Context
from home.models.importing import ImportedRow

NOT_YET = ("path", "depth", "url_path")  # of a page that has no place in the tree yet


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """A row, what became of it, why it was refused, and what the sender should know."""

    line: int
    external_id: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class RefusedError(Exception):
    """A row can't be imported, for these reasons."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@dataclass
class Importer:
    """Imports rows of a kind from a source. A dry run does everything, then undoes it."""

    kind: Kind
    source: str
    today: date
    publish: bool = False
    overwrite: bool = False
    dry_run: bool = False
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.context = Context(self.source, self.today, self.locales[settings.LANGUAGE_CODE])

    def run(self, rows: Iterable[Row]) -> Iterator[Result]:
        """The result of each row, as soon as it is known."""
        for row in rows:
            external_id = row.cells.get(ID, "")
            self.context.notes = []
            try:
                outcome = self._import(row, external_id)
            except RefusedError as refused:
                yield Result(row.line, external_id, Outcome.REFUSED, refused.reasons)
            else:
                yield Result(row.line, external_id, outcome, (), tuple(self.context.notes))

    def _import(self, row: Row, external_id: str) -> Outcome:
        if row.problem:
            raise RefusedError(row.problem)
        self._check_identifier(external_id, row.line)
        digest = self._digest(row)
        key = {"source": self.source, "kind": self.kind.name, "external_id": external_id}
        try:
            with transaction.atomic():
                record = ImportedRow.objects.select_related("page").filter(**key).first() or ImportedRow(**key)
                outcome = self._apply(row, record, digest)
                if self.dry_run:
                    transaction.set_rollback(True)
        except ValidationError as error:
            raise RefusedError(*self._sentences(error)) from error
        except (DataError, IntegrityError) as error:
            raise RefusedError(_("The database refused this row: %(reason)s") % {"reason": error}) from error
        return outcome

    def _check_identifier(self, external_id: str, line: int) -> None:
        if not external_id:
            raise RefusedError(_("The column “id” is empty."))
        if len(external_id) > 200:
            raise RefusedError(_("The identifier is longer than 200 signs."))
        if external_id in self.seen:
            raise RefusedError(
                _("This identifier is already that of line %(line)s.") % {"line": self.seen[external_id]}
            )
        self.seen[external_id] = line

    def _digest(self, row: Row) -> str:
        cells = {name: cell for name, cell in row.cells.items() if cell and self.kind.column(name)}
        return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()

    def _apply(self, row: Row, record: ImportedRow, digest: str) -> Outcome:
        if record.pk and record.page_id and record.digest == digest and not self._to_publish(record):
            return Outcome.UNCHANGED
        if record.pk and not self.overwrite and (reason := portal_change(record)):
            raise RefusedError(reason)
        self.context.locale = self._locale(row)
        values = self._values(row)
        page, outcome = self._page(row, record)
        for column, value in values:
            column.put(page, value)
        self._check(page)
        revision = self._save(page)
        record.page_id, record.digest, record.revision = page.pk, digest, revision.pk
        record.published = self.publish
        record.save()
        return outcome

    def _to_publish(self, record: ImportedRow) -> bool:
        """A row imported as a draft, that nobody changed since and that is now to be published."""
        page: Any = record.page
        return self.publish and not record.published and not page.live and not portal_change(record)

    def _locale(self, row: Row) -> Locale:
        code = row.cells.get(LANGUAGE, "").lower() or settings.LANGUAGE_CODE
        if code not in self.locales:
            expected = ", ".join(sorted(self.locales))
            raise RefusedError(
                _("Language “%(code)s” is not one of the portal’s: %(list)s.") % {"code": code, "list": expected}
            )
        return self.locales[code]

    def _values(self, row: Row) -> list[tuple[Any, Any]]:
        """(column, value) of every cell of the row; every wrong cell is named."""
        model = self.kind.model(row.cells)
        if model is None:
            expected = ", ".join(self.kind.models)
            details = {"value": row.cells.get(KIND, ""), "list": expected}
            raise RefusedError(_("Kind “%(value)s” is not known; expected: %(list)s.") % details)
        chosen = row.cells.get(KIND, "").lower()
        values: list[tuple[Any, Any]] = []
        problems: list[str] = []
        for column in self.kind.columns:
            if column.name not in row.cells:
                continue
            cell = row.cells[column.name]
            if column.only and chosen not in column.only:
                problems += [f"{column.name}: {_('not for this kind of resource.')}"] if cell else []
                continue
            if column.required and not cell:
                problems.append(f"{column.name}: {_('this cell must not be empty.')}")
                continue
            try:
                values.append((column, column.read(cell, self.context)))
            except BadValueError as error:
                problems.append(f"{column.name}: {error}")
        if problems:
            raise RefusedError(*problems)
        return values

    def _page(self, row: Row, record: ImportedRow) -> tuple[Any, Outcome]:
        """The page to fill: the one that this row made, as last edited, or a new one."""
        model: Any = self.kind.model(row.cells)
        if not record.page_id:
            return model(locale=self.context.locale, live=False, has_unpublished_changes=True), Outcome.CREATED
        page: Any = record.page.specific  # type: ignore[union-attr]
        if not isinstance(page, model):
            raise RefusedError(
                _("This identifier is already that of another kind of page (%(kind)s).")
                % {"kind": page._meta.verbose_name}
            )
        if page.locale_id != self.context.locale.pk:
            raise RefusedError(_("This identifier is already that of a page in another language."))
        return page.get_latest_revision_as_object(), Outcome.UPDATED

    def _check(self, page: Any) -> None:
        """All that is wrong with a filled page, before it is saved: what its model puts in one form is kept so."""
        errors: dict[str, Any] = dict(self.kind.rule(page, self.today))
        if page.pk is None:
            page.slug = _free_slug(page.title, self._index())
        try:
            page.full_clean(exclude=() if page.pk else NOT_YET)
        except ValidationError as error:
            errors |= error.update_error_dict({})
        if errors:
            raise ValidationError(errors)

    def _save(self, page: Any) -> Any:
        if page.pk is None:
            self._index().add_child(instance=page)
        revision = page.save_revision()
        if self.publish:
            revision.publish()
        return revision

    def _index(self) -> Page:
        """The page under which new ones go, in the language of the row; read each time, as a dry run undoes it."""
        keys = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
        homes = Page.objects.filter(translation_key__in=keys, locale=self.context.locale)
        for home in homes:
            if index := self.kind.index.objects.child_of(home).first():
                return Page.objects.get(pk=index.pk)
        raise RefusedError(
            _("The portal has no “%(page)s” in this language.") % {"page": self.kind.index._meta.verbose_name}
        )

    def _sentences(self, error: ValidationError) -> list[str]:
        """What is wrong, under the names of the columns."""
        if not hasattr(error, "error_dict"):
            return list(error.messages)
        names = {name: column.name for column in self.kind.columns for name in column.fields}
        return [
            message if name == NON_FIELD_ERRORS else f"{names.get(name, name)}: {message}"
            for name, messages in error.message_dict.items()
            for message in messages
        ]


def portal_change(record: ImportedRow) -> str:
    """What somebody did in the portal to the page of an imported row since; empty if nothing."""
    page: Any = record.page
    if page is None:
        return _("Its page was deleted in the portal since the last import.")
    if page.latest_revision_id != record.revision:
        return _("Its page was edited in the portal since the last import.")
    if record.published and not page.live:
        return _("Its page was taken offline in the portal since the last import.")
    if page.locked:
        return _("Its page is locked in the portal.")
    if page.current_workflow_state is not None:
        return _("Its page is in moderation in the portal.")
    return ""


def _free_slug(title: str, parent: Page) -> str:
    """The title as an address, with a number where a neighbour has it."""
    base = slugify(title.replace("’", " ").replace("'", " "))[:100].strip("-") or "page"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)


def missing_columns(kind: Kind, columns: list[str]) -> list[str]:
    """Names of the required columns that a file lacks."""
    return [column.name for column in kind.columns if column.required and column.name not in columns]
