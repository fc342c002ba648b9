"""Initiatives, testimonials and events in English: what travels, what is translated, what stays in the network."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from network.models import Accompaniment, InitiativePage, InitiativeParticipants, PageTerritory, StageStep
from network.vocabularies import ensure_terms
from tests.network import activity

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def english(django_capture_on_commit_callbacks: Any) -> Locale:
    """The English language, with its terms and the sections of its tree."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    ensure_terms(locale)
    for section in (activity.home(), activity.index(InitiativePage)):
        with django_capture_on_commit_callbacks(execute=True):
            in_english(section, locale)
    return locale


def in_english(page: Any, locale: Locale) -> Any:
    """The published translation of a page, its text left in French."""
    translate_object(page, [locale])
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
    translation.source.update_from_db()
    translation.save_target(publish=True)
    return page.get_translation(locale)


def test_lists_and_choices_travel_to_the_translation(
    client: Client, english: Locale, django_capture_on_commit_callbacks: Any
) -> None:
    stage = activity.term("conception", "stage")
    page = activity.initiative(
        holder=activity.actor(),
        stage=stage,
        demarche_type=activity.term("budget-participatif", "demarche"),
        starts_on=date(2026, 1, 1),
        themes=[activity.term("sante", "theme")],
        stages=[StageStep(stage=stage, entered_on=date(2026, 1, 15), note="Deux ateliers.")],
        participants=[InitiativeParticipants(category=activity.term("jeunes", "participant"), number=42)],
        territory_links=[PageTerritory(territory=activity.territory())],
    )
    with django_capture_on_commit_callbacks(execute=True):
        translated = in_english(page, english)
    translated.refresh_from_db()
    assert translated.locale == english
    assert translated.holder == page.holder
    assert [row.number for row in translated.participants.all()] == [42]
    assert [row.territory.slug for row in translated.territory_links.all()] == ["somme"]
    assert [row.locale for row in translated.stages.all()] == [english]
    french, other = activity.entry_of(page), activity.entry_of(translated)
    assert french is not None
    assert other is not None
    assert {**other.terms, "langue": ["fr"]} == french.terms
    html = client.get(translated.url).content.decode()
    assert "Participatory budget" in html  # the term, not the text, which nobody translated yet
    assert "Budget participatif" not in html


def test_a_note_for_the_network_is_not_public_in_english_either(
    client: Client, english: Locale, django_capture_on_commit_callbacks: Any
) -> None:
    note = "Contourner le blocage du bureau"
    page = activity.initiative(
        accompaniments=[
            Accompaniment(activity=activity.term("formation", "activity"), strategy_note=note, note_visibility="public")
        ]
    )
    with django_capture_on_commit_callbacks(execute=True):
        translated = in_english(page, english)
    translated.refresh_from_db()
    activity.entry_of(translated)
    assert note in client.get(translated.url).content.decode()
    page = InitiativePage.objects.get(pk=page.pk)
    row = page.accompaniments.first()
    assert row is not None
    row.note_visibility = "network"
    page.accompaniments = [row]
    page.save_revision().publish()
    activity.entry_of(page)
    assert note not in client.get(translated.url).content.decode()
