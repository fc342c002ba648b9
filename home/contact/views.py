"""The contact form as a visitor meets it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from home.contact import recipients
from home.contact.forms import QUICK, ContactForm, opened_now, seconds_open
from home.contact.mail import compose, deliver
from home.contact.recipients import Recipient
from home.contact.sending import Sending
from portal.chrome import surroundings
from portal.languages import active_language
from portal.routing import root_page
from portal.throttle import client_address

MESSAGES_AN_HOUR = 5


@dataclass(frozen=True)
class State:
    """What the page shows: its context, and the status of the answer."""

    context: dict[str, Any]
    status: int = 200


def respond(request: HttpRequest) -> State | HttpResponse:
    """Show the form, thank, or send."""
    actor_slug = request.GET.get("acteur", "")[:255]
    actor = recipients.of_actor(actor_slug, active_language()) if actor_slug else None
    context: dict[str, Any] = {"actor": actor, "unknown_actor": bool(actor_slug and not actor)}
    if "envoye" in request.GET:
        return State({**context, "sent": True, "sent_to": actor or _chosen(request.GET.get("territoire", ""))})
    territories = [] if actor else recipients.choices()
    if request.method == "POST":
        return _send(request, context, actor, territories)
    wanted = request.GET.get("territoire", "")[:255]
    initial = {"opened": opened_now(), "territory": _offered(wanted, territories)}
    return State({**context, "form": ContactForm(initial=initial, territories=territories, to_actor=actor is not None)})


def _offered(slug: str, territories: list[tuple[str, str]]) -> str:
    """The territory of the list that answers for this one: itself, or the nearest around it."""
    if not slug or slug in dict(territories):
        return slug
    names = dict(territories)
    return next((place.slug for place in recipients.around(slug) if place.slug in names), "")


def _chosen(slug: str) -> Recipient | None:
    return recipients.of_territory(slug[:255]) if slug else None


def _send(
    request: HttpRequest, context: dict[str, Any], actor: Recipient | None, territories: list[tuple[str, str]]
) -> State | HttpResponse:
    """Check, count, send; whatever fails, the visitor's words come back with a sentence that says what to do."""
    form = ContactForm(request.POST, territories=territories, to_actor=actor is not None)
    context = {**context, "form": form}
    if not form.is_valid():
        return State(_again(form, context))
    slug = form.cleaned_data.get("territory", "")
    if form.is_trap_sprung:
        return _thanks(request, slug)
    seconds = seconds_open(form.cleaned_data["opened"])
    if seconds is None:
        problem = _("This page stayed open for too long. Your message is below: send it again.")
        return State(_again(form, {**context, "problem": problem}))
    now, address = timezone.now(), client_address(request)
    if seconds < QUICK and Sending.count_of(address, now):
        problem = _("That was very quick for a second message. It is below: wait a few seconds and send it again.")
        return State(_again(form, {**context, "problem": problem}), 429)
    if not Sending.allow(address, MESSAGES_AN_HOUR, now):
        problem = _("Many messages left from your connection within an hour. Yours is below: send it again in an hour.")
        return State(_again(form, {**context, "problem": problem}), 429)
    home = root_page(request, active_language())
    recipient = actor or _chosen(slug) or recipients.of_portal(home)
    fields = {name: form.cleaned_data[name] for name in ("name", "email", "subject", "message")}
    site = surroundings(request).site_name
    if recipient is None or not deliver(compose(recipient, fields, site)):
        Sending.give_back(address, now)
        problem = _(
            "Your message could not be sent: the mail server does not answer. Nothing is lost, it is below:"
            " try again in a few minutes, or phone us."
        )
        return State(_again(form, {**context, "problem": problem}))
    return _thanks(request, slug)


def _again(form: ContactForm, context: dict[str, Any]) -> dict[str, Any]:
    """The same form with a fresh time, all that was typed kept."""
    form.data = {**form.data.dict(), "opened": opened_now()}  # type: ignore[attr-defined]  # a QueryDict, one value a name
    return context


def _thanks(request: HttpRequest, territory: str) -> HttpResponse:
    """Go to the confirmation, so that reloading it sends nothing again."""
    parameters = {"envoye": "oui"}
    parameters |= {"acteur": request.GET["acteur"]} if "acteur" in request.GET else {}
    parameters |= {"territoire": territory} if territory else {}
    return HttpResponseRedirect(f"{request.path}?{urlencode(parameters)}", status=303)
