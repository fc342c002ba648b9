"""Several workers share the jobs; what fails is kept and stops nothing else (quality.md, facts 1 and 2)."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from home.setup import Tree
from portal import timers
from portal.models import Timer
from portal.scheduling import publish_due
from resources.models import NewsPage
from search.models import Entry
from tests.factories import add_news, make_tree
from tests.services.commands import Commands

MINUTE = timedelta(minutes=1)


def together(action: Callable[[], Any], times: int = 4) -> list[Any]:
    """What `action` gives when several threads start it at once, each on its own connection."""
    start, results = Barrier(times), []

    def run() -> None:
        try:
            start.wait(10)
            results.append(action())
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def schedule(tree: Tree, **values: Any) -> tuple[NewsPage, Revision]:
    """A news item whose hour came a minute ago."""
    past = timezone.now() - MINUTE
    page = add_news(tree, live=False, go_live_at=past, **values)
    return page, page.save_revision(approved_go_live_at=past)


@pytest.fixture
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No job but those of the test."""
    monkeypatch.setattr(timers, "_jobs", {})


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_a_job_is_taken_once(self) -> None:
        now = timezone.now()
        for turn in range(3):
            taken = together(lambda turn=turn: Timer.take("example", MINUTE, now + turn * MINUTE), 6)  # type: ignore[misc]
            assert sorted(taken) == [False] * 5 + [True]

    def test_a_page_is_published_and_unpublished_once(self) -> None:
        tree = make_tree(languages=["fr"])
        pages = [schedule(tree)[0] for _ in range(4)]
        old = [add_news(tree, expire_at=timezone.now() - MINUTE) for _ in range(3)]
        done = together(publish_due)
        assert (sum(expired for expired, _ in done), sum(published for _, published in done)) == (3, 4)
        for action, expected in (("wagtail.publish.scheduled", pages), ("wagtail.unpublish.scheduled", old)):
            logged = PageLogEntry.objects.filter(action=action).values_list("page_id", flat=True)
            assert sorted(logged) == [page.pk for page in expected], action
        assert set(NewsPage.objects.live()) == set(pages)
        assert Entry.objects.filter(type="actualite").count() == 4

    def test_a_worker_in_its_own_process_publishes_what_is_due(self, commands: Commands) -> None:
        page, _ = schedule(make_tree(languages=["fr"]), title="Bientôt")
        workers = [commands.start("worker", "--once") for _ in range(2)]
        for worker in workers:
            output = worker.communicate(timeout=60)[0]
            assert worker.returncode == 0, output
        assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count() == 1
        assert Timer.objects.get(name="publish").ran_at
        assert Entry.objects.filter(title="Bientôt").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("own_jobs")
class TestJobs:
    def test_one_that_fails_is_noted_stops_no_other_and_is_tried_again(self, caplog: Any) -> None:
        ran: list[str] = []

        def fail() -> None:
            ran.append("fail")
            if len(ran) < 3:
                raise ValueError("no way")

        timers.register_job("broken", MINUTE, fail)
        timers.register_job("sound", MINUTE, lambda: ran.append("sound"))
        now = timezone.now()
        assert timers.run_due(now) == ["broken", "sound"]
        assert Timer.objects.get(name="broken").error == "ValueError: no way"
        assert "The job broken failed" in caplog.text
        assert timers.run_due(now + MINUTE / 2) == []
        assert timers.run_due(now + MINUTE) == ["broken", "sound"]
        assert ran == ["fail", "sound", "fail", "sound"]
        assert Timer.objects.get(name="broken").error == ""


@pytest.mark.django_db
class TestSchedules:
    def test_one_that_fails_stops_no_other_and_keeps_its_hour(
        self, caplog: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        tree = make_tree(languages=["fr"])
        sound = [schedule(tree)[0] for _ in range(2)]
        poisoned, revision = schedule(tree, slug="empoisonnee")
        revision.content["slug"] = sound[0].slug
        revision.save()
        sound.append(schedule(tree)[0])
        with django_capture_on_commit_callbacks(execute=True):
            assert publish_due() == (0, 3)
        assert set(NewsPage.objects.live()) == set(sound)
        assert f"Revision {revision.pk} could not be published" in caplog.text
        revision.refresh_from_db()
        assert revision.approved_go_live_at
        assert not PageLogEntry.objects.filter(page=poisoned.pk, action="wagtail.publish.scheduled").exists()
        revision.content["slug"] = "guerie"
        revision.save()
        assert publish_due() == (0, 1)
        assert NewsPage.objects.get(pk=poisoned.pk).live

    def test_the_hour_that_an_editor_changed_meanwhile_is_obeyed(self) -> None:
        _, revision = schedule(make_tree(languages=["fr"]))
        later = timezone.now() + timedelta(days=1)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=later)
        assert publish_due() == (0, 0)

    def test_an_expired_page_is_gone_before_the_worker_comes(self, client: Client) -> None:
        page = add_news(make_tree(languages=["fr"]), title="Passée", expire_at=timezone.now() + MINUTE)
        address = f"/actualites/{page.slug}/"
        assert client.get(address).status_code == 200
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
        response = client.get(address)
        assert response.status_code == 404
        assert "Passée" not in response.text
