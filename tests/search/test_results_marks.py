"""Why a result was found: words marked in its passage, the keywords that hold what the passage doesn't."""

import re
from html import unescape

import pytest
from django.test import Client

from search.analysis import Occurrences
from search.extracts import MARKED, MOST_MARKED, SPARE_MARKS, Extract, extract
from tests.search.searching import publish, publish_all

KEYWORDS = "En présentiel · Transition écologique · Transition numérique"


def found(*wanted: str, title: str = "", summary: str = "", text: str = "", most: int = MOST_MARKED) -> Extract:
    return extract(title, summary, text, Occurrences("fr", wanted), keywords=KEYWORDS, most=most)


@pytest.mark.django_db
@pytest.mark.usefixtures("portal")
def test_a_result_found_by_its_theme_says_so(client: Client) -> None:
    publish("Un jardin", "Des légumes.", summary="Au lycée.", keywords=KEYWORDS, card={"place": "Laon"})
    html = client.get("/recherche/", {"q": "transition écologique"}).text
    kinds = re.findall(r'class="kind">(.*?)</p>', html)
    assert unescape(kinds[0]).endswith(" · Laon · <mark>Transition écologique</mark>")
    assert "Au lycée." in html


def test_keywords_are_shown_for_what_neither_title_nor_text_holds() -> None:
    assert found("transition", text="Une transition.").keywords == ""
    assert found("transition", title="La transition").keywords == ""
    both = found("transition", "ecologique", text="Une transition.")
    assert "<mark>transition</mark>" in both.passage
    assert both.keywords == "Transition <mark>écologique</mark>"
    assert found("transition").keywords == "<mark>Transition</mark> écologique"
    two = found("numerique", "ecologique").keywords
    assert two == "Transition <mark>écologique</mark> · Transition <mark>numérique</mark>"
    assert found("introuvable") == Extract("", "")


def test_keywords_are_text() -> None:
    shown = extract("", "", "", Occurrences("fr", ["sante"]), keywords="<b>Santé</b> · Autre")
    assert shown.keywords == "&lt;b&gt;<mark>Santé</mark>&lt;/b&gt;"
    lines = extract("", "", "", Occurrences("fr", ["provox"]), keywords="Dialogue\r\nProvox HdF\r\nDST · Somme")
    assert lines.keywords == "<mark>Provox</mark> HdF"


def test_each_different_word_is_marked_once_and_a_single_one_twice() -> None:
    said = "Le budget de la commune, un budget avec les jeunes, pour le lycée et la ville. Un budget."
    three = found("budget", "commune", "jeune", text=said).passage
    assert re.findall("<mark>(.*?)</mark>", three) == ["budget", "commune", "jeunes"]
    five = found("budget", "commune", "jeune", "lycee", "ville", text=said).passage
    assert five.count("<mark>") == MOST_MARKED
    assert found("budget", text=said).passage.count("<mark>") == MARKED
    assert found("budget", "commune", "jeune", text=said, most=MARKED).passage.count("<mark>") == MARKED


@pytest.mark.django_db
@pytest.mark.usefixtures("portal")
def test_a_page_full_of_marks_stays_light(client: Client) -> None:
    text = "Le budget de la commune, un débat avec les jeunes, pour le lycée et la ville."
    publish_all([{"title": f"Titre {n}", "text": text, "terms": {"annee": ["2026"]}} for n in range(20)])
    html = client.get("/recherche/", {"q": "budget commune jeunes lycée"}).text
    assert html.count("<mark>") == 20 * MARKED + SPARE_MARKS
    first = re.findall(r'<article class="card row.*?</article>', html, re.DOTALL)[0]
    assert first.count("<mark>") == MOST_MARKED
    assert len(re.findall(r"<[a-zA-Z]", html)) <= 350


@pytest.mark.django_db
@pytest.mark.usefixtures("portal")
def test_so_does_a_page_of_documents_in_another_language(client: Client) -> None:
    card = {"format": "PDF", "size": 120_000, "pages": [{"title": "Un guide", "url": "/actualites/guide/"}]}
    text = "Le budget de la commune, un débat avec les jeunes, pour le lycée et la ville."
    terms = {"annee": ["2026"], "theme": ["sante"]}
    row = {"summary": "Un document.", "text": text, "type": "document", "card": card, "terms": terms}
    publish_all([{**row, "title": f"Titre {n}"} for n in range(25)])
    html = client.get("/en/recherche/", {"q": "budget commune jeunes lycée", "type": "document", "annee": "2026"}).text
    assert html.count('<article class="card row') == 20
    assert html.count("<mark>") == 20 * MARKED
    assert len(re.findall(r"<[a-zA-Z]", html)) <= 350
