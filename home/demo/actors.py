"""Pages of actors."""

from typing import Any

from home.demo.content import is_example, read, summary_of
from home.demo.context import Seeding
from home.demo.text import french, rich
from network.models import ActorPage, ActorRole

ROLES = {
    "crajep-hauts-de-france": [("pilot", "Pilote de Provox Hauts-de-France")],
    "conseil-regional-hauts-de-france": [("steering", ""), ("funder", "")],
    "drajes-hauts-de-france": [("steering", ""), ("funder", "")],
    "agence-erasmus-jeunesse-sport": [("funder", "Volet jeunesse d'Erasmus+")],
    "communaute-urbaine-arras": [("partner", "Coorganisation du festival 2025")],
    "la-fabrique-des-voix": [("accompanied", "")],
    "conseil-jeunes-boulonnais": [("accompanied", ""), ("relay", "")],
    "maison-initiatives-beauvaisis": [("relay", "")],
}
ACTIVITIES = {
    "crajep-hauts-de-france": [
        "conseil-accompagnement",
        "co-organisation",
        "formation",
        "rencontre-du-reseau",
        "festival",
    ]
}


def create(seeding: Seeding) -> None:
    """Public bodies, then the invented associations."""
    index = seeding.tree.page("acteurs")
    for slug, item in read("actors").items():
        example = is_example(item, by_default=False)
        point = item.get("point", [None, None])
        site = item.get("place", "").partition(", ")
        page: Any = ActorPage(
            title=item["title"],
            slug=slug,
            summary=summary_of(item, by_default=False),
            acronym=item.get("acronym", ""),
            is_example=example,
            offers=rich(item.get("offers", "")),
            seeks=rich(item.get("seeks", "")),
            address_place=site[0],
            address_site=site[2],
            address_street=item.get("street", ""),
            postcode=item.get("postcode", ""),
            town=item.get("town", ""),
            phone=item.get("phone", ""),
            latitude=point[0],
            longitude=point[1],
            membership="board" if slug == "crajep-hauts-de-france" else "none",
            verified_on=None if example else seeding.day(-20),
            image=seeding.media.image("crowd", slug) if example else None,
        )
        page.body = seeding.body(item["body"], example=example)
        page.types = seeding.terms("actor_type", [item["type"]])
        page.activities = seeding.terms("activity", ACTIVITIES.get(slug, ["co-organisation"] if example else []))
        page.contribution_roles = seeding.terms("contribution_role", ["co-animation", "accueil"] if example else [])
        page.roles = [
            ActorRole(role=role, note=french(note), sort_order=order, locale=seeding.french)
            for order, (role, note) in enumerate(ROLES.get(slug, []))
        ]
        seeding.place(page, item)
        seeding.publish(slug, page, index, seeding.day(-300))
