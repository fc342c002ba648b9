"""When each kind of background process was last seen."""

from datetime import datetime
from typing import ClassVar

from django.db import models


class Heartbeat(models.Model):
    """One row a kind of process (`worker`), written by it at least once a minute."""

    WORKER: ClassVar[str] = "worker"

    name = models.CharField(max_length=20, primary_key=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.beaten_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls, name: str, now: datetime) -> None:
        """Say that a process of this kind is alive."""
        cls.objects.update_or_create(name=name, defaults={"beaten_at": now})
