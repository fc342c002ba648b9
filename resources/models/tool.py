"""Tools: a method sheet, from the aim to the material, step by step."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.vocabulary import Vocabulary, terms_field
from resources.blocks import StepBlock
from resources.detail import Fact, labels
from resources.models.base import ResourceBase, resource_tabs
from resources.models.links import InitiativesMixin
from resources.relations import Relations
from search.related import Related

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class ToolPage(InitiativesMixin, ResourceBase):
    """A method that anybody can use: aims, steps, how long, how many, with what."""

    template = "resources/tool_page.html"
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A method sheet: aims, steps, duration, size of the group, material.")
    catalogue_type = "outil"

    goals = RichTextField(
        _("aims"), blank=True, features=TEXT_FEATURES, help_text=_("What the group will have done or understood.")
    )
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"), blank=True)
    duration = models.CharField(_("duration"), max_length=60, blank=True, help_text=_("In words: “2 h”, “half a day”."))
    group_min = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True, help_text=_("Number of people."))
    group_max = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True, help_text=_("Number of people."))
    materials = RichTextField(_("material"), blank=True, features=TEXT_FEATURES)
    advice = RichTextField(
        _("advice"), blank=True, features=TEXT_FEATURES, help_text=_("What to watch, what often fails.")
    )
    formats = terms_field(Vocabulary.FORMAT, _("formats"))
    participants = terms_field(Vocabulary.PARTICIPANT, _("for whom"))

    texts = ("goals", "steps", "materials", "advice", *ResourceBase.shared_texts)
    term_facets: ClassVar[dict[str, str]] = {**ResourceBase.term_facets, "formats": "format", "participants": "public"}
    page_links: ClassVar[dict[str, str]] = {**ResourceBase.page_links, "resource_initiatives": "initiative"}
    edit_handler = resource_tabs(
        [
            FieldPanel("goals"),
            MultiFieldPanel(
                [
                    FieldPanel("duration"),
                    FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")], heading=_("Size of the group")),
                    FieldPanel("materials"),
                ],
                heading=_("What it takes"),
            ),
            FieldPanel("steps"),
            FieldPanel("advice"),
            *InitiativesMixin.initiative_panels,
        ],
        [FieldPanel("formats"), FieldPanel("participants")],
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        *ResourceBase.resource_translatable_fields,
        *InitiativesMixin.initiative_translatable_fields,
        TranslatableField("goals"),
        TranslatableField("steps"),
        TranslatableField("duration"),
        SynchronizedField("group_min"),
        SynchronizedField("group_max"),
        TranslatableField("materials"),
        TranslatableField("advice"),
        SynchronizedField("formats"),
        SynchronizedField("participants"),
    ]

    class Meta:
        verbose_name = _("tool or method")
        verbose_name_plural = _("tools and methods")

    def clean(self) -> None:
        """A group has at least one person, and its smallest size is not above its greatest."""
        super().clean()
        errors = {}
        if self.group_min == 0:
            errors["group_min"] = _("A group has at least one person: leave empty if any size will do.")
        if self.group_min is not None and self.group_max is not None and self.group_max < self.group_min:
            errors["group_max"] = _("The greatest number is below the smallest: check both.")
        if errors:
            raise ValidationError(errors)

    @property
    def group_size(self) -> str:
        """The size of the group in words; empty when any size will do."""
        low, high = self.group_min, self.group_max
        if low and high and low != high:
            return gettext("%(low)s to %(high)s people") % {"low": low, "high": high}
        if low and high:
            return ngettext("%(number)s person", "%(number)s people", low) % {"number": low}
        if low:
            return ngettext("%(number)s person at least", "%(number)s people at least", low) % {"number": low}
        if high:
            return ngettext("%(number)s person at most", "%(number)s people at most", high) % {"number": high}
        return ""

    def kind_facts(self, own: Relations, linked: Related) -> list[Fact]:
        return [
            {"label": gettext("Duration"), "value": self.duration},
            {"label": gettext("Size of the group"), "value": self.group_size},
            {"label": gettext("Format"), "links": labels(own.of("formats"))},
            {"label": gettext("For whom"), "links": labels(own.of("participants"))},
        ]
