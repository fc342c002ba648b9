"""The catalogue and everything that reads it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Connects the receivers that mark what changed."""

    name = "search"
    verbose_name = _("Catalogue and search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signal receivers and declare the facets that belong to no vocabulary."""
        from search import facets, receivers  # noqa: F401
