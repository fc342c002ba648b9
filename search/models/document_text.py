"""The text of uploaded files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentText(models.Model):
    """What was read in a file, by the file's hash: whatever document it belongs to, it is read once.

    `attempts` counts the times that a reader took it: one that ends its reader each time is given up.
    """

    class State(models.TextChoices):
        """How far the reading is."""

        WAITING = "waiting", _("waiting to be read")
        DONE = "done", _("read")
        EMPTY = "empty", _("holds no text")
        REFUSED = "refused", _("could not be read")

    file_hash = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    reason = models.CharField(max_length=20, blank=True)  # search.extraction.result.Reason
    text = models.TextField(blank=True)
    partial = models.BooleanField(default=False)
    words = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    extracted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.file_hash} {self.state}"
