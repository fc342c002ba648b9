"""How territories are asked for: by kind, by what contains them, by what a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.containment import TerritoryContainment
from network.territories.names import fold, short_form

if TYPE_CHECKING:
    from network.models.territory import Territory


class TerritoryKind(models.TextChoices):
    """From the widest to the narrowest; `BASSIN` is the free zone that editors define."""

    REGION = "region", _("région")
    DEPARTEMENT = "departement", _("département")
    OUTRE_MER = "outre_mer", _("overseas collectivity")
    EPCI = "epci", _("intercommunality")
    BASSIN = "bassin", _("living area")
    COMMUNE = "commune", _("commune")


POSTCODE = 5  # digits
WIDE_KINDS = (TerritoryKind.REGION, TerritoryKind.DEPARTEMENT, TerritoryKind.OUTRE_MER)


def width(path: str = "kind") -> models.Case:
    """0 for the widest kind, read at `path` (`ancestor__kind` from a containment)."""
    whens = (models.When(**{path: kind}, then=position) for position, kind in enumerate(TerritoryKind.values))
    return models.Case(*whens, output_field=models.SmallIntegerField())


WIDTH = width()


class Tier(models.IntegerChoices):
    """How well a name answers a text; the first two name it."""

    EXACT = 0
    NEARLY = 1
    BEGINS = 2
    WORDS = 3


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Who contains and who is contained are one query each, for one territory or several."""

    def current(self) -> TerritoryQuerySet:
        """Without what the newest reference data no longer has."""
        return self.filter(is_current=True)

    def reference(self) -> TerritoryQuerySet:
        """Without the free zones."""
        return self.exclude(kind=TerritoryKind.BASSIN)

    def containing(self, *territories: Territory | int) -> TerritoryQuerySet:
        """What contains at least one of these (objects or primary keys); not themselves, unless another one does."""
        links = TerritoryContainment.objects.filter(descendant__in=territories)
        return self.filter(pk__in=links.values("ancestor"))

    def contained_in(self, *territories: Territory | int) -> TerritoryQuerySet:
        """What lies in at least one of these (objects or primary keys); not themselves, unless in another one."""
        links = TerritoryContainment.objects.filter(ancestor__in=territories)
        return self.filter(pk__in=links.values("descendant"))

    def widest_first(self) -> TerritoryQuerySet:
        """The order of ambiguous places: the widest kind, then the most populous."""
        return self.order_by(WIDTH.asc(), "-population", "code")

    def nearest_first(self) -> TerritoryQuerySet:
        """The order of what contains a place."""
        return self.order_by(WIDTH.desc(), "population", "code")

    def matching(self, text: str) -> TerritoryQuerySet:
        """Each word of `text` begins a word of the name, or `text` is the code or a postcode. Spelling as in `fold`."""
        words = fold(text).split()
        if not words:
            return self.none()
        named = models.Q()
        for word in words:
            named &= models.Q(search_name__startswith=word) | models.Q(search_name__contains=f" {word}")
        return self.filter(named | _numbered(text))

    def called(self, text: str) -> TerritoryQuerySet:
        """What `text` names: by its whole name, without its nature and articles, its code or a postcode. Ranked.

        Answers from the indexes for a name; reads the table for digits.
        """
        if not fold(text):
            return self.none()
        named = models.Q(search_name=fold(text)) | models.Q(short_name=short_form(text))
        return self.filter(named | _numbered(text))._by_tier(text)

    def ranked(self, text: str) -> TerritoryQuerySet:
        """`matching`, best first: annotated with `tier`, then widest first. A postcode comes before a code."""
        return (self.matching(text) | self.filter(short_name=short_form(text)))._by_tier(text)

    def _by_tier(self, text: str) -> TerritoryQuerySet:
        full, short = fold(text), short_form(text)
        tier = models.Case(
            models.When(models.Q(search_name=full) | _numbered(text, codes=False), then=Tier.EXACT.value),
            models.When(models.Q(short_name=short) | _numbered(text), then=Tier.NEARLY.value),
            models.When(models.Q(search_name__startswith=full), then=Tier.BEGINS.value),
            models.When(models.Q(short_name__startswith=short), then=Tier.BEGINS.value),
            default=Tier.WORDS.value,
            output_field=models.SmallIntegerField(),
        )
        return self.annotate(tier=tier).order_by("tier", WIDTH.asc(), "-population", "code")


TerritoryManager = models.Manager.from_queryset(TerritoryQuerySet)


def _numbered(text: str, *, codes: bool = True) -> models.Q:
    """The postcode or (with `codes`) the code that `text` is; an empty condition where it is neither."""
    code, found = text.strip().upper(), models.Q()
    if codes and any(letter.isdigit() for letter in code):
        found |= models.Q(code=code)
    if len(code) == POSTCODE and code.isdigit():
        found |= models.Q(postcodes__contains=code)
    return found
