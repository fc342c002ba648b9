"""What the page of an actor shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext

from network.presenting.common import Detail, Fact, detail
from portal.chrome import surroundings
from portal.media.renditions import picture


def actor_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Context of `network/actor_page.html`. No e-mail address nor legal contact gets in."""
    shown = detail(page, request)
    return {
        **shown.context,
        "type_label": ", ".join(term.label for term in page.types.all()) or shown.context["type_label"],
        "tags": shown.facet_links("theme", page.theme_list),
        "logo": picture(page.logo, page.title),
        "facts": facts(page, shown),
        "roles": [{"label": row.get_role_display(), "note": row.note} for row in page.roles.all()],
        "contact": contact(page, surroundings(request).home_url),
    }


def facts(page: Any, shown: Detail) -> list[Fact]:
    """The column beside the text."""
    return [
        Fact(gettext("Acronym"), value=page.acronym),
        Fact(gettext("Official name"), value=page.legal_name),
        Fact(gettext("Kind of organisation"), links=shown.facet_links("structure", page.types.all())),
        Fact(gettext("Territories"), links=shown.facet_links("territoire", page.territories)),
        Fact(gettext("Activities of the programme"), links=shown.facet_links("activite", page.activities.all())),
        Fact(gettext("Contributes by"), value=", ".join(term.label for term in page.contribution_roles.all())),
        Fact(gettext("Network"), value=membership(page)),
        Fact(gettext("RNA"), value=page.rna),
        Fact(gettext("SIRET"), value=siret_in_groups(page.siret)),
        Fact(gettext("Page checked on"), value=date_format(page.verified_on) if page.verified_on else ""),
    ]


def membership(page: Any) -> str:
    """How it belongs to the network, since when; empty if it does not."""
    if page.membership == "none":
        return ""
    label: str = page.get_membership_display()
    if not page.member_since:
        return label
    return gettext("%(membership)s since %(year)s") % {"membership": label, "year": page.member_since.year}


def siret_in_groups(siret: str) -> str:
    """`123 456 789 00012`, with no-break spaces."""
    return "\u202f".join(filter(None, (siret[:3], siret[3:6], siret[6:9], siret[9:])))


def contact(page: Any, home: str) -> dict[str, Any]:
    """How to reach it: the form stands for the e-mail address."""
    return {
        "name": page.title,
        "address_lines": page.address_lines,
        "phone": page.phone,
        "website": page.website,
        "url": f"{home}contact/?acteur={page.slug}",
    }
