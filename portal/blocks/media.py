"""Blocks made of pictures, films and files. Nothing is fetched from elsewhere before the visitor asks for it."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    """A picture with the text that replaces it for those who don't see it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        help_text=_("What it tells here. Leave empty if it only decorates."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        group = _("Media")
        description = _("A picture, its caption and its credit.")
        template = "portal/blocks/picture.html"


class VideoBlock(blocks.StructBlock):
    """A film: a poster of ours, a link that opens it where it is kept, and its transcript."""

    title = blocks.CharBlock(label=_("Title"))
    url = blocks.URLBlock(
        label=_("Address of the film"), required=False, help_text=_("Leave empty while the film is not online yet.")
    )
    poster = ImageChooserBlock(label=_("Poster"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=["bold", "italic", "ul"],
        help_text=_("All that is said and shown: needed as soon as the film has an address."),
    )

    class Meta:
        icon = "media"
        label = _("Film")
        group = _("Media")
        description = _("A film shown on request, with its transcript.")
        template = "portal/blocks/video.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """A film online needs a transcript and an address of the web."""
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        if cleaned.get("url"):
            if urlsplit(cleaned["url"]).scheme not in {"http", "https"}:
                errors["url"] = ValidationError(_("The address must start with https://."))
            if not str(cleaned.get("transcript") or "").strip():
                errors["transcript"] = ValidationError(
                    _("Write what is said in the film, for those who can’t hear it.")
                )
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned


class FilesValue(blocks.StructValue):
    """The documents of the block, without the empty slots that a deleted file leaves."""

    @property
    def files(self) -> list[Any]:
        """Documents that still exist."""
        return [document for document in self.get("documents", []) if document]


class FilesBlock(blocks.StructBlock):
    """Files to download."""

    documents = blocks.ListBlock(DocumentChooserBlock(), min_num=1, label=_("Documents"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Documents")
        group = _("Media")
        description = _("Files to download, with their format and size.")
        template = "portal/blocks/files.html"
        value_class = FilesValue


class ButtonBlock(blocks.StructBlock):
    """One clear next step."""

    label = blocks.CharBlock(
        label=_("Text of the link"), max_length=60, help_text=_("Says where it leads, even read alone.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        group = _("Media")
        description = _("A link that stands out: one next step.")
        template = "portal/blocks/button.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """A page or an address, not both."""
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Choose a page of the site or give an address: one of the two."))
                }
            )
        return cleaned
