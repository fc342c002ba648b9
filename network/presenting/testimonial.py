"""What the page of a testimonial shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from network.presenting.common import Detail, Fact, Item, detail, rich_text, together
from portal.media.renditions import picture


def testimonial_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Context of `network/testimonial_page.html`. What concerns the consent stays out of it."""
    shown = detail(page, request)
    organisation = shown.card(page.organisation_id)
    about = [card for pk in (page.initiative_id, page.event_id) if (card := shown.card(pk))]
    author = page.first_name or (organisation.title if organisation else "")
    return {
        **shown.context,
        "date": page.given_on,
        "tags": shown.facet_links("theme", page.theme_list),
        "author": author,
        "author_url": organisation.url if organisation and not page.first_name else "",
        "status": page.status,
        "media": media(page),
        "reported": rich_text(page.reported),
        "linked": together(about, shown.context["linked"]),
        "facts": facts(page, shown, organisation),
    }


def facts(page: Any, shown: Detail, organisation: Any) -> list[Fact]:
    """The column beside the text."""
    initiative, event = shown.card(page.initiative_id), shown.card(page.event_id)
    return [
        Fact(gettext("Who speaks"), value=" · ".join(filter(None, [page.first_name, page.status]))),
        Fact(gettext("Organisation"), links=[Item(organisation.title, organisation.url)] if organisation else []),
        Fact(gettext("Territory"), links=shown.facet_links("territoire", page.territories)),
        Fact(gettext("Initiative"), links=[Item(initiative.title, initiative.url)] if initiative else []),
        Fact(gettext("Event"), links=[Item(event.title, event.url)] if event else []),
    ]


def media(page: Any) -> dict[str, Any] | None:
    """`components/video.html` or `components/audio.html`; None for a text. Without address, it is still to come."""
    if page.form == "text":
        return None
    file = page.media_file
    return {
        "kind": page.form,
        "title": page.title,
        "url": file.url if file else page.media_url,
        "file": file is not None,
        "poster": picture(page.poster),
        "captions": page.captions.url if page.captions else "",
        "transcript": rich_text(page.transcript),
    }
