"""The snippets that pages point to: funders, cycles, editions, steering bodies, notices; in French and in English."""

from typing import Any

from wagtail.models import Locale

from home.demo.content import read
from home.demo.context import Seeding
from home.demo.text import english, french
from network.models import Cycle, Edition, Funder, Notice, SteeringBody, SteeringMember
from network.vocabularies import ensure_terms


def create_funders_and_cycles(seeding: Seeding) -> None:
    """What no page is needed for."""
    data = read("network")
    for position, (key, item) in enumerate(data["funders"].items(), start=1):
        funder = Funder(
            name=item["name"], mention=french(item["mention"]), position=position * 10, locale=seeding.french
        )
        seeding.snippets["funder", key] = _saved(funder, {"name": item["name_en"], "mention": item["mention_en"]})
    for key, item in data["cycles"].items():
        cycle = Cycle(
            name=french(item["name"]),
            cadence=seeding.term("cadence", item["cadence"]),
            months=item["months"],
            description=french(item["description"]),
            locale=seeding.french,
        )
        seeding.snippets["cycle", key] = _saved(cycle, _english(item, "name", "description"))
    for key, item in data["editions"].items():
        seeding.snippets["edition", key] = Edition.objects.create(
            cycle=seeding.snippets["cycle", item["cycle"]],
            name=item["name"],
            starts_on=item.get("starts") or seeding.day(item["starts_day"]),
            ends_on=item.get("ends") or seeding.day(item["ends_day"]),
            locale=seeding.french,
        )


def create_notices(seeding: Seeding) -> None:
    """Words explained plainly."""
    for item in read("network")["notices"]:
        Notice.objects.create(
            kind=item["kind"],
            term=french(item["term"]),
            expansion=french(item.get("expansion", "")),
            text=french(item["text"]),
            synonyms="\n".join(item["synonyms"]),
            locale=seeding.french,
        )


def create_steering(seeding: Seeding) -> None:
    """Steering bodies: their members are actors of the portal."""
    for key, item in read("network")["steering"].items():
        body = SteeringBody(
            name=french(item["name"]),
            kind=seeding.term("steering", item["kind"]),
            level=item["level"],
            territory=seeding.territory(item["territory"]),
            mandate=french(item["mandate"]),
            rhythm=french(item.get("rhythm", "")),
            locale=seeding.french,
        )
        body.members = [
            SteeringMember(
                actor=seeding.pages[actor], kind=kind, role=french(role), sort_order=order, locale=seeding.french
            )
            for order, (actor, kind, role) in enumerate(item["members"])
        ]
        body.save()
        seeding.snippets["steering", key] = body


def english_terms() -> None:
    """The vocabularies in English."""
    for locale in Locale.objects.filter(language_code="en"):
        ensure_terms(locale)


def delete_all() -> None:
    """Take away the snippets of the demo, those that editors added among them left alone."""
    data = read("network")
    names: dict[Any, list[str]] = {
        Edition: [item["name"] for item in data["editions"].values()],
        Cycle: _names(data["cycles"]),
        Funder: _names(data["funders"]),
        SteeringBody: _names(data["steering"]),
    }
    for model, own in names.items():
        for item in model.objects.filter(name__in=own):
            item.delete()
    Notice.objects.filter(term__in=[french(item["term"]) for item in data["notices"]]).delete()


def _names(items: dict[str, Any]) -> list[str]:
    return [french(item["name"]) for item in items.values()] + [
        english(item["name_en"]) for item in items.values() if "name_en" in item
    ]


def _english(item: dict[str, Any], *names: str) -> dict[str, str]:
    return {name: item[f"{name}_en"] for name in names if f"{name}_en" in item}


def _saved(snippet: Any, words: dict[str, str]) -> Any:
    """Save a snippet, and its English version where there are words for it."""
    snippet.save()
    locale = Locale.objects.filter(language_code="en").first()
    if words and locale:
        copy = snippet.copy_for_translation(locale)
        for name, value in words.items():
            setattr(copy, name, english(value))
        copy.save()
    return snippet
