"""What the network adds to the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from network.page_lists import NetworkPagesGroup
from network.snippets import NetworkViewSetGroup

register_snippet(NetworkViewSetGroup)


@hooks.register("register_admin_viewset")
def register_lists() -> NetworkPagesGroup:
    """Show the lists of pages in the menu of the admin."""
    return NetworkPagesGroup()
