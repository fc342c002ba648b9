"""What stands around a territory's page outside of it: what contains it, who steers it, who works on it. One query."""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import JSONObject
from wagtail.models import Page

from network.models.containment import TerritoryContainment
from network.models.steering import Level, SteeringBody

PLACE, ACTOR, BODY = "place", "actor", "body"


@dataclass(frozen=True)
class Body:
    """A steering body; `members` are {name, role, actor (primary key or None)} in the editor's order."""

    name: str
    level: str
    mandate: str
    rhythm: str
    members: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Surrounding:
    """`places` are {slug, name, population}, widest first; `actors` are slugs by primary key, public or not."""

    places: list[dict[str, Any]]
    actors: dict[int, str]
    bodies: list[Body]


def surrounding(page: Any) -> Surrounding:
    """Read it all at once. The page must have been gathered (network.reading)."""
    places = TerritoryContainment.objects.filter(descendant=page.territory_id).order_by()
    organisations = {row.organisation_id for row in page.people.all()} - {None}
    actors = Page.objects.filter(pk__in=organisations).order_by()
    rows = _as(PLACE, places, slug="ancestor__slug", name="ancestor__name", population="ancestor__population").union(
        _as(ACTOR, actors, pk="pk", slug="slug"), _bodies(page), all=True
    )
    found: dict[str, list[dict[str, Any]]] = {PLACE: [], ACTOR: [], BODY: []}
    for kind, row in rows:
        found[kind].append(row)
    slugs = {row["pk"]: row["slug"] for row in found[ACTOR]}
    slugs |= {row["actor"]: row["actor_slug"] for row in found[BODY] if row["actor"]}
    return Surrounding(sorted(found[PLACE], key=itemgetter("population"), reverse=True), slugs, _assembled(found[BODY]))


def _as(kind: str, rows: Any, **columns: str) -> Any:
    return rows.values_list(Value(kind, output_field=models.CharField()), JSONObject(**columns))


def _bodies(page: Any) -> Any:
    """Bodies of the territory and those its ingredients name, in the page's language: a row for each member."""
    named = [entry.steering_body.translation_key for entry in page.ingredients.all() if entry.steering_body]
    bodies = SteeringBody.objects.filter(
        Q(territory=page.territory_id) | Q(translation_key__in=named), locale=page.locale_id
    )
    return _as(
        BODY,
        bodies.order_by(),
        pk="pk",
        name="name",
        level="level",
        mandate="mandate",
        rhythm="rhythm",
        member="members__pk",
        order="members__sort_order",
        member_name="members__name",
        role="members__role",
        actor="members__actor_id",
        actor_slug="members__actor__slug",
    )


def _assembled(rows: list[dict[str, Any]]) -> list[Body]:
    """Regional bodies first, then by name; members in the editor's order."""
    bodies: dict[int, Body] = {}
    for row in sorted(
        rows, key=lambda row: (row["level"] != Level.REGIONAL, row["name"], row["pk"], row["order"] or 0)
    ):
        body = bodies.setdefault(
            row["pk"], Body(row["name"], str(Level(row["level"]).label), row["mandate"], row["rhythm"])
        )
        if row["member"]:
            body.members.append({"name": row["member_name"], "role": row["role"], "actor": row["actor"]})
    return list(bodies.values())
