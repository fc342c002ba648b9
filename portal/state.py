"""What each process computes once and keeps until a counter moves: menus, roots, redirects, labels."""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Generic, TypeVar

from django.http import HttpRequest

from portal.models import Counter

T = TypeVar("T")


class Followed(Generic[T]):
    """A value built by `build` and kept while the counter `name` stands still.

    Threads may build it twice, never wrongly: the number is read before the value is built, so a change made meanwhile
    is seen at the next request.
    """

    instances: list["Followed[object]"] = []

    def __init__(self, name: str, build: Callable[[], T]) -> None:
        self.name = name
        self.build = build
        self.lock = Lock()
        self.held: tuple[int, T] | None = None
        self.instances.append(self)  # type: ignore[arg-type]

    def get(self, counters: Mapping[str, int]) -> T:
        """The value that holds for these counters (see `counters_of`)."""
        number = counters.get(self.name, 0)
        held = self.held
        if held is None or held[0] != number:
            with self.lock:
                if self.held is None or self.held[0] != number:
                    self.held = (number, self.build())
                held = self.held
        return held[1]

    @classmethod
    def forget_all(cls) -> None:
        """Drop everything held (tests that roll back, management commands)."""
        for followed in cls.instances:
            followed.held = None


def counters_of(request: HttpRequest) -> dict[str, int]:
    """The counters as this request first saw them: one query a request."""
    counters: dict[str, int] | None = getattr(request, "_portal_counters", None)
    if counters is None:
        counters = Counter.read()
        request._portal_counters = counters  # type: ignore[attr-defined]
    return counters
