"""Resized copies, encoded when a picture is kept: no visitor ever waits for one."""

from typing import Any

from portal.models import PortalImage

WIDTHS = (400, 800, 1200)
SPECS = tuple(f"width-{width}|format-webp" for width in WIDTHS)
DEFAULT = SPECS[1]


def prepare(image: PortalImage) -> None:
    """Encode what is missing of the copies that pages show."""
    image.get_renditions(*SPECS)


def picture(image: PortalImage | None, alt: str = "") -> dict[str, Any] | None:
    """{src, srcset, width, height, alt, credit} of the copies that exist; None without a picture or before they do.

    Reads `image.renditions.all()`, which a list prefetches; never encodes.
    """
    if image is None:
        return None
    copies = {copy.filter_spec: copy for copy in image.renditions.all() if copy.filter_spec in SPECS}
    if not copies:
        return None
    main = copies.get(DEFAULT) or max(copies.values(), key=lambda copy: copy.width)
    by_width = {copy.width: copy.url for copy in copies.values()}
    return {
        "src": main.url,
        "srcset": ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items())),
        "width": main.width,
        "height": main.height,
        "alt": alt,
        "credit": image.credit,
    }
