"""What was imported, from whom, and in which state it was left: so that a second import knows what changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportedRow(models.Model):
    """A row of a sender's table and the page it made.

    `digest` is that of the row's cells; `revision` is the page's last one when the import left it: another one since
    means that somebody edited the page in the portal.
    """

    source = models.CharField(_("source"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20)
    external_id = models.CharField(_("identifier of the sender"), max_length=200)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("page"))
    digest = models.CharField(max_length=64)
    revision = models.PositiveBigIntegerField(null=True)
    published = models.BooleanField(_("published by the import"), default=False)
    imported_at = models.DateTimeField(_("last imported at"), auto_now=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "external_id"], name="home_imported_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.external_id}"
