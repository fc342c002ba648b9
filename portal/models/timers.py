"""What the worker does at intervals: when each job is due next, so that several workers share them."""

from datetime import datetime, timedelta

from django.db import models


class Timer(models.Model):
    """A job of the worker. Whoever moves `due_at` first runs it: one conditional UPDATE, no lock held while it runs."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def take(cls, name: str, every: timedelta, now: datetime) -> bool:
        """Whether the caller must run this job now; if so nobody else will before `now + every`."""
        if not cls.objects.filter(name=name).exists():
            cls._default_manager.bulk_create([cls(name=name, due_at=now)], ignore_conflicts=True)
        return cls.objects.filter(name=name, due_at__lte=now).update(due_at=now + every) == 1
