"""The contact form as a visitor meets it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class State:
    """What the page shows: its context, and the status of the answer."""

    context: dict[str, Any] = field(default_factory=dict)
    status: int = 200


def respond(request: HttpRequest, home: Any) -> State | HttpResponse:
    """Show the form."""
    return State()
