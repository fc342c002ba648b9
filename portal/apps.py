"""The base layer: pages, media, settings of the site, per-process state."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Registers the receivers that move the `site` counter and keep pictures clean."""

    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signal receivers and declare the worker's own jobs."""
        from portal import receivers  # noqa: F401
        from portal.scheduling import publish_due
        from portal.timers import clear_sessions, prune_tasks, register_job

        register_job("publish", timedelta(minutes=1), publish_due)
        register_job("sessions", timedelta(days=1), clear_sessions)
        register_job("tasks", timedelta(days=1), prune_tasks)
