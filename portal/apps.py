"""The base layer: pages, media, settings of the site, per-process state."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Registers the receivers that move the `site` counter and keep pictures clean."""

    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signal receivers and system checks."""
        from portal import receivers  # noqa: F401
