"""The read side: one row per thing the public may see, what waits to be projected, and the log of what changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One public thing in one language. Whoever has no row here is in no list, map, feed, export or count."""

    key = models.CharField(max_length=40, unique=True)  # page:12, document:5
    type = models.CharField(_("type"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    translation_key = models.CharField(max_length=36, db_index=True)
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    text = models.TextField(blank=True)
    keywords = models.TextField(blank=True)  # names of themes, of kinds: shown where nothing else holds a word
    url = models.CharField(max_length=600, blank=True)
    date = models.DateField(null=True, blank=True)
    date_end = models.DateField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    terms = models.JSONField(default=dict)  # {facet: [slugs]}, ancestors included
    card = models.JSONField(default=dict)  # what a list shows beyond the columns above: picture, place ...
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("catalogue entry")
        verbose_name_plural = _("catalogue entries")

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class Link(models.Model):
    """An entry says that it concerns another thing (by translation key), so that both ends can show it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="links")
    target = models.CharField(max_length=36)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "target"], name="search_link_once")]
        indexes = [models.Index(fields=["target"], name="search_link_target")]

    def __str__(self) -> str:
        return f"{self.entry_id} -> {self.target}"


class Attachment(models.Model):
    """A public page refers to a document: while one does, the document is public too."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    document_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "document_id"], name="search_attachment_once")]
        indexes = [models.Index(fields=["document_id"], name="search_attachment_document")]

    def __str__(self) -> str:
        return f"{self.entry_id} -> document {self.document_id}"


class Mark(models.Model):
    """Something public may have changed: written in the change's own transaction, cleared by the projection.

    An entry with a pending mark is not shown. A mark whose projection failed keeps the reason.
    """

    key = models.CharField(max_length=40, db_index=True)
    marked_at = models.DateTimeField(auto_now_add=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key


class Change(models.Model):
    """What a number of the `catalogue` counter touched: an entry, or the labels of a facet."""

    number = models.PositiveBigIntegerField(db_index=True)
    entry_id = models.PositiveBigIntegerField(null=True)
    facet = models.CharField(max_length=30, blank=True)
    changed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.number}: {self.entry_id or self.facet}"
