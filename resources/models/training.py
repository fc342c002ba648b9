"""Training kits: what a cycle of training teaches, session by session."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.vocabulary import Vocabulary, terms_field
from resources.blocks import SessionBlock
from resources.detail import Fact, labels
from resources.models.base import ResourceBase, resource_tabs
from resources.models.links import ResourcesMixin
from resources.relations import Relations
from search.related import Related


class TrainingKitPage(ResourcesMixin, ResourceBase):
    """A training to take up: for teams, public servants or elected people."""

    template = "resources/training_kit_page.html"
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A training: for whom, objectives, sessions, tools used.")
    catalogue_type = "formation"

    objectives = RichTextField(
        _("objectives"),
        blank=True,
        features=["bold", "italic", "ul", "ol"],
        help_text=_("What one can do at the end, one line each."),
    )
    duration = models.CharField(_("duration"), max_length=60, blank=True, help_text=_("In words: “two days”."))
    sessions = StreamField([("session", SessionBlock())], verbose_name=_("sessions"), blank=True)
    audiences = terms_field(Vocabulary.AUDIENCE, _("for whom"))
    formats = terms_field(Vocabulary.FORMAT, _("formats"))

    texts = ("objectives", "sessions", *ResourceBase.shared_texts)
    term_facets: ClassVar[dict[str, str]] = {**ResourceBase.term_facets, "formats": "format", "audiences": "public"}
    page_links: ClassVar[dict[str, str]] = {**ResourceBase.page_links, "resource_uses": "resource"}
    edit_handler = resource_tabs(
        [
            FieldPanel("objectives"),
            FieldPanel("duration"),
            FieldPanel("sessions"),
            *ResourcesMixin.resource_panels,
        ],
        [FieldPanel("audiences"), FieldPanel("formats")],
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        *ResourceBase.resource_translatable_fields,
        *ResourcesMixin.resource_translatable_fields,
        TranslatableField("objectives"),
        TranslatableField("duration"),
        TranslatableField("sessions"),
        SynchronizedField("audiences"),
        SynchronizedField("formats"),
    ]

    class Meta:
        verbose_name = _("training kit")
        verbose_name_plural = _("training kits")

    def kind_facts(self, own: Relations, linked: Related) -> list[Fact]:
        return [
            {"label": gettext("For whom"), "links": labels(own.of("audiences"))},
            {"label": gettext("Duration"), "value": self.duration},
            {"label": gettext("Format"), "links": labels(own.of("formats"))},
        ]
