"""Pictures of the library, from the copies that exist."""

from typing import Any

from django import template

from portal.media.renditions import picture
from portal.models import PortalImage

register = template.Library()


@register.simple_tag
def stored_picture(image: PortalImage | None, alt: str = "") -> dict[str, Any] | None:
    """What `components/picture.html` takes; None without a picture or before its copies exist. Never encodes."""
    return picture(image or None, alt)
