"""Vocabularies: there from the start, extended by editors, the same slugs in every language."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.forms import Select
from django.test import Client
from wagtail.models import Locale

from network.models import InitiativePage, Term, Vocabulary
from network.vocabularies import ensure_terms, seeds
from search.registry import facet
from tests.network import activity

pytestmark = pytest.mark.django_db


def french() -> Locale:
    return Locale.objects.get(language_code="fr")


def english() -> Locale:
    locale = Locale.objects.get_or_create(language_code="en")[0]
    ensure_terms(locale)
    return locale


def labels(vocabulary: str) -> list[str]:
    return [term.label for term in Term.objects.filter(locale=french()).of(vocabulary).as_tree()]


def test_every_vocabulary_has_its_terms() -> None:
    assert {term.vocabulary for term in Term.objects.filter(locale=french())} == set(Vocabulary.values)
    sizes = {Vocabulary.OBJECTIVE: 3, Vocabulary.ACTIVITY: 5, Vocabulary.STAGE: 5, Vocabulary.VOICE: 4}
    for vocabulary, size in sizes.items():
        assert len(labels(vocabulary)) == size


def test_themes_are_a_tree_whose_roots_are_followed_by_their_branches() -> None:
    assert labels(Vocabulary.THEME)[:4] == [
        "Transition écologique",
        "Vivre-ensemble",
        "Lutte contre les discriminations",
        "Lutte contre le harcèlement",
    ]


def test_french_descriptions_have_french_spaces() -> None:
    for seed in seeds():
        for text in (seed.labels["fr"], seed.descriptions["fr"]):
            assert not any(f" {mark}" in text for mark in ";:!?»"), text
            assert "'" not in text, text


def test_a_new_language_gets_the_same_terms_once() -> None:
    locale = Locale.objects.get_or_create(language_code="en")[0]
    for stored in (Term.objects.exclude(parent=None), Term.objects.all()):
        stored.filter(locale=locale).delete()
    created = ensure_terms(locale)
    assert created == Term.objects.filter(locale=french()).count()
    assert ensure_terms(locale) == 0
    pair = Term.objects.filter(vocabulary="theme", slug="harcelement")
    assert {term.label for term in pair} == {"Lutte contre le harcèlement", "Fighting bullying"}
    assert len({term.translation_key for term in pair}) == 1
    assert pair.get(locale=locale).parent.locale == locale


def test_a_language_added_in_the_admin_has_the_vocabularies_at_once() -> None:
    Locale.objects.filter(language_code="en").delete()
    locale = Locale.objects.create(language_code="en")
    assert Term.objects.filter(locale=locale).count() == Term.objects.filter(locale=french()).count()
    assert Term.objects.get(locale=locale, vocabulary="theme", slug="harcelement").label == "Fighting bullying"


def test_what_an_editor_renamed_is_not_written_over() -> None:
    Term.objects.filter(vocabulary="theme", slug="sante").update(label="Santé et sport")
    ensure_terms(french())
    assert Term.objects.get(vocabulary="theme", slug="sante", locale=french()).label == "Santé et sport"


def test_a_new_term_gets_a_slug_of_its_own() -> None:
    first = Term.objects.create(vocabulary="theme", label="Accès à l’eau", locale=french())
    second = Term.objects.create(vocabulary="theme", label="Accès à l’eau", locale=french())
    assert (first.slug, second.slug) == ("acces-a-l-eau", "acces-a-l-eau-2")


def test_slugs_are_unique_in_a_vocabulary_and_a_language() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(vocabulary="theme", label="Autre", slug="sante", locale=french())


def test_slug_and_vocabulary_never_change() -> None:
    term = activity.term("sante", "theme")
    term.slug = "autre"
    with pytest.raises(ValidationError):
        term.full_clean()


def test_a_vocabulary_has_two_levels() -> None:
    term = Term(vocabulary="theme", label="Moqueries", parent=activity.term("harcelement", "theme"), locale=french())
    with pytest.raises(ValidationError) as refused:
        term.full_clean()
    assert "parent" in refused.value.message_dict


def test_a_parent_is_of_the_same_vocabulary() -> None:
    term = Term(vocabulary="theme", label="Moqueries", parent=activity.term("festival", "event_type"), locale=french())
    with pytest.raises(ValidationError):
        term.full_clean()


def test_a_term_in_use_is_kept() -> None:
    used = activity.term("conception", "stage")
    activity.initiative(stage=used)
    with pytest.raises(ProtectedError):
        used.delete()


def test_facets_name_their_values_in_the_language_asked_for() -> None:
    english()
    themes = facet("theme")
    assert themes is not None
    found = themes.labels({"harcelement", "inconnu"}, "en")
    assert {slug: (label.text, label.parent) for slug, label in found.items()} == {
        "harcelement": ("Fighting bullying", "vivre-ensemble")
    }
    assert themes.labels({"harcelement"}, "fr")["harcelement"].text == "Lutte contre le harcèlement"


def test_a_facet_falls_back_to_the_language_that_has_the_word() -> None:
    Term.objects.create(vocabulary="theme", label="Sport", locale=french())
    themes = facet("theme")
    assert themes is not None
    assert themes.labels({"sport"}, "en")["sport"].text == "Sport"


def test_a_territory_facet_is_a_tree() -> None:
    region = activity.territory("Hauts-de-France", slug="hauts-de-france", kind="region")
    activity.territory("Somme", parent=region)
    territories = facet("territoire")
    assert territories is not None
    assert territories.labels({"somme"}, "fr")["somme"].parent == "hauts-de-france"


def test_a_page_copied_for_translation_takes_the_terms_of_its_language() -> None:
    locale = english()
    page = activity.initiative(
        themes=[activity.term("harcelement", "theme")], stage=activity.term("conception", "stage")
    )
    copy = page.copy_for_translation(locale, copy_parents=True)
    copy.save()
    translated = InitiativePage.objects.get(pk=copy.pk)
    assert [term.label for term in translated.themes.all()] == ["Fighting bullying"]
    assert translated.stage is not None
    assert translated.stage.label == "Design"


def test_the_form_of_a_page_offers_the_terms_of_its_language_as_a_tree(admin_client: Client) -> None:
    english()
    page = activity.initiative()
    form = admin_client.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    offered = [label for _value, label in form.fields["themes"].choices]
    assert offered[1:3] == ["Vivre-ensemble", "— Lutte contre les discriminations"]
    assert "Health" not in offered
    stages = formset_labels(form, "stages", "stage")
    assert "Conception" in stages
    assert "Design" not in stages


def test_one_term_is_chosen_in_a_list_of_its_vocabulary(admin_client: Client) -> None:
    for url in ("steeringbody", "cycle", "term"):
        form = admin_client.get(f"/admin/snippets/network/{url}/add/").context["form"]
        for name in {"kind", "cadence", "parent"} & set(form.fields):
            assert isinstance(form.fields[name].widget, Select)
    page = activity.initiative()
    form = admin_client.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    assert [label for _value, label in form.fields["stage"].choices][1:] == labels(Vocabulary.STAGE)
    assert isinstance(form.formsets["stages"].empty_form.fields["stage"].widget, Select)


def formset_labels(form: object, name: str, field: str) -> list[str]:
    return [str(label) for _value, label in form.formsets[name].empty_form.fields[field].choices]  # type: ignore[attr-defined]


def test_vocabularies_are_listed_filtered_and_edited(admin_client: Client) -> None:
    listed = admin_client.get("/admin/snippets/network/term/?vocabulary=stage").content.decode()
    assert "Mise en œuvre" in listed
    assert "Budget participatif" not in listed
    term = activity.term("conception", "stage")
    url = f"/admin/snippets/network/term/edit/{term.pk}/"
    assert admin_client.get(url).status_code == 200
    data = {
        "label": "Préparation",
        "description": "",
        "parent": "",
        "position": "30",
        "slug": "autre",
        "vocabulary": "theme",
    }
    assert admin_client.post(url, data).status_code == 302
    term.refresh_from_db()
    assert (term.label, term.slug, term.vocabulary) == ("Préparation", "conception", "stage")
