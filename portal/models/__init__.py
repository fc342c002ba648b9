"""Models of the base layer."""

from portal.models.counters import Counter
from portal.models.media import PortalDocument, PortalImage, PortalRendition
from portal.models.moderation import ModerationTask
from portal.models.pages import BasePage
from portal.models.timers import Timer

__all__ = [
    "BasePage",
    "Counter",
    "ModerationTask",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "Timer",
]
