"""Testimonials: Romain's words reported, the CRAJEP's film to come, and examples."""

from typing import Any

from home.demo.content import is_example, read, summary_of
from home.demo.context import Seeding
from home.demo.text import french, rich
from network.models import TestimonialPage

MINORS = {"lina-budget-lyceen", "ines-reporters-climat"}
INVENTED = "Exemple : aucune personne réelle ne parle ici."
PUBLISHED = "Parole publiée sur le site national du dialogue structuré."


def create(seeding: Seeding) -> None:
    """All of them."""
    for slug, item in read("testimonials").items():
        _create(seeding, slug, item)


def _create(seeding: Seeding, slug: str, item: dict[str, Any]) -> None:
    example = is_example(item, by_default=True)
    reported = slug == "romain-jeune-engage"
    consent = INVENTED if example else PUBLISHED
    page: Any = TestimonialPage(
        title=item["title"],
        slug=slug,
        summary=summary_of(item, by_default=True),
        form=item["form"],
        first_name=item["first_name"],
        status=french(item["status"]),
        organisation=seeding.pages.get(item.get("organisation", "")),
        given_on=seeding.day(item["day"]) if example else None,
        quote=french(item.get("quote", "")),
        reported=rich(item["body"]) if reported else "",
        transcript=rich(item.get("transcript", "")),
        poster=seeding.media.image("poster", slug) if item["form"] == "video" else None,
        image=seeding.media.image("poster" if item["form"] == "video" else "testimonial", slug),
        initiative=seeding.pages.get(item.get("initiative", "")),
        event=seeding.pages.get(item.get("event", "")),
        consent_reference=consent,
        is_minor=slug in MINORS,
        guardian_consent_reference=consent if slug in MINORS else "",
    )
    if not reported:
        page.body = seeding.body(item["body"], example=example)
    seeding.place(page, item)
    seeding.publish(slug, page, seeding.tree.page("temoignages"), seeding.day(item["day"]))
