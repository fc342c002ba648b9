"""Blocks of the structured parts of resources: steps, sessions, key moments, attached documents."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from resources.validators import web_address

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class AttachedDocumentValue(blocks.StructValue):
    """A file and how it is called here, as `portal/components/document_link.html` wants it."""

    @property
    def link(self) -> dict[str, Any] | None:
        """Its title, address, format, weight and pages; None once the file is deleted."""
        document = self.get("document")
        if document is None:
            return None
        return {
            "title": self.get("title") or document.title,
            "url": document.url,
            "format": document.file_extension,
            "size": document.file_size,
            "pages": document.page_count,
            "language": document.language,
        }


class AttachedDocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title shown"), required=False, max_length=150, help_text=_("Empty: the title of the document.")
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Document")
        group = _("Media")
        description = _("A file to download, with its format and size.")
        template = "resources/blocks/document.html"
        value_class = AttachedDocumentValue


class MomentBlock(blocks.StructBlock):
    """A moment that counted in the life of an initiative."""

    when = blocks.CharBlock(
        label=_("When"), max_length=80, required=False, help_text=_("In words: “spring 2024”, “third meeting”.")
    )
    title = blocks.CharBlock(label=_("What happened"), max_length=150)
    text = blocks.RichTextBlock(label=_("Story"), features=TEXT_FEATURES, required=False)

    class Meta:
        icon = "time"
        label = _("Key moment")
        group = _("Words")
        description = _("A turning point: when, what happened, what it changed.")
        template = "resources/blocks/moment.html"
        preview_value = {"when": "Printemps", "title": "Première rencontre avec les élus", "text": "<p>Exemple.</p>"}


class FactorBlock(blocks.StructBlock):
    """A condition of success, which somebody else could gather too."""

    title = blocks.CharBlock(label=_("Key factor"), max_length=150)
    text = blocks.RichTextBlock(label=_("Why it counted"), features=TEXT_FEATURES, required=False)

    class Meta:
        icon = "key"
        label = _("Key factor")
        group = _("Words")
        description = _("What made the difference, and can be done elsewhere.")
        template = "resources/blocks/factor.html"
        preview_value = {"title": "Un élu référent, dès le début", "text": "<p>Exemple.</p>"}


class ReuseBlock(blocks.StructBlock):
    """Somewhere else where this experience was taken up."""

    title = blocks.CharBlock(label=_("Who took it up, where"), max_length=150)
    url = blocks.URLBlock(label=_("Address"), required=False, validators=[web_address])
    note = blocks.TextBlock(label=_("What was changed"), required=False, max_length=500)

    class Meta:
        icon = "link-external"
        label = _("Reuse")
        group = _("Words")
        description = _("A project outside the portal that took up this experience.")
        template = "resources/blocks/reuse.html"
        preview_value = {"title": "Une commune voisine", "url": "https://example.org/", "note": "Exemple."}


class StepBlock(blocks.StructBlock):
    """A step of a method."""

    title = blocks.CharBlock(label=_("Step"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("Duration in minutes"), required=False, min_value=1, max_value=10_000)
    text = blocks.RichTextBlock(label=_("What to do"), features=TEXT_FEATURES, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        group = _("Words")
        description = _("A step of the method, in the order in which it is done.")
        template = "resources/blocks/step.html"
        preview_value = {"title": "Se présenter", "minutes": 10, "text": "<p>Exemple.</p>"}


class SessionBlock(blocks.StructBlock):
    """A session of a training kit."""

    title = blocks.CharBlock(label=_("Session"), max_length=120)
    duration = blocks.CharBlock(label=_("Duration"), max_length=60, required=False, help_text=_("“Half a day”, “2 h”."))
    objectives = blocks.ListBlock(
        blocks.CharBlock(label=_("Objective"), max_length=200),
        label=_("At the end, one can…"),
        default=[],
        required=False,
    )
    text = blocks.RichTextBlock(label=_("Content"), features=TEXT_FEATURES, required=False)

    class Meta:
        icon = "group"
        label = _("Session")
        group = _("Words")
        description = _("A session: its duration, what one learns, how it goes.")
        template = "resources/blocks/session.html"
        preview_value = {"title": "Écouter avant d’animer", "duration": "2 h", "objectives": ["Poser un cadre"]}


class AttachedDocumentsBlock(blocks.StreamBlock):
    """The files of a page, in order."""

    document = AttachedDocumentBlock()

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        """The same file is not attached twice."""
        cleaned = super().clean(value)
        seen: set[int] = set()
        errors: dict[int, ValidationError] = {}
        for position, child in enumerate(cleaned):
            document = child.value["document"]
            if document is not None and document.pk in seen:
                errors[position] = ValidationError(_("This document is attached twice: keep one."))
            elif document is not None:
                seen.add(document.pk)
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned
