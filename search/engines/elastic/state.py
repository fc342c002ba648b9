"""What a search needs of the database, in one query: the counter, how far the cluster was told, what is hidden."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from portal.models import Counter
from portal.statements import ask
from search.models import Change
from search.models.position import Position

TOLERANCE = timedelta(seconds=2)  # how long the oldest change may wait before the database answers instead

STATE = """
SELECT 1, number FROM portal_counter WHERE name = %s
UNION ALL SELECT 2, number FROM search_position WHERE name = %s
UNION ALL SELECT 3, id FROM search_entry WHERE key IN (SELECT key FROM search_mark)
UNION ALL SELECT 3, id FROM search_entry WHERE expires_at <= %s
"""


@dataclass
class State:
    """`number` of the catalogue, `told` to the cluster; `hidden` entries have a pending mark or are past their hour."""

    number: int = 0
    told: int = 0
    hidden: list[int] = field(default_factory=list)

    @property
    def behind(self) -> int:
        """How many changes the cluster lacks; 0 while they are only on their way."""
        if self.number == self.told:
            return 0
        waiting = Change.objects.filter(number__gt=self.told).order_by("number")
        oldest = waiting.values_list("changed_at", flat=True).first()
        if self.told < self.number and oldest and timezone.now() - oldest < TOLERANCE:
            return 0
        return abs(self.number - self.told)


def read_state() -> State:
    """One query."""
    state = State()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    for kind, value in ask(STATE, Counter.CATALOGUE, Position.CLUSTER, now):
        if kind == 1:
            state.number = value
        elif kind == 2:
            state.told = value
        else:
            state.hidden.append(value)
    return state
