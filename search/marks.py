"""Marks: what may have changed for the public, noted in the change's own transaction.

One insert and no lock, so that no crash can part the change from its mark. The projection follows right after the
commit, in the same request; the worker does what a crash left.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from search.keys import labels_key, page_key
from search.models import Entry, Mark
from search.projection import project_pending


def mark(keys: Iterable[str]) -> None:
    """Note that these keys may have changed, and have them projected when the transaction is committed."""
    Mark.objects.bulk_create([Mark(key=key) for key in dict.fromkeys(keys)], batch_size=500)
    # Robust: the change is committed whatever happens here, and the mark stays for the worker.
    transaction.on_commit(project_pending, robust=True)


def mark_subtrees(*paths: str) -> None:
    """Mark every page at or under these tree paths (moved, renamed, restricted ...)."""
    if not paths:
        return
    condition = Q()
    for path in paths:
        condition |= Q(path__startswith=path)
    mark(page_key(pk) for pk in Page.objects.filter(condition).values_list("pk", flat=True))


def mark_having(facet: str, value: str) -> None:
    """Mark what has this value of a facet: its name, by which a search finds it, changed. Reads the whole catalogue."""
    rows = Entry.objects.values_list("key", "terms").iterator(chunk_size=5000)
    mark([key for key, terms in rows if value in terms.get(facet, ())])


def mark_labels(*facets: str) -> None:
    """The names of these facets' values changed (a term or a territory was renamed, moved or deleted)."""
    mark(labels_key(facet) for facet in facets)
