"""Presentation only: icons, dates, sizes and phone numbers as people read them."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()

NBSP: Final = "\u00a0"
KEPT: Final = 100  # texts that one `kept` keeps at most
ICONS: Final = {
    "territoire": "map-pin",
    "acteur": "users",
    "initiative": "lightbulb",
    "temoignage": "message-circle",
    "proposition": "megaphone",
    "actualite": "newspaper",
    "evenement": "calendar-days",
    "veille": "eye",
    "capitalisation": "book-open",
    "outil": "route",
    "formation": "graduation-cap",
    "rapport": "file-text",
    "dossier": "folder-open",
    "document": "file-text",
    "page": "file-text",
}


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; without a label it only decorates and is hidden from assistive technology."""
    href = f"{static('portal/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            href,
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.filter
def type_icon(type_slug: str) -> str:
    """The icon of a content type (slugs of DESIGN.md section 6); `file-text` for an unknown one."""
    return ICONS.get(type_slug, "file-text")


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _french(value: date, *, month: bool = True, year: bool = True) -> str:
    parts = ["1er" if value.day == 1 else str(value.day)]
    if month:
        parts.append(str(MONTHS[value.month]))
    if year:
        parts.append(str(value.year))
    return NBSP.join(parts)


def _english(value: date, *, month: bool = True, year: bool = True) -> str:
    parts = [str(value.day)]
    if month:
        parts.append(str(MONTHS[value.month]))
    if year:
        parts.append(str(value.year))
    return NBSP.join(parts)


@register.filter
def day(value: date | datetime | None) -> str:
    """One day in full: « 1er juin 2026 », "1 June 2026"; empty without a date."""
    return _in_full(_day(value), get_language() or "fr") if value else ""


@lru_cache(maxsize=4096)
def _in_full(value: date, language: str) -> str:
    return (_french if language.startswith("fr") else _english)(value)


@register.filter
def date_range(start: date | datetime | None, end: date | datetime | None = None) -> str:
    """A period in the current language: « du 3 au 5 juin 2026 », "3–5 June 2026"; one day when both are the same."""
    if not start:
        return day(end)
    first, last = _day(start), _day(end) if end else _day(start)
    if last <= first:
        return day(first)
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    if (get_language() or "fr").startswith("fr"):
        return f"du {_french(first, month=not same_month, year=not same_year)} au {_french(last)}"
    dash = "–" if same_month else " – "
    return f"{_english(first, month=not same_month, year=not same_year)}{dash}{_english(last)}"


@register.simple_tag
def period(start: date | datetime | None = None, end: date | datetime | None = None) -> str:
    """`date_range` as a tag: a filter would fail where the context has no end at all."""
    return date_range(start, end)


@register.filter
def iso(value: date | datetime | None) -> str:
    """The day for a `datetime` attribute (YYYY-MM-DD)."""
    return _day(value).isoformat() if value else ""


@register.filter
def filesize(size: int | None) -> str:
    """Bytes as « 1,2 Mo » or "1.2 MB" (units of 1,000, as on a file manager)."""
    if not size:
        return ""
    if size < 1_000:
        return ngettext("%(count)d byte", "%(count)d bytes", size) % {"count": size}
    value = size / 1_000
    if value < 1_000:
        return gettext("%(size)s kB") % {"size": number_format(round(value))}
    return gettext("%(size)s MB") % {"size": number_format(round(value / 1_000, 1))}


def _digits(number: str) -> str:
    digits = re.sub(r"(?!^\+)\D", "", re.sub(r"\(0\)", "", number.strip()))
    return "0" + digits[3:] if digits.startswith("+33") else digits


@register.filter
def phone_display(number: str | None) -> str:
    """A phone number in pairs of digits: « 06 95 68 94 28 »; a foreign one is left as it is."""
    if not number:
        return ""
    digits = _digits(number)
    if len(digits) != 10 or not digits.startswith("0"):
        return number
    return NBSP.join(digits[i : i + 2] for i in range(0, 10, 2))


@register.filter
def phone_href(number: str | None) -> str:
    """The `tel:` address of a number, international for a French one; empty without a number."""
    if not number:
        return ""
    digits = _digits(number)
    return f"tel:+33{digits[1:]}" if len(digits) == 10 and digits.startswith("0") else f"tel:{digits}"


@register.filter
def initials(name: str | None) -> str:
    """At most two capitals of a name, for a drawn portrait."""
    words = [word for word in re.split(r"[\s'’-]+", name or "") if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


class KeptNode(template.Node):
    """See `kept`. What is kept is the process's: a template is compiled once."""

    def __init__(self, nodelist: template.NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist, self.keys = nodelist, keys
        self.held: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        """The text kept for these keys, or made now."""
        key = (get_language(), *(each.resolve(context, ignore_failures=True) for each in self.keys))
        text = self.held.get(key)
        if text is None:
            text = self.nodelist.render(context)
            if len(self.held) >= KEPT:
                self.held.clear()
            self.held[key] = text
        return text


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept key … %}…{% endkept %}`: rendered once in each process for a language and keys, which must name
    everything that the text between depends on. For what is the same on every page.
    """
    keys = [parser.compile_filter(key) for key in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, keys)
