"""Events: dates, the day boundary between coming and past, what the page and the catalogue say."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from network.models import (
    Cycle,
    Edition,
    EventIndexPage,
    EventOrganiser,
    EventOutput,
    EventPage,
    EventParticipants,
    PageTerritory,
    ProgrammeItem,
)
from network.presenting.event import event_context
from tests.network import activity

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def errors_of(client: Client, page: Any, **values: Any) -> str:
    """The page that the editor answers when it refuses; empty when it accepts."""
    children = ("territory_links", "programme", "organisers", "participants", "outputs")
    data = {name: inline_formset(values.pop(name, [])) for name in children}
    texts = {"report": rich_text("<p></p>"), "body": streamfield([])}
    own = {"title": page.title, "slug": page.slug, "state": "planned", "starts_at": "2030-06-03 14:00"}
    response = client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data({**own, **texts, **data, **values}))
    return response.content.decode() if response.status_code == 200 else ""


def test_an_event_stands_in_the_agenda_only() -> None:
    assert EventPage.allowed_parent_page_models() == [EventIndexPage]
    assert EventPage.allowed_subpage_models() == []


def test_an_event_is_shown(client: Client) -> None:
    organiser, output = activity.actor(title="Association Exemple"), activity.initiative(title="Née au festival")
    cycle = Cycle.objects.create(name="Festival régional", months=24)
    edition = Edition.objects.create(cycle=cycle, name="2030", starts_on="2028-01-01", ends_on="2030-12-31")
    page = activity.event(
        title="Festival d’Exempleville",
        event_type=activity.term("festival", "event_type"),
        scale=activity.term("regional", "scale"),
        edition=edition,
        ends_at=activity.at(2030, 6, 4, 17),
        place_name="Salle des fêtes",
        postcode="80000",
        town="Amiens",
        programme=[
            ProgrammeItem(title="Accueil en musique", day=date(2030, 6, 3)),
            ProgrammeItem(title="Plénière", day=date(2030, 6, 4)),
        ],
        organisers=[EventOrganiser(actor=organiser, role=activity.term("co-animation", "contribution_role"))],
        participants=[EventParticipants(category=activity.term("jeunes", "participant"), number=700)],
        outputs=[EventOutput(output=output)],
        registration_url="https://example.org/inscription",
        report="<p>Ce qui s’est dit.</p>",
    )
    activity.entry_of(page)
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    for words in (
        "Salle des fêtes",
        "80000 Amiens",
        "Accueil en musique",
        "Association Exemple",
        "700",
        "Née au festival",
    ):
        assert words in html
    assert "Festival régional – 2030" in html
    assert "https://example.org/inscription" in html
    assert "Ce qui s’est dit." in html
    activity.entry_of(output)
    assert "Festival d’Exempleville" in client.get(output.url).content.decode()  # the other end of the link


def test_an_event_is_edited_and_previewed(admin_client: Client) -> None:
    page = activity.event()
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert admin_client.get(f"/admin/pages/add/network/eventpage/{page.get_parent().pk}/").status_code == 200
    assert errors_of(admin_client, page) == ""
    assert page.make_preview_request().status_code == 200


def test_a_new_event_is_previewed_before_it_has_dates() -> None:
    page = EventPage(title="À dater", slug="a-dater")
    index = activity.index(EventPage)
    page.set_url_path(index)
    page.depth, page.path = index.depth + 1, index.path + "9999"
    page.locale = index.locale
    assert page.make_preview_request().status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"ends_at": "2030-06-03 13:59"},
        {"registration_deadline": "2030-06-04"},
        {"latitude": "49.9"},
        {"latitude": "120", "longitude": "2"},
        {"postcode": "8000"},
    ],
)
def test_contradictions_are_refused(admin_client: Client, values: dict[str, str]) -> None:
    assert errors_of(admin_client, activity.event(), **values)


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"day": "2030-06-05"}, True),
        ({"starts_at": "10:00", "ends_at": "9:00"}, True),
        ({"day": "2030-06-04", "starts_at": "10:00", "ends_at": "11:00"}, False),
    ],
)
def test_a_moment_of_the_programme_lies_within_the_event(
    admin_client: Client, values: dict[str, str], refused: bool
) -> None:
    row = {"day": "", "starts_at": "", "ends_at": "", "title": "Atelier", "description": "", **values}
    answer = errors_of(admin_client, activity.event(), ends_at="2030-06-04 17:00", programme=[row])
    assert bool(answer) is refused


def test_an_event_that_ends_today_is_coming() -> None:
    page = EventPage(starts_at=activity.at(2026, 11, 20), ends_at=activity.at(2026, 11, 23, 0, 30))
    assert not page.is_past(date(2026, 11, 23))
    assert page.is_past(date(2026, 11, 24))


def test_the_last_day_is_that_of_the_portal_not_of_greenwich() -> None:
    page = EventPage(starts_at=activity.at(2026, 7, 1, 0, 30))  # 30 June, 22:30 UTC
    assert page.first_day == page.last_day == date(2026, 7, 1)


def test_the_agenda_parts_coming_from_past_at_the_day(client: Client) -> None:
    now = timezone.localtime()
    tonight, this_morning = now.replace(hour=23, minute=59), now.replace(hour=0, minute=0, second=0, microsecond=0)
    yesterday = this_morning - timedelta(minutes=1)
    pages = [
        activity.event(title="Finit ce matin", starts_at=yesterday - timedelta(days=3), ends_at=this_morning),
        activity.event(title="Ce soir", starts_at=tonight),
        activity.event(title="Fini hier", starts_at=yesterday - timedelta(days=1), ends_at=yesterday),
    ]
    for page in pages:
        activity.entry_of(page)
    agenda = pages[0].get_parent().url
    coming, past = client.get(agenda).content.decode(), client.get(f"{agenda}?quand=passes").content.decode()
    assert "Finit ce matin" in coming
    assert "Ce soir" in coming
    assert "Fini hier" not in coming
    assert "Fini hier" in past
    assert "Finit ce matin" not in past


@pytest.mark.parametrize(
    ("values", "open_"),
    [
        ({}, True),
        ({"registration_deadline": date(2030, 6, 1)}, True),
        ({"registration_deadline": date(2030, 5, 31)}, False),
        ({"state": "cancelled"}, False),
        ({"registration_url": ""}, False),
    ],
)
def test_registration_closes_on_time(values: dict[str, Any], open_: bool) -> None:
    page = EventPage(**{"starts_at": activity.at(2030, 6, 3), "registration_url": "https://example.org/", **values})
    assert page.registration_open(date(2030, 6, 1)) is open_


def test_a_cancelled_event_says_so(client: Client) -> None:
    page = activity.event(state="cancelled")
    activity.entry_of(page)
    assert "notice error" in client.get(page.url).content.decode()


def test_the_catalogue_knows_an_event_by_its_days_and_place() -> None:
    organiser = activity.actor(slug="asso-c")
    page = activity.event(
        starts_at=activity.at(2029, 12, 31, 20),
        ends_at=activity.at(2030, 1, 1, 2),
        town="Amiens",
        latitude=49.89,
        longitude=2.3,
        organisers=[EventOrganiser(actor=organiser), EventOrganiser(name="Mairie Exemple")],
        participants=[EventParticipants(category=activity.term("jeunes", "participant"))],
        audiences=[activity.term("agents", "audience")],
        territory_links=[PageTerritory(territory=activity.territory())],
    )
    entry = activity.entry_of(page)
    assert entry is not None
    assert (entry.date, entry.date_end) == (date(2029, 12, 31), date(2030, 1, 1))
    assert (entry.latitude, entry.longitude) == (49.89, 2.3)
    assert entry.terms["annee"] == ["2029", "2030"]
    assert entry.terms["public"] == ["agents", "jeunes"]
    assert entry.terms["acteur"] == ["asso-c"]
    assert entry.card["place"] == "Amiens"
    assert "Mairie Exemple" in entry.text


def test_an_event_without_point_stands_in_its_territory() -> None:
    page = activity.event(territory_links=[PageTerritory(territory=activity.territory())])
    entry = activity.entry_of(page)
    assert entry is not None
    assert (entry.latitude, entry.longitude) == (49.9, 2.3)


def test_an_event_stands_in_its_narrowest_territory_and_is_named_by_the_first() -> None:
    places = [
        activity.territory("Hauts-de-France", slug="hdf", kind="region", latitude=49.9, longitude=2.8),
        activity.territory("Lille", kind="commune", latitude=50.6, longitude=3.1),
        activity.territory("Lens", kind="commune", latitude=50.4, longitude=2.8),
        activity.territory("Ici ou là", slug="ici", kind="commune", latitude=None, longitude=None),
    ]
    page = activity.event(territory_links=[PageTerritory(territory=place) for place in places])
    entry = activity.entry_of(page)
    assert entry is not None
    assert (entry.latitude, entry.longitude) == (50.6, 3.1)
    assert entry.card["place"] == "Hauts-de-France"


def test_an_event_costs_at_most_twelve_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    page = activity.event(
        programme=[ProgrammeItem(title=f"Moment {n}") for n in range(9)],
        organisers=[EventOrganiser(actor=activity.actor()) for _ in range(4)],
        themes=[activity.term("sante", "theme")],
        territory_links=[PageTerritory(territory=activity.territory())],
    )
    activity.entry_of(page)
    client.get(page.url)
    with django_assert_max_num_queries(12):
        client.get(page.url)


def test_the_time_of_the_page_is_given(rf: Any) -> None:
    page = activity.event(starts_at=activity.at(2026, 11, 23, 10))
    request = rf.get(page.url)
    assert event_context(page, request, activity.at(2026, 11, 24, 0, 1))["past"]
    assert not event_context(EventPage.objects.get(pk=page.pk), request, activity.at(2026, 11, 23, 23, 59))["past"]


def test_an_edition_ends_after_it_starts() -> None:
    edition = Edition(cycle=Cycle(name="Festival"), name="2025", starts_on=date(2025, 2, 1), ends_on=date(2025, 1, 1))
    with pytest.raises(Exception, match=r"start|début"):
        edition.clean()
