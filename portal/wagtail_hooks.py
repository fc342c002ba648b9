"""What the portal changes in Wagtail's own features."""

from typing import Any

from wagtail import hooks

from portal.page_links import PublishedPageLinks


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own
def page_links(features: Any) -> None:
    """Replace how links to pages are written for visitors."""
    features.register_link_type(PublishedPageLinks)
