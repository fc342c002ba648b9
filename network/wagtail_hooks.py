"""What the network adds to the admin."""

from wagtail.snippets.models import register_snippet

from network.snippets import NetworkViewSetGroup

register_snippet(NetworkViewSetGroup)
