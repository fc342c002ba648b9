"""Every shared component renders its samples; the frame, the layouts and the error pages stand on little."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from portal.samples import CARDS, FACETS, SAMPLES

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "portal/templates/portal/components"
COMPONENTS = sorted(path.stem for path in FOLDER.glob("*.html"))
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track"}


class Tree(HTMLParser):
    """Counts elements and checks that each one closes where it opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        if identifier := named.get("id"):
            self.ids.append(identifier)
        assert "style" not in named, "no inline style (CSP)"
        assert not [name for name in named if name.startswith("on")], "no inline script (CSP)"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag


def parsed(html: str) -> Tree:
    tree = Tree(html)
    assert not tree.open, f"not closed: {tree.open}"
    return tree


CASES = [
    pytest.param(name, sample, id=f"{name}-{i}")
    for name in COMPONENTS
    for i, sample in enumerate(SAMPLES.get(name, []))
]


@pytest.mark.parametrize(("name", "sample"), CASES)
def test_component_renders_its_sample(name: str, sample: dict) -> None:
    html = render_to_string(f"portal/components/{name}.html", sample)
    tree = parsed(html)
    assert len(tree.ids) == len(set(tree.ids))
    assert "None" not in re.sub(r"None, on purpose", "", html)


def test_every_component_has_a_sample_and_says_its_context() -> None:
    assert set(COMPONENTS) == set(SAMPLES)
    for path in FOLDER.glob("*.html"):
        assert "{#" in path.read_text(encoding="utf-8"), path.name


def test_card_is_small_and_takes_the_level_given() -> None:
    with translation.override("fr"):
        html = render_to_string("portal/components/card.html", {"card": CARDS[0], "level": 4, "pictures": True})
    assert len(parsed(html).tags) <= 9
    assert "<h4" in html
    assert "12\u00a0mars\u00a02026" in html


def test_card_in_another_language_says_so() -> None:
    with translation.override("fr"):
        html = render_to_string("portal/components/card.html", {"card": CARDS[2]})
    assert '<h3 lang="en">' in html
    assert 'class="lang"' in html


def test_card_without_picture_asked_shows_none() -> None:
    assert "<img" not in render_to_string("portal/components/card.html", {"card": CARDS[0]})


def test_facets_keep_what_was_chosen_in_a_plain_form() -> None:
    html = render_to_string("portal/components/facets.html", SAMPLES["facets"][0])
    assert '<input type="hidden" name="q" value="jeunes">' in html
    assert re.search(r'name="territoire" value="somme" checked', html)
    assert html.count("checked") == 1
    assert 'type="submit"' in html


def test_chosen_none_on_purpose_differs_from_empty() -> None:
    html = render_to_string("portal/components/ingredient_grid.html", SAMPLES["ingredient_grid"][0])
    assert html.count("by-choice") == 1
    assert html.count("not-yet") == 1


def test_text_from_people_is_escaped() -> None:
    card = {**CARDS[0], "title": "<script>alert(1)</script>", "place": "<b>"}
    html = render_to_string("portal/components/card.html", {"card": card})
    assert "<script" not in html
    assert "<b>" not in html
    contact = {"name": "<i>x", "address_lines": ["<b>1", "2"]}
    assert "<b>" not in render_to_string("portal/components/contact_block.html", {"contact": contact})


class SampleForm(forms.Form):
    name = forms.CharField(label="Nom", help_text="Prénom et nom")
    mail = forms.EmailField(label="E-mail", required=False)
    agree = forms.BooleanField(label="J’accepte")
    kinds = forms.MultipleChoiceField(
        label="Sujets", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_form_fields_tie_label_help_and_error_to_the_input() -> None:
    form = SampleForm({"mail": "pas une adresse"})
    html = "".join(render_to_string("portal/components/field.html", {"field": field}) for field in form)
    tree = parsed(html)
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        for identifier in described.split():
            assert identifier in tree.ids, identifier
    assert 'for="id_name"' in html
    assert "<legend>" in html
    assert html.count('aria-invalid="true"') >= 3


@pytest.mark.parametrize("template", ["404.html", "403.html", "500.html", "portal/locked.html"])
def test_error_page_renders_without_any_context(template: str) -> None:
    html = render_to_string(template, {})
    parsed(html)
    assert "<h1>" in html


def test_error_500_is_fully_static() -> None:
    source = (ROOT / "portal/templates/500.html").read_text(encoding="utf-8")
    assert "{%" not in source
    assert "{{" not in source


def listing(**changes: object) -> str:
    results = {
        "total": 40,
        "cards": CARDS[:2] * 10,
        "facets": FACETS,
        "chosen": [{"label": "Somme", "remove_url": "?"}],
        "page": 1,
        "pages": 2,
        "next_url": "?page=2",
        "page_urls": [{"number": 1, "url": "?"}, {"number": 2, "url": "?page=2"}],
        "reset_url": "?",
        **changes,
    }
    context = {"results": results, "page": {"title": "Initiatives"}, "chrome": SAMPLES["header"][0]["chrome"]}
    return render_to_string("search/listing.html", context)


def test_listing_of_twenty_cards_stays_small_and_well_formed() -> None:
    tree = parsed(listing())
    assert len(tree.tags) <= 300
    assert len(tree.ids) == len(set(tree.ids))
    assert tree.tags.count("h1") == 1


def test_listing_names_unknown_values_and_says_what_to_do_when_nothing_matches() -> None:
    html = listing(cards=[], total=0, unknown_values=[{"name": "theme", "value": "licornes"}])
    assert "licornes" in html
    assert 'class="empty"' in html


def test_layouts_render_without_a_single_optional_value() -> None:
    for template in ("portal/layouts/detail.html", "portal/layouts/plain.html", "search/listing.html"):
        parsed(render_to_string(template, {}))


def test_weight_of_styles_and_scripts_stays_in_budget() -> None:
    import gzip

    static = ROOT / "portal/static/portal"
    files = [*static.glob("css/*.css"), *static.glob("js/*.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= 20_000
    assert sum(path.stat().st_size for path in static.glob("fonts/*.woff2")) <= 40_000


def test_icons_used_exist_in_the_sprite() -> None:
    sprite = (ROOT / "portal/static/portal/icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'symbol id="([^"]+)"', sprite))
    from portal.templatetags.portal_tags import ICONS

    used = set(ICONS.values())
    for path in ROOT.glob("*/templates/**/*.html"):
        used |= set(re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8")))
    assert used <= known
