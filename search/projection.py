"""From marked things to catalogue entries: the one place where visibility is decided.

A projection is one short transaction of its own. It takes the next number of the `catalogue` counter (and with it the
lock that orders writers), projects what is marked, notes which entries it touched, clears the marks.
"""

import logging
from collections.abc import Iterable, Sequence

from django.db import DatabaseError, transaction

from portal.models import Counter
from search.documents import document_entries, document_ids
from search.engines.select import announce
from search.keys import document_key, ids, page_key
from search.models import Attachment, Change, Entry, Mark
from search.pages import Described, describe_pages, page_ids
from search.prepared import recount_words, store_tokens
from search.registry import facets
from search.store import Stored, store

logger = logging.getLogger(__name__)

PORTION = 200  # marks in one transaction


def project_pending() -> int:
    """Project everything marked and not yet refused; returns how many marks were cleared."""
    done = 0
    while Mark.objects.filter(error="").exists():
        cleared = _project_portion()
        if not cleared:
            break
        done += cleared
    return done


def retry_refused() -> int:
    """Try again what could not be projected (the worker does, now and then); returns how many marks were cleared."""
    Mark.objects.exclude(error="").update(error="")
    return project_pending()


def _project_portion() -> int:
    """One transaction: returns the number of marks that were dealt with."""
    with transaction.atomic():
        number = Counter.advance(Counter.CATALOGUE)
        marks = list(Mark.objects.filter(error="").order_by("pk")[:PORTION])
        if not marks:
            transaction.set_rollback(True)  # another process did it: give the number back
            return 0
        keys = {mark.key for mark in marks}
        stored, refused = project(keys)
        _note(number, stored, {key.partition(":")[2] for key in keys if key.startswith("labels:")})
        Mark.objects.filter(pk__in=[mark.pk for mark in marks if mark.key not in refused]).delete()
        for key, reason in refused.items():
            Mark.objects.filter(pk__in=[mark.pk for mark in marks if mark.key == key]).update(error=reason[:2000])
    return len(marks)


def project(keys: Iterable[str]) -> tuple[Stored, dict[str, str]]:
    """Bring the entries of these keys in step with what is public now.

    Returns what was written, and a reason by key for what could not be projected. Must run in a transaction.
    """
    keys = set(keys)
    described = describe_or_refuse(ids(keys, "page"))
    before = set(Attachment.objects.filter(entry__key__in=keys).values_list("document_id", flat=True))
    stored = store({key for key in keys if key.startswith("page:")} - described.refused.keys(), described.entries)
    after = {pk for entry in described.entries for pk in entry.documents}
    documents = ids(keys, "document") | before | after
    if documents:
        stored += store({document_key(pk) for pk in documents}, document_entries(documents))
    return stored, described.refused


def describe_or_refuse(pks: set[int]) -> Described:
    """Describe pages together or, where the database refuses a query, one by one: one page never stops the others."""
    try:
        with transaction.atomic():
            return describe_pages(pks)
    except DatabaseError:
        described = Described()
        for pk in sorted(pks):
            try:
                with transaction.atomic():
                    described += describe_pages({pk})
            except DatabaseError as error:
                logger.exception("Page %s cannot be projected", pk)
                described.refused[page_key(pk)] = f"{type(error).__name__}: {error}"
        return described


def _note(number: int, stored: Stored, label_facets: set[str]) -> None:
    """Write what this number touched; a number that touched nothing is noted too, so that the log has no hole."""
    label_facets |= {facet.name for facet in facets() if facet.entry_type and facet.entry_type in stored.types}
    changes = [Change(number=number, entry_id=pk) for pk in stored.touched]
    changes += [Change(number=number, facet=name) for name in sorted(label_facets)]
    Change.objects.bulk_create(changes or [Change(number=number)], batch_size=500)
    transaction.on_commit(announce, robust=True)


def rebuild(portion: int = 500) -> tuple[int, dict[str, str]]:
    """Project every page and document again, by portions, while the portal goes on answering.

    Returns the number of entries, and a reason by key for what could not be projected.
    """
    refused: dict[str, str] = {}
    for keys in _portions(_all_keys(), portion):
        with transaction.atomic():
            number = Counter.advance(Counter.CATALOGUE)
            stored, errors = project(keys)
            stored += _prepare_again(keys, stored)
            _note(number, stored, set())
            Mark.objects.filter(key__in=keys).exclude(key__in=errors).delete()
            Mark.objects.filter(key__in=errors).delete()
            Mark.objects.bulk_create([Mark(key=key, error=reason[:2000]) for key, reason in errors.items()])
        refused |= errors
    with transaction.atomic():
        _note(Counter.advance(Counter.CATALOGUE), Stored(), {facet.name for facet in facets()})
        recount_words()
    return Entry.objects.count(), refused


def _prepare_again(keys: Iterable[str], stored: Stored) -> Stored:
    """Analyse again the texts that did not change: the rules of analysis may have."""
    rows = Entry.objects.filter(key__in=keys).exclude(pk__in=stored.touched)
    return Stored(store_tokens([(row.pk, vars(row)) for row in rows]))


def _all_keys() -> list[str]:
    """Every key that has an entry or might: pages of catalogued types, documents, and entries whose thing is gone."""
    pages = [page_key(pk) for pk in page_ids()]
    documents = [document_key(pk) for pk in document_ids()]
    known = set(pages) | set(documents)
    gone = [key for key in Entry.objects.values_list("key", flat=True) if key not in known]
    return gone + pages + documents


def _portions(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
