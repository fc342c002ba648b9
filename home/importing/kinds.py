"""What each kind of table holds: its columns, the page types it makes, the rules that link its cells.

This is data: `manage.py import_content --columns KIND` lists it, and `docs/import.md` repeats nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.importing import rules, values
from home.importing.column import Column, Words, column, many, nothing, rows, stream
from network.models import (
    ActorIndexPage,
    ActorPage,
    EventIndexPage,
    EventPage,
    InitiativeIndexPage,
    InitiativePage,
    PageTerritory,
    TestimonialIndexPage,
    TestimonialPage,
    Vocabulary,
)
from network.models.actor import Membership
from network.models.event import EventState
from network.models.event_parts import EventOrganiser, EventParticipants
from network.models.initiative_parts import InitiativeParticipants, InitiativePartner
from network.models.testimonial import TestimonialKind
from portal.models.media import Licence
from resources.models import (
    CapitalisationPage,
    NewsIndexPage,
    NewsPage,
    PageActor,
    PageInitiative,
    ReportPage,
    ResourceIndexPage,
    ToolPage,
    TrainingKitPage,
    VeillePage,
)
from resources.models.base import ResourceLanguage
from resources.models.report import ReportKind

Rule = Callable[[Any, Any], dict[str, Words]]
LANGUAGE = "language"
KIND = "kind"
ID = "id"


@dataclass(frozen=True)
class Kind:
    """`models` by the value of the column `kind`; a kind without that column has one model, under the empty name.

    `rule(page, today)` gives the errors of a filled page by field.
    """

    name: str
    label: Words
    index: type[Page]
    models: dict[str, type[Page]]
    columns: tuple[Column, ...]
    rule: Rule = rules.none

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((found for found in self.columns if found.name == name), None)

    def model(self, cells: dict[str, str]) -> type[Page] | None:
        """The page type of a row; None where its kind is not known."""
        return self.models.get("") or self.models.get(cells.get(KIND, "").strip().lower())


PLACES, TERM, TERMS = (
    _("codes or names, separated by ;"),
    _("one word of the list"),
    _("words of the list, separated by ;"),
)
TEXT, RICH, DAY, MOMENT = _("text"), _("text or simple HTML"), _("date"), _("date, with or without hour")
YES_NO, NUMBER, DEGREES = _("oui or non"), _("whole number"), _("degrees")
ACTORS = _("actors (address, title or identifier), separated by ;")
ACTOR, INITIATIVE = _("an actor (address, title or identifier)"), _("an initiative (address, title or identifier)")
COUNTED = _("words of the list, with their number if known, separated by ;")


def common(day_field: str, *, day: Any = values.day, takes: Words = DAY, required: bool = False) -> tuple[Column, ...]:
    """The columns that every kind has."""
    return (
        column(ID, _("the sender’s own identifier: the same one every time"), "A-12", put=nothing, required=True),
        column("title", TEXT, "Conseil de jeunes de Péronne", required=True),
        column("summary", _("one or two sentences, 300 signs at most"), "Douze jeunes conseillent la ville."),
        column("body", RICH, "<p>Chaque mois…</p>", values.rich, put=stream("body")),
        column(
            "territories",
            PLACES,
            "Péronne; 248000531",
            values.territories,
            "territory_links",
            rows("territory_links", PageTerritory, "territory"),
        ),
        vocabulary("themes", Vocabulary.THEME, "transition-ecologique; sante"),
        column("date", takes, "2026-03-31", day, day_field, required=required),
        column(LANGUAGE, _("fr or en; empty: fr"), "fr", put=nothing),
    )


def vocabulary(name: str, slugs: Vocabulary, example: str, field: str = "", **options: Any) -> Column:
    """A column of several terms."""
    put = many(field or name)
    return column(name, TERMS, example, values.terms(slugs), field, put, vocabulary=slugs, **options)


def word(name: str, slugs: Vocabulary, example: str, field: str = "") -> Column:
    """A column of one term."""
    return column(name, TERM, example, values.term(slugs), field, vocabulary=slugs)


POINT = (
    column("latitude", DEGREES, "49.932", values.decimal),
    column("longitude", DEGREES, "2.935", values.decimal),
)
ACTIVITIES = vocabulary("activities", Vocabulary.ACTIVITY, "festival; formation")
FORMATS = vocabulary("formats", Vocabulary.FORMAT, "presentiel")
PAGE_ACTORS = column(
    "actors",
    ACTORS,
    "mairie-de-peronne",
    values.pages(ActorPage, "actors"),
    "resource_actors",
    rows("resource_actors", PageActor, "actor"),
)

ACTOR_KIND = Kind(
    "actors",
    _("actors"),
    ActorIndexPage,
    {"": ActorPage},
    (
        *common("verified_on", takes=_("date on which the record was last checked")),
        column("acronym", TEXT, "MRJC"),
        vocabulary("types", Vocabulary.ACTOR_TYPE, "association"),
        ACTIVITIES,
        vocabulary("contribution_roles", Vocabulary.CONTRIBUTION_ROLE, "portage; accueil"),
        column("offers", RICH, "Une salle.", values.rich),
        column("seeks", RICH, "Des bénévoles.", values.rich),
        column("membership", _("none, member, associate or board"), "member", values.one_of(Membership)),
        column("member_since", DAY, "2021-09-01", values.day),
        column("legal_name", TEXT, "Association des jeunes de la Haute-Somme"),
        column("rna", _("W and nine figures"), "W802001234"),
        column("siret", _("14 figures"), "73282932000074"),
        column("place", _("building"), "Maison des associations", field="address_place"),
        column("street", _("number and street"), "3 rue de l’Exemple", field="address_street"),
        column("postcode", _("five figures"), "80200"),
        column("town", TEXT, "Péronne"),
        *POINT,
        column("phone", _("phone number"), "03 22 00 00 00"),
        column("email", _("e-mail address, never shown"), "contact@exemple.fr"),
        column("website", _("web address"), "https://exemple.fr"),
        column("example", YES_NO, "non", values.flag, "is_example"),
    ),
)
INITIATIVE_KIND = Kind(
    "initiatives",
    _("initiatives"),
    InitiativeIndexPage,
    {"": InitiativePage},
    (
        *common("starts_on", takes=_("date of the beginning")),
        column("end", _("date of the end; empty while it goes on"), "2026-12-31", values.day, "ends_on"),
        column("holder", ACTOR, "mairie-de-peronne", values.page(ActorPage, "actors")),
        column(
            "partners",
            ACTORS,
            "mission-locale",
            values.pages(ActorPage, "actors"),
            put=rows("partners", InitiativePartner, "actor"),
        ),
        column("accompanied", _("oui if the programme accompanies it"), "oui", values.flag),
        column("by_young_people", _("oui if young people lead it"), "oui", values.flag),
        word("type", Vocabulary.DEMARCHE_TYPE, "budget-participatif", "demarche_type"),
        vocabulary("natures", Vocabulary.NATURE, "participation"),
        word("stage", Vocabulary.STAGE, "conception"),
        column("subject", TEXT, "Se déplacer le soir"),
        column("decision", TEXT, "Le plan de mobilité"),
        column("calendar", TEXT, "Une réunion par mois"),
        ACTIVITIES,
        FORMATS,
        vocabulary("modalities", Vocabulary.MODALITY, "ateliers"),
        vocabulary("supports", Vocabulary.SUPPORT, "outiller"),
        column("tools", RICH, "Photolangage.", values.rich),
        column("public", TEXT, "Jeunes de la commune"),
        column("age_min", NUMBER, "11", values.whole),
        column("age_max", NUMBER, "25", values.whole),
        column(
            "participants",
            COUNTED,
            "jeunes=40; elus",
            values.counted(Vocabulary.PARTICIPANT),
            put=rows("participants", InitiativeParticipants, "category", "number"),
            vocabulary=Vocabulary.PARTICIPANT,
        ),
        column("evaluation", RICH, "Ce qui a changé.", values.rich),
    ),
    rules.initiative,
)
TESTIMONIAL_KIND = Kind(
    "testimonials",
    _("testimonials"),
    TestimonialIndexPage,
    {"": TestimonialPage},
    (
        *common("given_on", takes=_("date on which it was given")),
        column("first_name", _("first name only"), "Romain"),
        column("organisation", ACTOR, "mairie-de-peronne", values.page(ActorPage, "actors")),
        column("status", _("who they are"), "jeune engagé"),
        column("form", _("text, video or audio"), "text", values.one_of(TestimonialKind)),
        column("quote", _("exact words, without quotation marks"), "On nous a écoutés."),
        column("reported", _("what they said, in other words than theirs"), "Il raconte…", values.rich),
        column("media_url", _("web address"), "https://exemple.fr/film"),
        column("transcript", RICH, "Tout ce qui est dit.", values.rich),
        column("initiative", INITIATIVE, "conseil-de-jeunes", values.page(InitiativePage, "initiatives")),
        column("event", _("an event (address, title or identifier)"), "festival", values.page(EventPage, "events")),
        column("consent", _("where the signed consent is kept"), "Classeur 3", field="consent_reference"),
        column("consent_until", DAY, "2028-12-31", values.day),
        column("minor", _("oui if a minor speaks"), "non", values.flag, "is_minor"),
        column("guardian_consent", TEXT, "Classeur 3", field="guardian_consent_reference"),
    ),
    rules.testimonial,
)
NEWS_KIND = Kind("news", _("news"), NewsIndexPage, {"": NewsPage}, (*common("date"), PAGE_ACTORS))
EVENT_KIND = Kind(
    "events",
    _("events"),
    EventIndexPage,
    {"": EventPage},
    (
        *common("starts_at", day=values.moment, takes=MOMENT, required=True),
        column("end", MOMENT, "2026-03-31 17:00", values.moment, "ends_at"),
        word("type", Vocabulary.EVENT_TYPE, "atelier", "event_type"),
        word("scale", Vocabulary.SCALE, "territorial"),
        column("state", _("planned, postponed or cancelled"), "planned", values.one_of(EventState)),
        column("place", _("place"), "Salle des fêtes", field="place_name"),
        column("street", _("number and street"), "3 rue de l’Exemple"),
        column("postcode", _("five figures"), "80200"),
        column("town", TEXT, "Péronne"),
        column("access", TEXT, "Ligne 3, arrêt Mairie ; accès de plain-pied."),
        *POINT,
        column("online_url", _("web address"), "https://exemple.fr/salon"),
        column("subjects", TEXT, "Le plan de mobilité"),
        vocabulary("audiences", Vocabulary.AUDIENCE, "elus"),
        FORMATS,
        ACTIVITIES,
        column("registration_url", _("web address"), "https://exemple.fr/inscription"),
        column("registration_deadline", DAY, "2026-03-20", values.day),
        column(
            "organisers",
            ACTORS,
            "mairie-de-peronne",
            values.pages(ActorPage, "actors"),
            put=rows("organisers", EventOrganiser, "actor"),
        ),
        column(
            "participants",
            COUNTED,
            "jeunes; elus",
            values.counted(Vocabulary.PARTICIPANT),
            put=rows("participants", EventParticipants, "category", "number"),
            vocabulary=Vocabulary.PARTICIPANT,
        ),
        column("report", RICH, "Ce qui s’est dit.", values.rich),
    ),
    rules.event,
)
RESOURCE_KIND = Kind(
    "resources",
    _("resources"),
    ResourceIndexPage,
    {
        "veille": VeillePage,
        "capitalisation": CapitalisationPage,
        "outil": ToolPage,
        "formation": TrainingKitPage,
        "rapport": ReportPage,
    },
    (
        *common("published_on", takes=_("date of publication")),
        column(KIND, _("veille, capitalisation, outil, formation or rapport"), "outil", put=nothing, required=True),
        column("source", _("who published it first"), "INJEP"),
        column("source_url", _("web address"), "https://exemple.fr/article"),
        column("other_authors", _("names, separated by ;"), "Ville d’Exemple; Association Exemple"),
        PAGE_ACTORS,
        column("licence", _("all-rights, cc-by, cc-by-sa, cc0 or lo"), "cc-by", values.one_of(Licence)),
        column("resource_language", _("fr, en or other"), "fr", values.one_of(ResourceLanguage)),
        ACTIVITIES,
        column("note", _("two or three lines; without it, the summary"), "Une enquête utile.", only=("veille",)),
        column("read_on", DAY, "2026-03-31", values.day, only=("veille",)),
        column("keywords", _("words separated by commas"), "vote, lycée", only=("veille",)),
        column(
            "initiatives",
            _("initiatives (address, title or identifier), separated by ;"),
            "conseil-de-jeunes",
            values.pages(InitiativePage, "initiatives"),
            "resource_initiatives",
            rows("resource_initiatives", PageInitiative, "initiative"),
            only=("capitalisation", "outil", "rapport"),
        ),
        column("interviewer", TEXT, "Association Exemple", only=("capitalisation",)),
        column("interviewed_on", DAY, "2026-03-31", values.day, only=("capitalisation",)),
        column("skills", RICH, "Animer un débat.", values.rich, only=("capitalisation",)),
        column("partnerships", RICH, "La mairie prête la salle.", values.rich, only=("capitalisation",)),
        column("goals", RICH, "Se connaître.", values.rich, only=("outil",)),
        column("materials", RICH, "Des feuilles.", values.rich, only=("outil",)),
        column("advice", RICH, "Prévoir une pause.", values.rich, only=("outil",)),
        column("group_min", NUMBER, "5", values.whole, only=("outil",)),
        column("group_max", NUMBER, "30", values.whole, only=("outil",)),
        vocabulary("participants", Vocabulary.PARTICIPANT, "jeunes", only=("outil",)),
        column("duration", _("in words"), "2 h", only=("outil", "formation")),
        vocabulary("formats", Vocabulary.FORMAT, "presentiel", only=("outil", "formation")),
        column("objectives", RICH, "Savoir écouter.", values.rich, only=("formation",)),
        vocabulary("audiences", Vocabulary.AUDIENCE, "elus", only=("formation",)),
        column(
            "report_kind",
            _("activity, event, evaluation, study, minutes or other"),
            "study",
            values.one_of(ReportKind),
            "kind",
            only=("rapport",),
        ),
        column("period_start", DAY, "2025-01-01", values.day, only=("rapport",)),
        column("period_end", DAY, "2025-12-31", values.day, only=("rapport",)),
    ),
    rules.resource,
)

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (ACTOR_KIND, INITIATIVE_KIND, TESTIMONIAL_KIND, NEWS_KIND, EVENT_KIND, RESOURCE_KIND)
}
