"""Which territory lies in which: the closure table that answers both questions in one query each."""

from collections.abc import Collection, Sequence
from itertools import chain

from django.db import connections, models, transaction
from django.utils.translation import gettext_lazy as _

PAIRS = 400  # in one statement: SQLite may be built with room for 999 parameters


class ContainmentManager(models.Manager["TerritoryContainment"]):
    """Writes the rows of one free zone; `network.territories.loader` writes those of the reference data."""

    def insert_pairs(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Add (ancestor, descendant) rows, without an object for each: 107,000 of them in a second."""
        connection = connections[self.db]
        names = ", ".join(map(connection.ops.quote_name, ("ancestor_id", "descendant_id")))
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            for start in range(0, len(pairs), PAIRS):
                portion = pairs[start : start + PAIRS]
                places = ", ".join(["(%s, %s)"] * len(portion))
                values = [pk for pair in portion for pk in pair]
                cursor.execute(f"INSERT INTO {table} ({names}) VALUES {places}", values)  # noqa: S608 - names of ours

    def rebuild_for_zone(self, zone: int, members: Collection[int], wide_kinds: Collection[str]) -> None:
        """A zone contains its members and what they contain; the `wide_kinds` around its members contain it.

        A département that is itself inside the zone (a member, or below one) does not contain it.
        """
        inside = set(members) | set(
            self.filter(ancestor__in=members).exclude(ancestor=zone).values_list("descendant", flat=True)
        )
        inside.discard(zone)
        around = self.filter(descendant__in=members, ancestor__kind__in=wide_kinds)
        outside = set(around.values_list("ancestor", flat=True)) - inside
        pairs = chain(((zone, place) for place in inside), ((place, zone) for place in outside))
        with transaction.atomic(using=self.db):
            self.filter(models.Q(ancestor=zone) | models.Q(descendant=zone)).delete()
            self.insert_pairs(list(pairs))


class TerritoryContainment(models.Model):
    """`ancestor` contains `descendant`, at any depth. A territory has no row with itself."""

    ancestor = models.ForeignKey(
        "network.Territory", on_delete=models.CASCADE, related_name="contained_links", verbose_name=_("container")
    )
    descendant = models.ForeignKey(
        "network.Territory", on_delete=models.CASCADE, related_name="container_links", verbose_name=_("contained")
    )

    objects = ContainmentManager()

    class Meta:
        verbose_name = _("containment of territories")
        verbose_name_plural = _("containments of territories")
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="network_containment_once"),
            models.CheckConstraint(
                condition=~models.Q(ancestor=models.F("descendant")), name="network_containment_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"
