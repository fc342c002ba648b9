"""Who answers: the team of a territory, an actor, or the portal's own contact. Addresses never reach a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipient:
    """A name that the visitor reads, and the address that only the mail knows."""

    name: str
    address: str
