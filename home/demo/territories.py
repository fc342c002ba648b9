"""Pages of territories: the région with its programme, then départements and intercommunalities under them."""

from typing import Any

from home.demo.content import is_example, read, summary_of
from home.demo.context import Seeding
from home.demo.text import french, rich
from network.models import IngredientEntry, PersonRole, TerritoryIndexPage, TerritoryPage, TerritoryResult

REGION = "hauts-de-france"
TYPES = (
    "instance-de-participation",
    "assises-de-la-jeunesse",
    "budget-participatif",
    "concertation-jeunesse",
    "concertation-numerique",
    "jeu-de-role-institutionnel",
)
FIGURES = {
    "figures": [
        {"value": "50", "label": "personnes environ au premier festival, en 2017"},
        {"value": "700", "label": "inscriptions et plus au festival de 2025, à Arras"},
        {"value": "5", "label": "ingrédients, à deux niveaux"},
    ],
    "source": "CRAJEP Hauts-de-France",
}


def key(slug: str) -> str:
    """The key of a territory's page: an actor may have the same slug."""
    return f"territory:{slug}"


def create(seeding: Seeding) -> None:
    """The whole tree of territories; it stands as the territories lie."""
    _region(seeding)
    for slug, item in read("territories").items():
        parent = seeding.territory(slug).parent
        above = seeding.pages.get(key(parent.slug) if parent else "", seeding.pages[key(REGION)])
        _place(seeding, slug, item, above)


def _region(seeding: Seeding) -> None:
    item = read("hauts-de-france")
    low, high = item["ages"]
    coordinator = item["coordinator"]
    page: Any = TerritoryPage(
        title=item["title"],
        slug=REGION,
        summary=item["summary"],
        territory=seeding.territory(REGION),
        brand_name=item["brand"],
        method_name=french(item["method"]),
        other_names="\n".join(item["related_names"]),
        launched_on=item["launched"],
        age_min=low,
        age_max=high,
        mission=rich(item["mission"]),
        reciprocity=rich(item["reciprocity"]),
        contact_name="CRAJEP Hauts-de-France",
        contact_role=french(coordinator["function"]),
        image=seeding.media.image("territory", REGION),
        **item["contact"],
    )
    page.body = seeding.body(item["body"], example=False, more=[("figures", FIGURES)])
    page.objectives = seeding.terms("objective", item["objectives"])
    page.activities = seeding.terms("activity", item["activities"])
    page.supports = seeding.terms("support", ["federer", "outiller", "soutenir"])
    page.demarche_types = seeding.terms("demarche", TYPES)
    page.regional_themes = seeding.terms("theme", item["themes"])
    page.regional_modalities = seeding.terms(
        "modality",
        [
            "festival-regional",
            "rencontre-annuelle",
            "plateforme-numerique",
            "formation-accompagnement",
            "appui-conseil",
        ],
    )
    page.local_modalities = seeding.terms("modality", ["ateliers", "consultation-numerique"])
    page.funders = [seeding.snippets["funder", name] for name in item["funders"]]
    page.people = [
        PersonRole(
            function=french(coordinator["function"]),
            organisation=seeding.pages[coordinator["organisation"]],
            fte=coordinator["fte"],
            mission=french(coordinator["mission"]),
            locale=seeding.french,
        )
    ]
    page.results = [
        TerritoryResult(
            objective=seeding.term("objective", result["objective"]),
            text=french(result["text"]),
            sort_order=order,
            locale=seeding.french,
        )
        for order, result in enumerate(item["results"])
    ]
    page.ingredients = _ingredients(seeding, item["ingredients"])
    seeding.publish(key(REGION), page, seeding.tree.page("territoires"), seeding.day(-300))


def _place(seeding: Seeding, slug: str, item: dict[str, Any], above: TerritoryPage | TerritoryIndexPage) -> None:
    page: Any = TerritoryPage(
        title=seeding.territory(slug).name,
        slug=slug,
        summary=summary_of(item, by_default=False),
        territory=seeding.territory(slug),
        image=seeding.media.image("territory", slug),
    )
    page.body = seeding.body(item["body"], example=is_example(item, by_default=False))
    page.local_themes = seeding.terms("theme", item["themes"])
    page.activities = seeding.terms("activity", ["conseil-accompagnement", "co-organisation"])
    page.ingredients = _ingredients(seeding, item.get("ingredients", {}))
    seeding.publish(key(slug), page, above, seeding.day(-280))


def _ingredients(seeding: Seeding, items: dict[str, Any]) -> list[IngredientEntry]:
    """Entries keyed `<number>-<level>`."""
    entries = []
    for order, (name, item) in enumerate(items.items()):
        number, _dash, level = name.partition("-")
        entries.append(
            IngredientEntry(
                ingredient=int(number),
                level=level,
                text=rich(item.get("text", "")),
                none_on_purpose="none" in item,
                none_reason=french(item.get("none", "")),
                steering_body=seeding.snippets.get(("steering", item.get("steering", ""))),
                attendu=seeding.term("attendu", item["attendu"]) if "attendu" in item else None,
                attendu_status=item.get("attendu_status", ""),
                cadence=seeding.term("cadence", item["cadence"]) if "cadence" in item else None,
                cycle=seeding.snippets.get(("cycle", item.get("cycle", ""))),
                checked_on=seeding.day(-20),
                sort_order=order,
                locale=seeding.french,
            )
        )
    return entries
