"""Pages in every other state than published: draft, changed, submitted, sent back, scheduled, expired, private."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.demo import initiatives, news
from home.demo.content import read
from home.demo.context import Seeding
from home.demo.text import french
from portal import roles

EXCHANGE = ("", "")
REMARK = "Merci, l'idée est belle. Précisez avec qui le sujet a été choisi, puis renvoyez la page."


def create(seeding: Seeding, users: dict[str, Any]) -> None:
    """Each item of states.toml in its state."""
    member, moderator = users[roles.CONTRIBUTOR], users[roles.MODERATOR]
    for slug, item in read("states").items():
        page = _kept(seeding, slug, item, member)
        match item["state"]:
            case "submitted":
                page.get_workflow().start(page, member)
            case "sent-back":
                state = page.get_workflow().start(page, member)
                task = state.current_task_state
                task.task.specific.on_action(task, moderator, "reject", comment=french(REMARK))
            case "scheduled":
                page.go_live_at = timezone.now() + timedelta(days=7)
                page.save_revision(user=seeding.author).publish(user=seeding.author)
            case "expired":
                _expire(seeding, page)
            case "private":
                page.save_revision(user=seeding.author).publish(user=seeding.author)
                PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
            case "changed":
                _change(seeding, page)
        seeding.pages[slug] = page


def _kept(seeding: Seeding, slug: str, item: dict[str, Any], member: Any) -> Any:
    """A draft written by a member, under the list of its kind."""
    if item["kind"] == "initiative":
        page: Any = initiatives.draft(seeding, slug, item, EXCHANGE, "")
        parent = seeding.tree.page("initiatives")
    else:
        page, parent = news.draft(seeding, slug, item), seeding.tree.page("actualites")
    page.title, page.summary = french(page.title), french(page.summary)
    page.locale, page.owner, page.live = seeding.french, member, False
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision(user=member)
    return page


def _expire(seeding: Seeding, page: Any) -> None:
    """Published, then gone at its hour."""
    page.save_revision(user=seeding.author).publish(user=seeding.author)
    gone = timezone.now() - timedelta(days=2)
    page.refresh_from_db()
    page.unpublish(set_expired=True, user=seeding.author)
    Page.objects.filter(pk=page.pk).update(expire_at=gone)


def _change(seeding: Seeding, page: Any) -> None:
    """Published, with a correction that waits."""
    page.save_revision(user=seeding.author).publish(user=seeding.author)
    page.refresh_from_db()
    page.summary = french(f"{page.summary} Nouvelle version en préparation.")
    page.save_revision(user=seeding.author)
