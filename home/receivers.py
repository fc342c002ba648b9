"""What else moves the `site` counter: menus, what they name, and who may read it."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, MenuItem
from portal.receivers import SHALLOW, site_changed


def deep_page_changed(sender: type, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """A page deeper than the sections was saved or deleted: it matters if a menu names it or something under it."""
    if not isinstance(instance, Page) or instance.depth is None or instance.depth <= SHALLOW:
        return
    if named(instance):
        site_changed()


def named(page: Page) -> bool:
    """Whether a menu names this page (or its translation, or one under it), or the footer shows its contact."""
    same = MenuItem.objects.filter(page__translation_key=page.translation_key)
    below = MenuItem.objects.filter(page__path__startswith=page.path)
    if same.exists() or below.exists():
        return True
    territory = getattr(page, "territory_id", None)
    return territory is not None and HomePage.objects.filter(contact_territory=territory).exists()


def restriction_changed(**kwargs: Any) -> None:
    """A page became private or public again."""
    site_changed()


def connect() -> None:
    """Connect them all (once, at start)."""
    for signal in (post_save, post_delete):
        signal.connect(deep_page_changed, dispatch_uid="home.deep_page_changed")
        signal.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid="home.restriction_changed")
