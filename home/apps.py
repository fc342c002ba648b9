"""The home layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Tells the lower layers what only this one knows: menu, footer, what moves the counter of the site."""

    name = "home"
    verbose_name = _("Home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what surrounds every page, and connect receivers."""
        from home import addresses, receivers, surroundings
        from portal.chrome import register_chrome
        from portal.registries import register_addresses

        register_chrome(surroundings.build, surroundings.translations)
        register_addresses(addresses.addresses)
        receivers.connect()
