"""Dates, sizes and numbers as people read them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from portal.templatetags import portal_tags as tags

pytestmark = pytest.mark.once
N = "\u00a0"


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (date(2026, 6, 3), None, "3~juin~2026", "3~June~2026"),
        (date(2026, 6, 1), date(2026, 6, 1), "1er~juin~2026", "1~June~2026"),
        (date(2026, 6, 3), date(2026, 6, 5), "du 3 au 5~juin~2026", "3–5~June~2026"),
        (date(2026, 5, 28), date(2026, 6, 1), "du 28~mai au 1er~juin~2026", "28~May – 1~June~2026"),
        (
            date(2025, 12, 30),
            date(2026, 1, 2),
            "du 30~décembre~2025 au 2~janvier~2026",
            "30~December~2025 – 2~January~2026",
        ),
        (date(2026, 6, 5), date(2026, 6, 3), "5~juin~2026", "5~June~2026"),
        (None, date(2026, 6, 3), "3~juin~2026", "3~June~2026"),
        (None, None, "", ""),
    ],
)
def test_period_in_both_languages(start: date | None, end: date | None, french: str, english: str) -> None:
    with translation.override("fr"):
        assert tags.date_range(start, end) == french.replace("~", N)
    with translation.override("en"):
        assert tags.date_range(start, end) == english.replace("~", N)


def test_a_moment_is_read_in_the_time_zone_of_the_portal() -> None:
    assert tags.iso(datetime(2026, 6, 3, 23, 30, tzinfo=UTC)) == "2026-06-04"


@pytest.mark.parametrize(
    ("written", "shown", "href"),
    [
        ("0695689428", "06 95 68 94 28", "tel:+33695689428"),
        ("06.95.68.94.28", "06 95 68 94 28", "tel:+33695689428"),
        ("+33 6 95 68 94 28", "06 95 68 94 28", "tel:+33695689428"),
        ("+33 (0)6 95 68 94 28", "06 95 68 94 28", "tel:+33695689428"),
        ("+32 2 123 45 67", "+32 2 123 45 67", "tel:+3221234567"),
        ("3939", "3939", "tel:3939"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_phone_numbers(written: str | None, shown: str, href: str) -> None:
    assert tags.phone_display(written).replace(N, " ") == shown
    assert tags.phone_href(written) == href


@pytest.mark.parametrize(
    ("name", "expected"), [("Crajep Hauts-de-France", "CF"), ("Romain", "R"), ("", ""), (None, "")]
)
def test_initials(name: str | None, expected: str) -> None:
    assert tags.initials(name) == expected


def test_sizes() -> None:
    with translation.override("en"):
        assert tags.filesize(1_234_567) == "1.2\u00a0MB".replace(N, " ") or tags.filesize(1_234_567) == "1.2 MB"
        assert tags.filesize(45_300) == "45 kB"
        assert tags.filesize(None) == ""


def test_icon_is_hidden_unless_it_speaks() -> None:
    assert 'aria-hidden="true"' in tags.icon("search")
    assert 'aria-label="Une &lt;b&gt;"' in tags.icon("search", "Une <b>")
    assert tags.type_icon("inconnu") == "file-text"


def test_what_is_kept_is_rendered_again_only_for_another_key_or_language():
    page = Template("{% load portal_tags %}{% kept version here %}{{ text }}{% endkept %}")

    def shown(text, language="fr", **keys):
        with translation.override(language):
            return page.render(Context({"text": text, **keys}))

    assert shown("<un>", version=1) == "&lt;un&gt;"
    assert shown("deux", version=1) == "&lt;un&gt;"
    assert shown("deux", version=2) == "deux"
    assert shown("trois", version=2, here="/agenda/") == "trois"
    assert shown("four", "en", version=2) == "four"
    assert shown("cinq", version=2) == "deux"
