"""Territories: the official ones (reference data, read only) and the free zones that editors draw."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel

from network.models.containment import TerritoryContainment
from network.models.territory_query import WIDE_KINDS, WIDTH, TerritoryKind, TerritoryManager
from network.territories.names import fold, short_form, slug_of

__all__ = ["WIDTH", "Territory", "TerritoryEdition", "TerritoryKind", "ZoneMember"]


SLUG = 112  # letters of the slug of a free zone: its code, which is the same, keeps room for a number
FOLDED = 200  # letters of a name as it is looked up, which may be longer than the name: "St" is "saint"


class Territory(ClusterableModel):
    """A place that content refers to. Never translated: official names are the same in every language."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=TerritoryKind, default=TerritoryKind.BASSIN, db_index=True
    )
    code = models.CharField(
        _("code"), max_length=120, blank=True, help_text=_("INSEE code; SIREN number for an intercommunality.")
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("name in addresses"), max_length=130, unique=True, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("under"),
        help_text=_("Where its page stands; what contains it may be more."),
    )
    postcodes = models.CharField(_("postcodes"), max_length=250, blank=True, help_text=_("Separated by a space."))
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), default=0)
    is_current = models.BooleanField(
        _("current"), default=True, help_text=_("Unticked when the newest reference data no longer has this territory.")
    )
    search_name = models.CharField(max_length=FOLDED, editable=False, db_index=True)
    short_name = models.CharField(max_length=FOLDED, editable=False, db_index=True)

    objects: ClassVar[TerritoryManager] = TerritoryManager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["name", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="network_territory_code")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    @property
    def is_reference(self) -> bool:
        """True for official territories, which only `load_territories` changes."""
        return self.kind != TerritoryKind.BASSIN

    @property
    def postcode_list(self) -> list[str]:
        return self.postcodes.split()

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of its centre, in degrees."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A free zone gets its slug once, and what it contains each time."""
        self.search_name, self.short_name = fold(self.name)[:FOLDED], short_form(self.name)[:FOLDED]
        if not self.is_reference and not self.slug:
            self.slug = self._free_slug()
            self.code = self.slug
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not self.is_reference:
                self.refresh_zone()

    def set_members(self, territories: list[Territory]) -> None:
        """Give a saved free zone these members and no other."""
        with transaction.atomic():
            ZoneMember.objects.filter(zone=self).delete()
            ZoneMember.objects.bulk_create([ZoneMember(zone=self, member=territory) for territory in territories])
            self.refresh_zone()

    def refresh_zone(self) -> None:
        """Work out again what a free zone contains, what contains it, and its parent, centre and population."""
        members = list(Territory.objects.filter(zone_memberships__zone=self.pk))
        below = TerritoryContainment.objects.filter(ancestor__in=members, descendant__in=members)
        covered = set(below.values_list("descendant", flat=True))
        tops = [member for member in members if member.pk not in covered]
        TerritoryContainment.objects.rebuild_for_zone(self.pk, [member.pk for member in members], WIDE_KINDS)
        self.parent = self._zone_parent(tops)
        self.population = sum(member.population for member in tops)
        self.latitude, self.longitude = _centre(tops)
        Territory.objects.filter(pk=self.pk).update(
            parent=self.parent, population=self.population, latitude=self.latitude, longitude=self.longitude
        )

    def _zone_parent(self, tops: list[Territory]) -> Territory | None:
        """Of what contains the zone, the one with most of its members; on a tie the narrowest."""
        around = Territory.objects.containing(self).filter(contained_links__descendant__in=tops)
        return around.annotate(held=models.Count("pk")).order_by("-held", WIDTH.desc(), "code").first()

    def _free_slug(self) -> str:
        base = slug_of(self.name)[:SLUG].rstrip("-") or "zone"
        taken = set(Territory.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
        return next(slug for slug in candidates if slug not in taken)


class ZoneMember(models.Model):
    """An official territory that an editor put into a free zone. Change them through the zone: it must be refreshed."""

    zone = ParentalKey(Territory, on_delete=models.CASCADE, related_name="members", verbose_name=_("living area"))
    member = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="zone_memberships", verbose_name=_("territory")
    )

    panels: ClassVar[list[Any]] = [FieldPanel("member")]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["zone", "member"], name="network_zone_member_once")]

    def __str__(self) -> str:
        return str(self.member)

    def clean(self) -> None:
        if self.member_id and not self.member.is_reference:
            raise ValidationError(
                {"member": _("Choose official territories only: a living area cannot hold another one.")}
            )


class TerritoryEdition(models.Model):
    """The reference data last loaded: a second loading of the same file has nothing to do."""

    source = models.CharField(_("source"), max_length=200)
    digest = models.CharField(_("fingerprint"), max_length=64)
    places = models.PositiveIntegerField(_("number of territories"))
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("edition of the territories")
        verbose_name_plural = _("editions of the territories")

    def __str__(self) -> str:
        return self.source


def _centre(places: list[Territory]) -> tuple[float | None, float | None]:
    """Centre weighted by population, each place counting at least for one person."""
    known = [(place.point, max(place.population, 1)) for place in places if place.point]
    if not known:
        return None, None
    total = sum(weight for _point, weight in known)
    return (
        round(sum(point[0] * weight for point, weight in known) / total, 4),
        round(sum(point[1] * weight for point, weight in known) / total, 4),
    )
