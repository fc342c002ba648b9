"""Models of the network layer."""

from network.models.actor import ActorIndexPage, ActorPage
from network.models.actor_role import ActorRole
from network.models.consultation import Consultation
from network.models.containment import TerritoryContainment
from network.models.cycle import Cycle, Edition
from network.models.event import EventIndexPage, EventPage
from network.models.event_parts import EventOrganiser, EventOutput, EventParticipants, ProgrammeItem
from network.models.funder import Funder
from network.models.ingredients import IngredientEntry
from network.models.initiative import InitiativeIndexPage, InitiativePage
from network.models.initiative_parts import Accompaniment, Attendu, InitiativeParticipants, InitiativePartner, StageStep
from network.models.links import PageTerritory, TerritoriesMixin, ThemesMixin
from network.models.notice import Notice
from network.models.steering import SteeringBody, SteeringMember
from network.models.territory import Territory, TerritoryEdition, TerritoryKind, ZoneMember
from network.models.territory_page import TerritoryIndexPage, TerritoryPage
from network.models.territory_parts import PersonRole, TerritoryResult
from network.models.testimonial import TestimonialIndexPage, TestimonialPage
from network.models.vocabulary import Term, Vocabulary

__all__ = [
    "Accompaniment",
    "ActorIndexPage",
    "ActorPage",
    "ActorRole",
    "Attendu",
    "Consultation",
    "Cycle",
    "Edition",
    "EventIndexPage",
    "EventOrganiser",
    "EventOutput",
    "EventPage",
    "EventParticipants",
    "Funder",
    "IngredientEntry",
    "InitiativeIndexPage",
    "InitiativePage",
    "InitiativeParticipants",
    "InitiativePartner",
    "Notice",
    "PageTerritory",
    "PersonRole",
    "ProgrammeItem",
    "StageStep",
    "SteeringBody",
    "SteeringMember",
    "Term",
    "TerritoriesMixin",
    "Territory",
    "TerritoryContainment",
    "TerritoryEdition",
    "TerritoryIndexPage",
    "TerritoryKind",
    "TerritoryPage",
    "TerritoryResult",
    "TestimonialIndexPage",
    "TestimonialPage",
    "ThemesMixin",
    "Vocabulary",
    "ZoneMember",
]
