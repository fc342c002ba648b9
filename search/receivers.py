"""Everything that may change what the public sees leaves a mark here."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.signals import page_slug_changed, post_page_move

from portal.models.media import PortalImage, file_kept
from search.describe import Catalogued
from search.extraction.reading import note_upload
from search.keys import document_key, page_key
from search.marks import mark, mark_subtrees
from search.models import Link

# Fields that saving a draft, locking or commenting write, and that no visitor sees.
PRIVATE_FIELDS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
    }
)


@receiver(post_save)
def page_saved(sender: type, instance: Any, update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    """Published, unpublished, expired, scheduled, edited, created."""
    if not isinstance(instance, Page):
        return
    if update_fields is not None and PRIVATE_FIELDS.issuperset(update_fields):
        return
    if isinstance(instance, Catalogued) or sender is Page:
        mark([page_key(instance.pk)])


@receiver(post_delete)
def page_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """Deleted, by whatever route: Django tells each row."""
    if sender is Page or issubclass(sender, Catalogued):
        mark([page_key(instance.pk)])


@receiver(page_slug_changed)
def page_renamed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """A new slug changes the address of everything under the page, and the value of a facet in what points to it."""
    mark_subtrees(instance.path)
    mark(Link.objects.filter(target=str(instance.translation_key)).values_list("entry__key", flat=True))


@receiver(post_page_move)
def page_moved(instance: Page, **kwargs: Any) -> None:
    """A move changes addresses, and may bring a subtree under a private page or out of it."""
    mark_subtrees(Page.objects.values_list("path", flat=True).get(pk=instance.pk))


@receiver(file_kept)
@receiver(pre_delete, sender=PortalImage)
def picture_changed(instance: PortalImage, **kwargs: Any) -> None:
    """A picture was replaced or is going away: the pages that show it, as Wagtail's reference index knows them."""
    references = ReferenceIndex.get_references_to(instance).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    mark(page_key(int(pk)) for pk in set(references.values_list("object_id", flat=True)))


@receiver([post_save, post_delete], sender=PageViewRestriction)
def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page became private or public again, with all that is under it."""
    path = Page.objects.filter(pk=instance.page_id).values_list("path", flat=True).first()
    if path:
        mark_subtrees(path)


@receiver([post_save, post_delete], sender=get_document_model())
def document_changed(instance: Any, **kwargs: Any) -> None:
    """Uploaded, replaced, renamed, moved to another collection, deleted."""
    mark([document_key(instance.pk)])


@receiver(post_save, sender=get_document_model())
def document_saved(instance: Any, **kwargs: Any) -> None:
    """Uploaded or replaced: the worker reads its file by the file's hash."""
    note_upload(instance)


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
def collection_restricted(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """A collection became private or public again: its documents, and those of the collections under it."""
    collections = Collection.objects.descendant_of(instance.collection, inclusive=True)
    mark(
        document_key(pk)
        for pk in get_document_model().objects.filter(collection__in=collections).values_list("pk", flat=True)
    )


@receiver(post_save, sender=Site)
def site_changed(instance: Site, **kwargs: Any) -> None:
    """Another root page: what is under it becomes public, what was under the former one is not any more."""
    mark_subtrees("0001")
