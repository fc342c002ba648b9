"""The English of the main pages, made as an editor would, in wagtail-localize: every segment has its translation."""

import re
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.demo import territories
from home.demo.content import EXAMPLE_MARK, EXAMPLE_SENTENCE, EXAMPLE_TITLE, read
from home.demo.context import Seeding
from home.demo.text import english, french, units
from home.sections import HOME_WORDS, SECTIONS

FILES = ("actors", "initiatives", "events", "testimonials", "news", "resources", "dossiers")
Memory = dict[str, str]
_LINK = re.compile(r"(<a id=\"\w+\">)(.*)(</a>)")


def create(seeding: Seeding) -> list[str]:
    """Translate each page of english.toml, then homes and lists; returns what lacks a translation (for tests)."""
    words = dict(read("english"))
    shared = {french(source): english(target) for source, target in words.pop("strings").items()}
    shared |= {EXAMPLE_TITLE: "Example", french(EXAMPLE_SENTENCE): "An invented example, for the demonstration."}
    sources = {slug: item for name in FILES for slug, item in read(name).items()}
    sources |= {territories.key(slug): item for slug, item in read("territories").items()}
    sources[territories.key(territories.REGION)] = read("hauts-de-france")
    for slug, item in words.items():  # titles first: pages name each other
        shared |= _pairs(sources[slug]["title"], item["title"])
    target = Locale.objects.get(language_code="en")
    missing: list[str] = []
    for slug, item in words.items():
        memory = shared | _pairs(sources[slug], item)
        missing += [f"{slug}: {text}" for text in translate(seeding, seeding.pages[slug], target, memory, item)]
    memory = shared | _tree_words()
    for page in (seeding.tree.homes["fr"], *(p for (_slug, code), p in seeding.tree.pages.items() if code == "fr")):
        translate(seeding, page, target, memory, {})
    return missing


def translate(seeding: Seeding, page: Any, target: Locale, memory: Memory, item: dict[str, Any]) -> list[str]:
    """Make and publish the translation of a page, unless segments lack one: these are returned, nothing is made."""
    page = type(page).objects.get(pk=page.pk)
    existing = page.get_translation_or_none(target)
    memory = {page.title: page.title} | memory | {page.slug: item.get("slug") or (existing or page).slug}
    source, _created = TranslationSource.update_or_create_from_instance(page)
    segments = list(source.stringsegment_set.select_related("string"))
    found = {segment.string.data: _words(segment.string.data, memory) for segment in segments}
    missing = [text for text, words in found.items() if not words]
    if missing:
        source.delete()
        return missing
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=target)
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of=segment.string,
                context=segment.context,
                locale=target,
                data=found[segment.string.data],
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                last_translated_by=seeding.author,
            )
            for segment in segments
        ],
        ignore_conflicts=True,
    )
    translation.save_target(user=seeding.author, publish=False)
    copy = translation.get_target_instance().specific
    copy.save_revision(user=seeding.author).publish(user=seeding.author)
    Page.objects.filter(pk=copy.pk).update(first_published_at=page.first_published_at)
    return []


def _words(text: str, memory: Memory) -> str:
    """The English of a segment; a link keeps its mark, a number and what the memory says is the same stay."""
    if text in memory:
        return memory[text]
    if link := _LINK.fullmatch(text):
        return f"{link[1]}{memory.get(link[2], link[2])}{link[3]}"
    return text if text.isdigit() else ""


def _pairs(source: Any, target: Any) -> Memory:
    """French and English of the same keys, paragraph by paragraph; an English part without a French one is a fault."""
    if isinstance(target, dict):
        memory: Memory = {}
        for key, value in target.items():
            if key == "slug":
                continue
            memory |= _pairs(source[key], value)
            if key == "summary":
                memory[french(f"{source[key]} {EXAMPLE_MARK}")] = english(f"{value} (Invented example.)")
        return memory
    if isinstance(target, list):
        if source == target:  # names, the same in both languages, one a line
            return {"<br/>".join(source): "<br/>".join(target)}
        return {key: value for pair in zip(source, target, strict=True) for key, value in _pairs(*pair).items()}
    here, there = units(str(source)), units(str(target), "en")
    if len(here) != len(there):
        raise ValueError(f"Not the same number of paragraphs: {str(target)[:60]!r}")
    return {one.html: other.html for one, other in zip(here, there, strict=True)} | {
        french(str(source).strip()): english(str(target).strip())
    }


def _tree_words() -> Memory:
    """The first words of homes and lists, which home.setup writes in both languages."""
    memory = {HOME_WORDS["fr"][name]: HOME_WORDS["en"][name] for name in HOME_WORDS["fr"]}
    pairs = [pair for section in SECTIONS for pair in zip(section.words["fr"], section.words["en"], strict=True)]
    return memory | {source: target for source, target in pairs if source}
