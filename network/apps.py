"""Who does what, where, when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Declares the facets that the network owns, and its receivers."""

    name = "network"
    verbose_name = _("Network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what must run in every process."""
        from network import facets, gazetteer, receivers  # noqa: F401
        from network.placenames import place_names
        from portal.registries import register_preparation

        register_preparation(place_names)
