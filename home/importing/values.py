"""From the text of a cell to a value: each reader says in a sentence what it can't accept."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import nh3
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from home.models.importing import ImportedRow
from network.gazetteer import candidates
from network.models import Term, Territory
from network.models.territory_query import Tier
from network.territories.names import fold

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "b", "i", "strong", "em", "a", "br", "hr"}
YES, NO = {"oui", "yes", "true", "vrai", "1", "x"}, {"non", "no", "false", "faux", "0", ""}
DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}))")
HOUR = re.compile(r"[T ]*(?:à )?(\d{1,2}) ?(?::|h) ?(\d{2})?(?::\d{2}(?:\.\d+)?)?")
NAMED = re.compile(r"(.+?)\s*\(([^()]+)\)")


class BadValueError(Exception):
    """The value of a cell can't be accepted; the message is for the sender."""


@dataclass
class Context:
    """What readers need: the language of the row, and what was already looked up during this import."""

    source: str
    today: date
    locale: Locale
    notes: list[str] = field(default_factory=list)
    places: dict[str, Territory] = field(default_factory=dict)
    terms: dict[tuple[int, str], dict[str, Term]] = field(default_factory=dict)


Reader = Callable[[str, Context], Any]


def parts(value: str) -> list[str]:
    """The pieces of a list, separated by semicolons, once each."""
    return list(dict.fromkeys(piece for part in value.split(";") if (piece := part.strip())))


def text(value: str, _context: Context) -> str:
    """As it is."""
    return value


