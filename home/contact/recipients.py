"""Who answers: an actor, the team of a territory, the portal's own contact. Addresses never reach a page."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from network.models import ActorPage, Territory, TerritoryPage
from search.models import Entry


@dataclass(frozen=True)
class Recipient:
    """A name that the visitor reads, and the addresses that only the mail knows; `slug` of the territory or actor."""

    name: str
    addresses: tuple[str, ...]
    slug: str = ""


def _shown(pages: list[Any]) -> list[Any]:
    """Those of these pages that the public may see, as the catalogue says."""
    keys = {f"page:{page.pk}": page for page in pages}
    found = set(Entry.objects.filter(key__in=keys).values_list("key", flat=True))
    return [page for key, page in keys.items() if key in found]


def choices() -> list[tuple[str, str]]:
    """(slug, name) of the territories that have a public page, by name: what the form offers."""
    entries = Entry.objects.filter(type="territoire").values_list("key", flat=True)
    pks = [int(key.partition(":")[2]) for key in entries]
    rows = TerritoryPage.objects.filter(pk__in=pks)
    names = rows.values_list("territory__slug", "territory__name").order_by("territory__name")
    return list(dict(names).items())


def around(slug: str) -> list[Territory]:
    """A territory and what contains it, nearest first; empty for an unknown one."""
    territory = Territory.objects.filter(slug=slug).first()
    return [territory, *Territory.objects.containing(territory).nearest_first()] if territory else []


def of_territory(slug: str) -> Recipient | None:
    """The team of a territory, or of the nearest one around it that has an address; None for an unknown territory."""
    places = around(slug)
    order = {place.pk: position for position, place in enumerate(places)}
    pages = TerritoryPage.objects.filter(territory__in=places).exclude(email="").select_related("territory")
    for page in sorted(_shown(list(pages)), key=lambda page: order[page.territory_id]):
        return Recipient(page.territory.name, (page.email,), page.territory.slug)
    return None


def of_actor(slug: str, language: str) -> Recipient | None:
    """A public actor that can be written to."""
    pages = _shown(list(ActorPage.objects.filter(slug=slug).exclude(email="").select_related("locale")))
    pages.sort(key=lambda page: page.locale.language_code != language)
    return Recipient(pages[0].title, (pages[0].email,), slug) if pages else None


def of_portal(home: Any) -> Recipient | None:
    """The main territory's team, else the administrators."""
    if home.contact_territory_id:
        recipient = of_territory(home.contact_territory.slug)
        if recipient:
            return recipient
    staff = get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk")
    addresses = tuple(staff.values_list("email", flat=True)[:3])
    return Recipient(home.brand, addresses) if addresses else None
