"""Upload forms: what is sent is looked into before it is kept."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm


class PortalImageForm(BaseImageForm):
    """Pictures."""


class PortalDocumentForm(BaseDocumentForm):
    """Documents."""
