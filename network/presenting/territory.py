"""What the page of a territory shows: its programme, its ingredients, who steers, what it holds and what holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext

from network.models.ingredients import Ingredient, IngredientEntry
from network.models.steering import Level
from network.presenting.common import Fact, Item, ages, funders_of
from network.presenting.surrounding import Body, Surrounding, surrounding
from network.reading import gather
from portal.chrome import surroundings
from portal.languages import active_language
from portal.media.renditions import picture
from portal.templatetags.portal_tags import day
from search.cards import Card
from search.catalogue import Section, sections
from search.query import COMING, Query

RESOURCES = ("veille", "capitalisation", "outil", "formation", "rapport", "dossier")
MANY = 50
SHOWN = 4


@dataclass(frozen=True)
class Held:
    """A list of what a territory holds: its types, its order, the list page that continues it."""

    title: str
    types: tuple[str, ...]
    path: str
    sort: str = "date"
    when: str = ""

    def section(self, slug: str) -> Section:
        """Its question to the catalogue."""
        fixed = (("type", self.types), ("territoire", (slug,)))
        return Section(Query(fixed=fixed, when=self.when), size=SHOWN, sort=self.sort)


def held_lists() -> tuple[Held, ...]:
    """What is shown of a territory, in the order of the page."""
    return (
        Held(gettext("Initiatives"), ("initiative",), "initiatives/"),
        Held(gettext("Coming events"), ("evenement",), "agenda/", when=COMING),
        Held(gettext("Actors"), ("acteur",), "acteurs/", sort="title"),
        Held(gettext("Testimonials"), ("temoignage",), "temoignages/"),
        Held(gettext("Resources"), RESOURCES, "ressources/"),
        Held(gettext("News"), ("actualite",), "actualites/"),
    )


def territory_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Context of `network/territory_page.html`."""
    gather(page)
    around = surrounding(page)
    above, below, actors, *held = sections(_questions(page, around), active_language())
    home = surroundings(request).home_url
    by_slug = {card.extra.get("slug"): card for card in actors.cards}
    public = {pk: by_slug[slug] for pk, slug in around.actors.items() if slug in by_slug}
    slug = page.territory.slug
    lists = [
        {
            "title": kind.title,
            "type": kind.types[0],
            "cards": answer.cards,
            "more": _more(answer, f"{home}{kind.path}?territoire={slug}"),
        }
        for kind, answer in zip(held_lists(), held, strict=True)
        if answer.cards
    ]
    grid = ingredient_rows(page)
    logos = [funder.logo for funder in page.funders.all() if funder.logo]
    prefetch_related_objects([image for image in (page.image, *logos) if image], "renditions")
    return {
        "type": "territoire",
        "type_label": page.territory.get_kind_display(),
        "picture": picture(page.image, page.image_alt),
        "picture_credit": page.image.credit if page.image else "",
        "breadcrumb": breadcrumb(page, request, above.cards),
        "facts": facts(page, above.cards, around, home),
        "ingredients": grid,
        "bodies": [body_of(body, public) for body in around.bodies],
        "people": [person_of(row, public) for row in page.people.all()],
        "results": results(page),
        "funders": funders_of(page),
        "contact": contact(page, above.cards, f"{home}contact/?territoire={slug}"),
        "below": [
            Item(card.title, card.url) for card in below.cards if card.translation_key != str(page.translation_key)
        ],
        "below_more": _more(below, f"{home}territoires/?territoire={slug}"),
        "held": lists,
        "toc": toc(grid, around, lists),
    }


def _questions(page: Any, around: Surrounding) -> list[Section]:
    """What is asked of the catalogue: pages of what contains it, pages it contains, actors named, what it holds."""
    slug = page.territory.slug
    kind = ("type", ("territoire",))
    containers = tuple(place["slug"] for place in around.places)
    named = tuple(sorted(set(around.actors.values())))
    return [
        Section(Query(fixed=(kind, ("lieu", containers))), size=MANY, sort="title"),
        Section(Query(fixed=(kind, ("territoire", (slug,)))), size=MANY, sort="title"),
        Section(Query(fixed=(("type", ("acteur",)), ("acteur", named))), size=MANY, sort="title"),
        *(kind.section(slug) for kind in held_lists()),
    ]


def _more(answer: Any, url: str) -> dict[str, str] | None:
    """A link to the whole list where the section shows only its beginning."""
    if answer.total <= len(answer.cards):
        return None
    return {"label": gettext("See all (%(count)s)") % {"count": answer.total}, "url": url}


def body_of(body: Body, public: Mapping[int, Card]) -> dict[str, Any]:
    """A steering body for the template; an actor that the public may not see is left out."""
    members = []
    for member in body.members:
        card = public.get(member["actor"])
        if member["name"]:
            members.append({"label": member["name"], "url": "", "note": member["role"]})
        elif card:
            members.append({"label": card.title, "url": card.url, "note": member["role"]})
    return {**vars(body), "members": members}


