"""Counters that tell each process when what it holds in memory is out of date."""

from django.db import models
from django.db.models import F

from portal.statements import ask


class Counter(models.Model):
    """A named number that only grows.

    `site` moves when a site, a locale, a root page, a redirect or a setting changes; `catalogue` when what the public
    may see changes; `search` when synonyms or promoted results do; `places` when a territory does. It is taken in a
    short transaction, so that numbers follow the order of commits, which a sequence does not.
    """

    SITE = "site"
    CATALOGUE = "catalogue"
    SEARCH = "search"
    PLACES = "places"

    name = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} = {self.number}"

    @classmethod
    def advance(cls, name: str) -> int:
        """Take the next number. Holds the row until the transaction ends: call it in a short transaction."""
        if not cls.objects.filter(name=name).update(number=F("number") + 1):
            cls._default_manager.bulk_create([cls(name=name, number=0)], ignore_conflicts=True)
            cls.objects.filter(name=name).update(number=F("number") + 1)
        return cls.objects.values_list("number", flat=True).get(name=name)

    @classmethod
    def read(cls) -> dict[str, int]:
        """Every counter, in one query."""
        return dict(ask("SELECT name, number FROM portal_counter"))
