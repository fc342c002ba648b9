"""Models of the network layer."""

from network.models.containment import TerritoryContainment
from network.models.links import PageTerritory, TerritoriesMixin, ThemesMixin
from network.models.territory import Territory, TerritoryEdition, TerritoryKind, ZoneMember
from network.models.vocabulary import Term, Vocabulary

__all__ = [
    "PageTerritory",
    "Term",
    "TerritoriesMixin",
    "Territory",
    "TerritoryContainment",
    "TerritoryEdition",
    "TerritoryKind",
    "ThemesMixin",
    "Vocabulary",
    "ZoneMember",
]
