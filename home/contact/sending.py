"""How many messages one address sent within an hour, without knowing the address."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Sending(models.Model):
    """A count under a digest whose key changes every day, from which no address can be read; gone the next day.

    In the database rather than the cache: every process counts together, and a cache that is away opens no door.
    """

    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of messages")
        verbose_name_plural = _("counts of messages")

    def __str__(self) -> str:
        return f"{self.digest[:8]}: {self.count}"

    @classmethod
    def digest_of(cls, address: str, now: datetime) -> str:
        """What stands for an address during the hour of `now`."""
        return salted_hmac(f"contact {now:%Y-%m-%d}", f"{address} {now:%H}", algorithm="sha256").hexdigest()

    @classmethod
    def count_of(cls, address: str, now: datetime) -> int:
        """How many messages an address sent within this hour."""
        return cls.objects.filter(digest=cls.digest_of(address, now)).values_list("count", flat=True).first() or 0

    @classmethod
    def allow(cls, address: str, limit: int, now: datetime) -> bool:
        """Count one message; False when the hour already holds `limit` of them. Forgets what is older than a day."""
        cls.objects.filter(since__lt=now - timedelta(days=1)).delete()
        digest = cls.digest_of(address, now)
        within = cls.objects.filter(digest=digest, count__lt=limit)
        if within.update(count=F("count") + 1):
            return True
        try:
            with transaction.atomic():
                cls.objects.create(digest=digest, since=now, count=1)
        except IntegrityError:
            return bool(within.update(count=F("count") + 1))
        return True

    @classmethod
    def give_back(cls, address: str, now: datetime) -> None:
        """Uncount a message that could not be sent."""
        cls.objects.filter(digest=cls.digest_of(address, now), count__gt=0).update(count=F("count") - 1)
