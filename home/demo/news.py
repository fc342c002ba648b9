"""News, with what to read next in their text."""

from typing import Any

from home.demo.content import is_example, read, summary_of
from home.demo.context import Block, Seeding
from resources.models import NewsPage, PageActor


def create(seeding: Seeding) -> None:
    """All of them."""
    for slug, item in read("news").items():
        day = item.get("date") or seeding.day(item["day"])
        page = draft(seeding, slug, item)
        page.date = day
        seeding.publish(slug, page, seeding.tree.page("actualites"), day)


def draft(seeding: Seeding, slug: str, item: dict[str, Any]) -> NewsPage:
    """The page of a news item, not kept yet."""
    page: Any = NewsPage(
        title=item["title"],
        slug=slug,
        summary=summary_of(item, by_default=True),
        date=seeding.today,
        image=seeding.media.image("news", slug),
    )
    page.body = seeding.body(item["body"], example=is_example(item, by_default=True), more=_see_also(seeding, item))
    page.resource_actors = [
        PageActor(actor=seeding.pages[actor], sort_order=order) for order, actor in enumerate(item.get("actors", ()))
    ]
    seeding.place(page, item)
    return page


def _see_also(seeding: Seeding, item: dict[str, Any]) -> list[Block]:
    keys = [*item.get("initiatives", ()), *item.get("events", ()), *item.get("resources", ())]
    links = "".join(
        f'<li><a linktype="page" id="{page.pk}">{page.title}</a></li>' for page in (seeding.pages[key] for key in keys)
    )
    return [("text", f"<h2>À lire ensuite</h2><ul>{links}</ul>")] if links else []
