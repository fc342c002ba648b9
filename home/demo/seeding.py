"""Seeds the demo, once; takes it away; says on which day it was done."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo import (
    accounts,
    actors,
    english,
    events,
    initiatives,
    media,
    news,
    reference,
    resources,
    states,
    territories,
    testimonials,
)
from home.demo.content import read
from home.demo.context import Seeding
from home.demo.media import Media
from home.setup import build_tree
from network.models import Territory
from portal import roles
from portal.models import Counter

MARK = "demo_day"  # the counter that keeps the day of the seeding, as `date.toordinal`
NAME = "Provox Hauts-de-France"
FILES = (_("dossiers"), "news", "testimonials", "events", "resources", "initiatives", "territories", "actors", "states")


def seeded_on() -> date | None:
    """The day of the seeding, None before it."""
    day = Counter.objects.filter(name=MARK).values_list("number", flat=True).first()
    return date.fromordinal(day) if day else None


def seed(today: date, say: Callable[[str], object] = lambda line: None) -> list[str]:
    """Make the whole demo, dated around `today`; returns the texts that lack an English translation."""
    region = Territory.objects.get(slug=territories.REGION)
    tree = build_tree(name=NAME, territory=region)
    users = accounts.create()
    seeding = Seeding(today=today, tree=tree, author=users[roles.EDITOR], media=Media())
    say("  " + _("pictures"))
    media.remove()  # those of a seeding that failed half-way
    seeding.media.draw_all()
    with transaction.atomic(), disable_reference_index_auto_update():
        steps: tuple[tuple[str, Callable[[Seeding], object]], ...] = (
            (_("funders and cycles"), reference.create_funders_and_cycles),
            (_("notices"), reference.create_notices),
            (_("actors"), actors.create),
            (_("steering bodies"), reference.create_steering),
            (_("territories"), territories.create),
            (_("initiatives"), initiatives.create),
            (_("resources"), resources.create),
            (_("events"), events.create),
            (_("testimonials"), testimonials.create),
            (_("news"), news.create),
            (_("dossiers"), resources.create_dossiers),
        )
        for name, step in steps:
            say(f"  {name}")
            step(seeding)
        states.create(seeding, users)
        say("  " + _("English pages"))
        reference.english_terms()
        missing = english.create(seeding)
        _index_references(seeding)
        Counter.objects.update_or_create(name=MARK, defaults={"number": today.toordinal()})
    return missing


def _index_references(seeding: Seeding) -> None:
    """Where each thing is used, once a page at the end: otherwise the worker would get thousands of tasks."""
    keys = {page.translation_key for page in seeding.pages.values()}
    for page in Page.objects.filter(translation_key__in=keys).specific(defer=False):
        ReferenceIndex.create_or_update_for_object(page)
    for snippet in seeding.snippets.values():
        ReferenceIndex.create_or_update_for_object(snippet)


def unseed() -> None:
    """Delete the demo's pages in every language, its snippets and its files; homes, lists and accounts stay."""
    with transaction.atomic():
        slugs = {slug for name in FILES for slug in read(name)} | {territories.REGION}
        keys = set(Page.objects.filter(slug__in=slugs, depth__gt=3).values_list("translation_key", flat=True))
        for page in Page.objects.filter(translation_key__in=keys).order_by("-depth").specific():
            page.delete()
        reference.delete_all()
        media.remove()
        Counter.objects.filter(name=MARK).delete()
