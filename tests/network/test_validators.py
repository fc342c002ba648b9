"""Numbers that people type: accepted in their usual forms, kept in one, refused with what to do."""

import pytest
from django.core.exceptions import ValidationError

from network.validators import clean_phone, clean_postcode, clean_rna, clean_siret

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 95 68 94 28", "+33695689428"),
        ("06.95.68.94.28", "+33695689428"),
        ("06-95-68-94-28", "+33695689428"),
        ("+33 6 95 68 94 28", "+33695689428"),
        ("+33 (0)6 95 68 94 28", "+33695689428"),
        ("0033 695 689 428", "+33695689428"),
        ("03\u202f22\u00a000 00 00", "+33322000000"),
        ("+32 2 123 45 67", "+3221234567"),
        ("0800 123 456", "0800123456"),
        ("3919", "3919"),
        ("", ""),
    ],
)
def test_a_phone_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean_phone(typed) == kept


@pytest.mark.parametrize("typed", ["06 95 68 94", "abc", "00 12", "06 95 68 94 28 12", "+33 6"])
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_phone(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("w802001234", "W802001234"), ("W 802 001 234", "W802001234"), ("W9C1000246", "W9C1000246"), ("", "")],
)
def test_an_rna_number_is_read(typed: str, kept: str) -> None:
    assert clean_rna(typed) == kept


@pytest.mark.parametrize("typed", ["802001234", "W80200123", "W8020012345", "X802001234"])
def test_what_is_no_rna_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_rna(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("732 829 320 00074", "73282932000074"),
        ("35600000000048", "35600000000048"),  # La Poste, head office: right by both rules
        ("35600000049837", "35600000049837"),  # La Poste, by its own rule only
        ("", ""),
    ],
)
def test_a_siret_number_is_read(typed: str, kept: str) -> None:
    assert clean_siret(typed) == kept


@pytest.mark.parametrize("typed", ["73282932000075", "7328293200007", "35600000049838", "7328293200007A"])
def test_a_siret_number_with_a_wrong_figure_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_siret(typed)


@pytest.mark.parametrize("typed", ["80000", "80 000", "01000", "20090", "97400", "98800"])
def test_a_postcode_is_read(typed: str) -> None:
    assert clean_postcode(typed) == typed.replace(" ", "")


@pytest.mark.parametrize("typed", ["8000", "00100", "99000", "96000", "ABCDE"])
def test_what_is_no_french_postcode_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_postcode(typed)