def person_of(row: Any, public: Mapping[int, Card]) -> dict[str, Any]:
    """A function, with a first name only if its bearer agreed, and the organisation if it is public."""
    return {
        "function": row.function,
        "mission": row.mission,
        "name": row.shown_name,
        "fte": row.fte,
        "organisation": public.get(row.organisation_id),
    }


def ingredient_rows(page: Any) -> list[dict[str, Any]]:
    """`components/ingredient_grid.html`: always the five, described or not."""
    entries = {(entry.ingredient, entry.level): entry for entry in page.ingredients.all()}
    return [
        {
            "label": ingredient.label,
            "anchor": f"ingredient-{ingredient.value}",
            "regional": cell(page, ingredient, Level.REGIONAL, entries.get((ingredient, Level.REGIONAL))),
            "local": cell(page, ingredient, Level.LOCAL, entries.get((ingredient, Level.LOCAL))),
        }
        for ingredient in Ingredient
    ]


def cell(page: Any, ingredient: Ingredient, level: Level, entry: IngredientEntry | None) -> dict[str, Any]:
    """One level of one ingredient: its text, then its structured part."""
    prefix = "regional" if level == Level.REGIONAL else "local"
    words: dict[Ingredient, str] = {Ingredient.SUBJECT: "themes", Ingredient.MODALITIES: "modalities"}
    terms = list(getattr(page, f"{prefix}_{words[ingredient]}").all()) if ingredient in words else []
    if entry is None and not terms:
        return {"none": False, "text": ""}
    if entry is not None and entry.none_on_purpose:
        return {"none": True, "text": entry.none_reason}
    context = {"entry": entry, "terms": terms, "proof": entry.proof if entry else None}
    described = bool(terms) or (entry is not None and entry.is_described)
    text = render_to_string("network/components/ingredient_text.html", context) if described else ""
    return {"none": False, "text": text}


def results(page: Any) -> list[dict[str, Any]]:
    """Each objective with the results attached to it, in the order of the vocabulary."""
    chosen = {term.pk: term for term in page.objectives.all()}
    chosen |= {row.objective_id: row.objective for row in page.results.all()}
    return [
        {
            "objective": term,
            "results": [
                {"text": row.text, "date": row.reached_on, "proof": row.proof}
                for row in page.results.all()
                if row.objective_id == term.pk
            ],
        }
        for term in sorted(chosen.values(), key=lambda term: (term.position, term.label))
    ]


def facts(page: Any, above: Sequence[Card], around: Surrounding, home: str) -> list[Fact]:
    """The column beside the text."""
    cards = {card.extra.get("slug"): card for card in above}
    links = [Item(place["name"], cards[place["slug"]].url if place["slug"] in cards else "") for place in around.places]
    return [
        Fact(gettext("Name of the programme"), value=page.brand_name),
        Fact(gettext("Method"), value=page.method_name),
        Fact(gettext("Launched on"), value=day(page.launched_on)),
        Fact(gettext("Ages"), value=ages(page.age_min, page.age_max)),
        Fact(gettext("Is part of"), links=links),
        Fact(gettext("Activities"), links=_links(page.activities.all(), f"{home}initiatives/?activite=")),
        Fact(gettext("Kinds of process"), links=_links(page.demarche_types.all(), f"{home}initiatives/?demarche=")),
        Fact(gettext("Support"), value=", ".join(term.label for term in page.supports.all())),
    ]


def _links(terms: Any, address: str) -> list[Item]:
    return [Item(term.label, f"{address}{term.slug}") for term in terms]


def contact(page: Any, above: Sequence[Card], url: str) -> dict[str, Any]:
    """Who answers here, or at the nearest territory around that says so; the form reaches them in every case."""
    own = page.public_contact
    if not own:
        nearest = sorted(above, key=lambda card: -card.extra.get("depth", 0))
        own = next((dict(card.extra["contact"]) for card in nearest if card.extra.get("contact")), {})
    return {"name": page.contact_name or page.title, **own, "url": url}


def breadcrumb(page: Any, request: HttpRequest, above: Sequence[Card]) -> list[dict[str, str]]:
    """Home, the list, each territory page above, this page: without a query."""
    base = surroundings(request)
    trail = [{"label": gettext("Home"), "url": base.home_url}]
    trail += [{"label": link.label, "url": link.url} for link in base.sections if request.path.startswith(link.url)]
    parents = sorted((card for card in above if request.path.startswith(card.url)), key=lambda card: len(card.url))
    trail += [{"label": card.title, "url": card.url} for card in parents]
    return [*trail, {"label": page.title, "url": request.path}]


def toc(grid: Sequence[Any], around: Surrounding, lists: Sequence[Any]) -> list[dict[str, str]]:
    """Anchors of the page."""
    items = [
        {"label": f"{number}. {row['label']}", "anchor": row["anchor"]} for number, row in enumerate(grid, start=1)
    ]
    if around.bodies:
        items.append({"label": gettext("Who steers"), "anchor": "pilotage"})
    if lists:
        items.append({"label": gettext("What goes on"), "anchor": "actions"})
    return [*items, {"label": gettext("Contact"), "anchor": "contact"}]
