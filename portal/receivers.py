"""What moves the `site` counter: anything that changes addresses, roots, menus or redirects."""

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_slug_changed, post_page_move

from portal.media.renditions import prepare
from portal.models import Counter
from portal.models.media import PortalImage, file_kept

SHALLOW = 3  # root, home, sections: the pages that menus and roots are made of


def site_changed() -> None:
    """Move the `site` counter right after the current commit, in a transaction of its own."""
    transaction.on_commit(lambda: Counter.advance(Counter.SITE))


@receiver([post_save, post_delete], sender=Redirect)
@receiver([post_save, post_delete], sender=Locale)
@receiver([post_save, post_delete], sender=Site)
def settings_changed(**kwargs: Any) -> None:
    """A site, a locale or a redirect was saved or deleted."""
    site_changed()


@receiver(page_slug_changed)
@receiver(post_page_move)
def page_has_new_address(**kwargs: Any) -> None:
    """Wagtail writes redirects from the former addresses, in bulk: no signal tells them one by one."""
    site_changed()


@receiver([post_save, post_delete])
def shallow_page_changed(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A page near the root was saved or deleted."""
    if isinstance(instance, Page) and instance.depth <= SHALLOW:
        site_changed()


@receiver(file_kept)
def encode_copies(instance: PortalImage, **kwargs: Any) -> None:
    """Encode the copies of a new picture as soon as it is kept, in the editor's request and never in a visitor's."""
    transaction.on_commit(lambda: prepare(instance), robust=True)
