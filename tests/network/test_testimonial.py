"""Testimonials: who speaks, what everyone can follow, and no publication without consent."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network import models as network
from tests.network import activity

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FILE_NUMBER = "Dossier confidentiel 4217"


def errors_of(client: Client, page: Any, **values: Any) -> str:
    """The page that the editor answers when it refuses; empty when it accepts."""
    texts = {name: rich_text(values.pop(name, "<p></p>")) for name in ("reported", "transcript")}
    own = {"title": page.title, "slug": page.slug, "form": "text", "first_name": "Romain", "body": streamfield([])}
    data = {**own, **texts, "territory_links": inline_formset([]), "quote": "", **values}
    response = client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(data))
    return response.content.decode() if response.status_code == 200 else ""


def test_a_testimonial_stands_under_its_list_only() -> None:
    assert network.TestimonialPage.allowed_parent_page_models() == [network.TestimonialIndexPage]
    assert network.TestimonialPage.allowed_subpage_models() == []


def test_exact_words_stand_between_marks_and_reported_ones_do_not(client: Client) -> None:
    page = activity.testimonial(
        status="jeune engagé", quote="On nous a répondu", reported="<p>Il retient la rencontre.</p>"
    )
    activity.entry_of(page)
    html = client.get(page.url).content.decode()
    blockquote = html.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert "On nous a répondu" in blockquote
    assert "Il retient la rencontre." in html
    assert "Il retient la rencontre." not in blockquote
    assert "Romain" in html
    assert "jeune engagé" in html


def test_a_film_to_come_says_so(client: Client) -> None:
    page = activity.testimonial(form="video")
    activity.entry_of(page)
    assert "video-soon" in client.get(page.url).content.decode()


def test_a_film_elsewhere_is_a_link_with_its_transcript(client: Client) -> None:
    page = activity.testimonial(
        form="video", media_url="https://example.org/film", transcript="<p>Tout ce qui est dit.</p>"
    )
    activity.entry_of(page)
    html = client.get(page.url).content.decode()
    assert 'href="https://example.org/film"' in html
    assert "Tout ce qui est dit." in html
    assert "<iframe" not in html


def test_a_testimonial_is_edited_and_previewed(admin_client: Client) -> None:
    page = activity.testimonial()
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    index = page.get_parent()
    assert admin_client.get(f"/admin/pages/add/network/testimonialpage/{index.pk}/").status_code == 200
    assert errors_of(admin_client, page) == ""
    assert page.make_preview_request().status_code == 200


def draft(**values: Any) -> Any:
    return activity.testimonial(**{"live": False, "consent_reference": "", **values})


def test_without_consent_a_draft_is_kept_and_not_published(admin_client: Client) -> None:
    page = draft()
    assert errors_of(admin_client, page) == ""
    assert errors_of(admin_client, page, **{"action-publish": "1"})
    page.refresh_from_db()
    assert not page.live


def test_with_consent_it_is_published(admin_client: Client) -> None:
    page = draft()
    assert errors_of(admin_client, page, consent_reference="Classeur A", **{"action-publish": "1"}) == ""
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize(
    "values",
    [
        {"consent_until": date(2020, 1, 1)},
        {"is_minor": True},
        {"consent_reference": " "},
    ],
)
def test_no_way_of_publishing_goes_round_the_consent(values: dict[str, Any]) -> None:
    page = draft(**{"consent_reference": "Classeur A", **values})
    revision = page.save_revision()
    with pytest.raises(ValidationError):
        revision.publish()
    page.refresh_from_db()
    assert not page.live


def test_a_minor_is_published_with_the_consent_of_the_guardians() -> None:
    page = draft(consent_reference="Classeur A", is_minor=True, guardian_consent_reference="Classeur B")
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.live


def test_a_consent_must_hold_on_the_day_of_a_planned_publication() -> None:
    page = network.TestimonialPage(
        consent_reference="A", consent_until=date(2030, 1, 1), go_live_at=activity.at(2030, 1, 2)
    )
    assert "consent_until" in page.consent_errors(today=date(2029, 1, 1))
    page.go_live_at = activity.at(2030, 1, 1)
    assert page.consent_errors(today=date(2029, 1, 1)) == {}


def test_the_page_expires_with_the_consent() -> None:
    until = timezone.localdate() + timedelta(days=30)
    page = activity.testimonial(consent_until=until)
    assert timezone.localtime(page.expire_at).date() == until + timedelta(days=1)
    entry = activity.entry_of(page)
    assert entry is not None
    assert entry.expires_at == page.expire_at


def test_nothing_of_the_consent_is_public(client: Client) -> None:
    page = activity.testimonial(
        consent_reference=FILE_NUMBER, is_minor=True, guardian_consent_reference=f"{FILE_NUMBER} bis"
    )
    entry = activity.entry_of(page)
    assert entry is not None
    assert FILE_NUMBER not in f"{entry.text} {entry.summary} {entry.card}"
    assert FILE_NUMBER not in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("Romain", True),
        ("Marie-Claire", True),
        ("Inès et Karim", True),
        ("D’Artagnan", True),
        ("Romain Dupont", False),
        ("R. Dupont", False),
    ],
)
def test_a_person_is_named_by_the_first_name_only(admin_client: Client, name: str, accepted: bool) -> None:
    assert bool(errors_of(admin_client, activity.testimonial(), first_name=name)) is not accepted


def test_marks_typed_around_a_quote_are_removed(admin_client: Client) -> None:
    page = activity.testimonial()
    errors_of(admin_client, page, quote="« On nous a répondu »")
    assert network.TestimonialPage.objects.get(pk=page.pk).get_latest_revision_as_object().quote == "On nous a répondu"


def test_a_film_needs_a_transcript_before_it_is_published(admin_client: Client) -> None:
    page = activity.testimonial()
    film = {"form": "video", "media_url": "https://example.org/film", "consent_reference": "A"}
    assert errors_of(admin_client, page, **film) == ""
    assert errors_of(admin_client, page, **film, **{"action-publish": "1"})
    assert errors_of(admin_client, page, **film, transcript="<p>Dit.</p>", **{"action-publish": "1"}) == ""


def test_a_file_is_of_the_form_that_was_chosen(admin_client: Client) -> None:
    page = activity.testimonial()
    assert errors_of(admin_client, page, form="video", media_file=activity.document("a.pdf").pk)
    assert errors_of(admin_client, page, captions=activity.document("a.pdf").pk)
    assert errors_of(admin_client, page, form="text", media_url="https://example.org/film")


def test_a_testimonial_is_linked_at_both_ends(client: Client) -> None:
    initiative, event = activity.initiative(title="Assises"), activity.event(title="Festival de juin")
    page = activity.testimonial(title="Ce que j’ai vu", initiative=initiative, event=event)
    for shown in (initiative, event, page):
        activity.entry_of(shown)
    html = client.get(page.url).content.decode()
    assert "Assises" in html
    assert "Festival de juin" in html
    for other in (initiative, event):
        assert "Ce que j’ai vu" in client.get(other.url).content.decode()


def test_an_organisation_speaks_through_its_page(client: Client) -> None:
    page = activity.testimonial(first_name="", organisation=activity.actor(title="Crajep Exemple", slug="crajep-ex"))
    entry = activity.entry_of(page)
    assert entry is not None
    assert entry.terms["acteur"] == ["crajep-ex"]
    assert "Crajep Exemple" in client.get(page.url).content.decode()


def test_a_testimonial_costs_at_most_twelve_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    page = activity.testimonial(
        form="video",
        poster=activity.image("Affiche"),
        image=activity.image("Vue"),
        initiative=activity.initiative(),
        event=activity.event(),
        themes=[activity.term("sante", "theme")],
    )
    activity.entry_of(page)
    client.get(page.url)
    with django_assert_max_num_queries(12):
        client.get(page.url)
