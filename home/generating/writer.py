"""Writing pages in bulk: a few statements for hundreds of pages, no revision, no signal, no hook.

Django's `bulk_create` refuses models with parent tables, because a database may not tell the keys of the parent rows.
Those that the portal runs on do (RETURNING): so the rows of `wagtailcore_page` are made first with `bulk_create`, then
those of each type's own table with the same insert that `bulk_create` uses, on the type's local columns only. The rest
(territories, terms, inline children) are plain rows. Paths, depths, `numchild` and addresses are worked out as
treebeard and Wagtail would, so that what is written can be read, edited, moved and published like any other page.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, models, transaction
from django.db.models import F
from wagtail.models import Page, PageViewRestriction

from home.generating.material import PageRef

BATCH = 500
SHARED = [column for column in Page._meta.concrete_fields if not column.primary_key]


@dataclass
class Draft:
    """A page to write: an unsaved specific instance, where it goes, and its rows in other tables.

    `terms` maps a many-to-many field to primary keys; `children` are unsaved rows with the name of the column that
    holds their page.
    """

    page: Any
    parent: int
    terms: dict[str, list[int]] = field(default_factory=dict)
    children: list[tuple[models.Model, str]] = field(default_factory=list)
    private: bool = False

    @property
    def ref(self) -> PageRef:
        """What others need to point to it, once written."""
        return PageRef(self.page.pk, self.page.slug, self.page.title, str(self.page.translation_key))


@transaction.atomic
def write(drafts: Sequence[Draft]) -> None:
    """Write these pages; each gets its primary key."""
    _place(drafts)
    rows = [Page(**{column.attname: getattr(draft.page, column.attname) for column in SHARED}) for draft in drafts]
    Page.objects.bulk_create(rows, batch_size=BATCH)
    by_model: dict[type[models.Model], list[Any]] = defaultdict(list)
    for draft, row in zip(drafts, rows, strict=True):
        draft.page.pk = draft.page.id = draft.page.page_ptr_id = row.pk
        by_model[type(draft.page)].append(draft.page)
    for model, pages in by_model.items():
        _insert_own_columns(model, pages)
    _write_terms(drafts)
    _write_children(drafts)
    private = [
        PageViewRestriction(page_id=draft.page.pk, restriction_type=PageViewRestriction.LOGIN)
        for draft in drafts
        if draft.private
    ]
    PageViewRestriction.objects.bulk_create(private, batch_size=BATCH)


def _place(drafts: Sequence[Draft]) -> None:
    """Give each page its place, after the last child of its parent; the parents stay locked until commit."""
    wanted: dict[int, int] = defaultdict(int)
    for draft in drafts:
        wanted[draft.parent] += 1
    parents = {page.pk: page for page in Page.objects.select_for_update().filter(pk__in=wanted)}
    steps = {pk: _last_step(parent) for pk, parent in parents.items()}
    types = ContentType.objects.get_for_models(*{type(draft.page) for draft in drafts})
    for draft in drafts:
        parent, page = parents[draft.parent], draft.page
        steps[draft.parent] += 1
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, steps[draft.parent])
        page.numchild = 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.content_type_id = types[type(page)].pk
        page.draft_title = page.title
    for pk, count in wanted.items():
        Page.objects.filter(pk=pk).update(numchild=F("numchild") + count)


def _last_step(parent: Page) -> int:
    """The number of the parent's last child (0 without one)."""
    last = Page.objects.child_of(parent).order_by("-path").values_list("path", flat=True).first()
    return Page._str2int(last[-Page.steplen :]) if last else 0


def _insert_own_columns(model: type[models.Model], pages: list[Any]) -> None:
    """Insert the rows of the type's own table (see the module's docstring)."""
    columns = model._meta.local_concrete_fields
    queryset = model._base_manager.all()
    for start in range(0, len(pages), BATCH):
        for portion in _portions(queryset, columns, pages[start : start + BATCH]):
            queryset._insert(portion, fields=columns, using=queryset.db)  # type: ignore[attr-defined]


def _portions(queryset: Any, columns: Any, pages: list[Any]) -> Iterable[list[Any]]:
    """As many rows in one statement as the database takes."""
    size = max(connections[queryset.db].ops.bulk_batch_size(columns, pages), 1)
    return (pages[start : start + size] for start in range(0, len(pages), size))


def _write_terms(drafts: Sequence[Draft]) -> None:
    rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for draft in drafts:
        for name, keys in draft.terms.items():
            relation: Any = type(draft.page)._meta.get_field(name)
            through = relation.remote_field.through
            own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
            rows[through] += [through(**{own: draft.page.pk, other: key}) for key in dict.fromkeys(keys)]
    for through, links in rows.items():
        through._default_manager.bulk_create(links, batch_size=BATCH)


def _write_children(drafts: Sequence[Draft]) -> None:
    rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for draft in drafts:
        positions: dict[type[models.Model], int] = defaultdict(int)
        for child, column in draft.children:
            setattr(child, column, draft.page.pk)
            if hasattr(child, "sort_order"):
                child.sort_order = positions[type(child)]
                positions[type(child)] += 1
            rows[type(child)].append(child)
    for model, children in rows.items():
        model._base_manager.bulk_create(children, batch_size=BATCH)