def rich(value: str, _context: Context) -> str:
    """Rich text: simple HTML is cleaned, plain text becomes paragraphs."""
    if not value:
        return ""
    if re.search(r"</?(?:p|h[1-6]|ul|ol|li|div|br)\b", value, re.IGNORECASE):
        return nh3.clean(value, tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
    blocks = [block.strip() for block in re.split(r"\n\s*\n", value.replace("\r\n", "\n")) if block.strip()]
    return "".join(f"<p>{html.escape(block, quote=False).replace(chr(10), '<br/>')}</p>" for block in blocks)


def flag(value: str, _context: Context) -> bool:
    """Yes or no."""
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise BadValueError(_("“%(value)s” is neither “oui” nor “non”.") % {"value": value})


def whole(value: str, _context: Context) -> int | None:
    """A whole number."""
    if value and not re.fullmatch(r"\d{1,9}", value):
        raise BadValueError(_("“%(value)s” is not a whole number.") % {"value": value})
    return int(value) if value else None


def decimal(value: str, _context: Context) -> float | None:
    """A number of degrees, with a comma or a point."""
    if value and not re.fullmatch(r"-?\d{1,3}([.,]\d+)?", value):
        raise BadValueError(_("“%(value)s” is not a number.") % {"value": value})
    return float(value.replace(",", ".")) if value else None


def day(value: str, context: Context) -> date | None:
    """A day; an hour after it is left out."""
    moment = _moment(value)
    return moment[0] if moment else None


def moment(value: str, context: Context) -> datetime | None:
    """A day and its hour (midnight without one), in the portal's time zone."""
    found = _moment(value)
    return timezone.make_aware(datetime.combine(found[0], found[1] or time(0))) if found else None


def _moment(value: str) -> tuple[date, time | None] | None:
    if not value:
        return None
    problem = BadValueError(
        _("“%(value)s” is not a date: write 2026-03-31 or 31/03/2026, with an hour if needed (14:30).")
        % {"value": value}
    )
    found = DAY.match(value)
    rest = value[found.end() :].strip() if found else ""
    hour = HOUR.fullmatch(rest) if rest else None
    if not found or (rest and not hour):
        raise problem
    year, month, number = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        read = date(int(year), int(month), int(number))
        clock = time(int(hour[1]), int(hour[2] or 0)) if hour else None
    except ValueError:
        raise problem from None
    if not 1900 <= read.year <= 2100:
        raise BadValueError(_("“%(value)s”: check the year.") % {"value": value})
    return read, clock


def one_of(choices: type[Any]) -> Reader:
    """A value of a list of choices, or its label."""

    def read(value: str, _context: Context) -> str:
        known = {str(key).lower(): str(key) for key in choices.values}
        known |= {str(label).lower(): str(key) for key, label in choices.choices}
        if value and value.lower() not in known:
            expected = ", ".join(str(key) for key in choices.values)
            raise BadValueError(
                _("“%(value)s” is not known here; expected: %(list)s.") % {"value": value, "list": expected}
            )
        return known.get(value.lower(), "")

    return read


def terms(vocabulary: str) -> Reader:
    """Terms of a vocabulary, by slug or label, in the language of the row."""

    def read(value: str, context: Context) -> list[Term]:
        known = _terms(vocabulary, context)
        wrong = [piece for piece in parts(value) if fold(piece) not in known]
        if wrong:
            slugs = ", ".join(dict.fromkeys(term.slug for term in known.values()))
            details = {"values": " ; ".join(wrong), "list": slugs}
            raise BadValueError(_("Not known: %(values)s. Expected: %(list)s.") % details)
        return list({term.pk: term for piece in parts(value) for term in [known[fold(piece)]]}.values())

    return read


def term(vocabulary: str) -> Reader:
    """One term of a vocabulary, or none."""

    def read(value: str, context: Context) -> Term | None:
        found = terms(vocabulary)(value, context)
        if len(found) > 1:
            raise BadValueError(_("Only one is expected here."))
        return found[0] if found else None

    return read


def _terms(vocabulary: str, context: Context) -> dict[str, Term]:
    key = (context.locale.pk, str(vocabulary))
    if key not in context.terms:
        rows = list(Term.objects.of(vocabulary).filter(locale=context.locale))
        context.terms[key] = {fold(row.label): row for row in rows} | {fold(row.slug): row for row in rows}
    return context.terms[key]


def territories(value: str, context: Context) -> list[Territory]:
    """Places by official code or name; every wrong one is named."""
    problems: list[str] = []
    found: dict[int, Territory] = {}
    for piece in parts(value):
        try:
            place, note = (context.places[piece], "") if piece in context.places else _place(piece)
        except BadValueError as error:
            problems.append(str(error))
            continue
        context.places[piece] = place
        context.notes += [note] if note else []
        found[place.pk] = place
    if problems:
        raise BadValueError(" ".join(problems))
    return list(found.values())


def _place(piece: str) -> tuple[Territory, str]:
    """The place, and a note where the text could be read in another way."""
    if named := NAMED.fullmatch(piece):
        sure = [place for place in _called(named[1]) if fold(named[2]) in (fold(place.code), fold(_kind(place)))]
        if len(sure) == 1:
            return sure[0], ""
    called = _called(piece)
    if len(called) == 1:
        return called[0], _postcode_note(piece, called[0])
    if called:
        names = _names(called)
        message = _("“%(place)s” is the name of several places: write one of %(list)s.")
    else:
        names = _names(candidates(piece, limit=5))
        message = (
            _("No place is called “%(place)s”. Near it: %(list)s.") if names else _("No place is called “%(place)s”.")
        )
    raise BadValueError(message % {"place": piece, "list": names})


def _called(piece: str) -> list[Territory]:
    """What has this code or else this name; a postcode names no place: many are also the code of another one."""
    current = Territory.objects.current()
    if coded := list(current.filter(code=piece.upper()).widest_first()):
        return coded
    if piece.isdigit():
        # Spreadsheets drop the first zero of « 02738 » and of « 02 ».
        return list(current.filter(code=f"0{piece}").widest_first()) if len(piece) in (1, 4) else []
    return [place for place in candidates(piece) if getattr(place, "tier", Tier.EXACT) <= Tier.NEARLY]


def _postcode_note(piece: str, place: Territory) -> str:
    if not (piece.isdigit() and len(piece) == 5) or piece in place.postcode_list:
        return ""
    others = list(Territory.objects.current().filter(postcodes__contains=piece).widest_first()[:3])
    details = {"code": piece, "place": place.name, "list": _names(others)}
    message = _("“%(code)s” was read as the official code of %(place)s; it is also the postcode of %(list)s.")
    return message % details if others else ""


def _names(places: list[Territory]) -> str:
    """`Saint-Martin (02738), Saint-Martin (80701)`: as they may be written in the file."""
    same_code = len({place.code for place in places}) < len(places)
    return ", ".join(f"{place.name} ({_kind(place) if same_code else place.code})" for place in places)


def _kind(place: Territory) -> str:
    return str(place.get_kind_display())


def pages(model: type[Page], *kinds: str) -> Reader:
    """Pages of a type, by the sender's identifier, slug or title, in the language of the row."""

    def read(value: str, context: Context) -> list[Page]:
        return list(
            {page.pk: page for piece in parts(value) for page in [_page(model, kinds, piece, context)]}.values()
        )

    return read


def page(model: type[Page], *kinds: str) -> Reader:
    """One page of a type, or none."""

    def read(value: str, context: Context) -> Page | None:
        return _page(model, kinds, value, context) if value else None

    return read


def _page(model: type[Page], kinds: tuple[str, ...], piece: str, context: Context) -> Page:
    of_locale = model._default_manager.filter(locale=context.locale)
    sent = ImportedRow.objects.filter(source=context.source, kind__in=kinds, external_id=piece).values("page")
    for found in (of_locale.filter(pk__in=sent), of_locale.filter(slug=piece), of_locale.filter(title__iexact=piece)):
        rows = list(found[:5])
        if len(rows) == 1:
            return rows[0]
        if rows:
            slugs = ", ".join(row.slug for row in rows)
            raise BadValueError(
                _("Several pages are called “%(name)s”: write the end of the address of one of them (%(list)s).")
                % {"name": piece, "list": slugs}
            )
    raise BadValueError(
        _("No page of this kind is called “%(name)s” (%(kind)s): import it first.")
        % {"name": piece, "kind": model._meta.verbose_name}
    )


def counted(vocabulary: str) -> Reader:
    """Terms with an optional number: `jeunes=40; elus`."""

    def read(value: str, context: Context) -> list[tuple[Term, int | None]]:
        rows: dict[int, tuple[Term, int | None]] = {}
        for piece in parts(value):
            name, _sign, number = (side.strip() for side in piece.partition("="))
            for found in terms(vocabulary)(name, context):
                rows[found.pk] = (found, whole(number, context))
        return list(rows.values())

    return read
