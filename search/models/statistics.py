"""What visitors search, counted by day: nothing tells who, from where or at what time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 80  # characters


class SearchTally(models.Model):
    """How often a query was asked on a day, and how often it found nothing. Written by `search.statistics` alone."""

    query = models.CharField(_("words searched"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=10)
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("searches"), default=0)
    without_result = models.PositiveIntegerField(_("searches without result"), default=0)

    class Meta:
        verbose_name = _("count of searches")
        verbose_name_plural = _("counts of searches")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["query", "language", "day"], name="search_tally_once")]

    def __str__(self) -> str:
        return f"{self.query} ({self.language}, {self.day}): {self.count}"
