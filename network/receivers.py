"""What the network does when something is saved."""

from typing import Any

from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page

from network.forms import match_locale


@receiver(pre_save)
def terms_follow_the_language(
    sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any
) -> None:
    """A page copied for translation takes the terms of its own language."""
    if isinstance(instance, Page) and not raw:
        match_locale(instance)
