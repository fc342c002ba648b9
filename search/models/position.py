"""How far a reader outside the database has been told of the change log."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Position(models.Model):
    """Up to which `number` of the catalogue the `index` of a cluster holds everything; who writes to it, until when.

    The lease spares work, it protects nothing: documents carry versions, so two writers at once do no harm.
    """

    CLUSTER, REBUILD = "cluster", "rebuild"

    name = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    index = models.CharField(max_length=100, blank=True)
    holder = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} = {self.number}"

    @classmethod
    def named(cls, name: str) -> "Position":
        """This position; that of the beginning, unsaved, when nothing was ever told."""
        return cls._default_manager.filter(name=name).first() or cls(name=name)

    @classmethod
    def lease(cls, name: str, holder: str, length: timedelta, now: datetime | None = None) -> bool:
        """Take the lease, or make one's own longer; False when somebody else has it."""
        now = now or timezone.now()
        cls._default_manager.bulk_create([cls(name=name)], ignore_conflicts=True)
        free = Q(leased_until=None) | Q(leased_until__lt=now) | Q(holder=holder)
        rows = cls._default_manager.filter(free, name=name)
        return rows.update(holder=holder, leased_until=now + length) == 1

    @classmethod
    def release(cls, name: str, holder: str) -> None:
        """Let the next one have it."""
        cls._default_manager.filter(name=name, holder=holder).update(holder="", leased_until=None)
