"""Lessons learnt: an experience told to somebody from outside, so that others can take it up."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.templatetags.portal_tags import day
from resources.blocks import FactorBlock, MomentBlock, ReuseBlock
from resources.detail import Fact
from resources.forms import LinkedPageForm
from resources.models.base import ResourceBase, resource_tabs
from resources.models.links import InitiativesMixin, ResourcesMixin
from resources.relations import Relations
from search.related import Related

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]
SECTIONS = ("functions", "skills", "partnerships", "user_involvement")


class CapitalisationForm(LinkedPageForm):
    """An interview has taken place."""

    past_dates = ("interviewed_on",)


class CapitalisationPage(InitiativesMixin, ResourcesMixin, ResourceBase):
    """What an initiative taught: key moments, how it was done, what made it work, where it was reused."""

    template = "resources/capitalisation_page.html"
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("An experience told to an outside interviewer: moments, skills, key factors.")
    catalogue_type = "capitalisation"

    interviewer = models.CharField(
        _("interviewer"),
        max_length=150,
        blank=True,
        help_text=_("Who asked the questions, and for which organisation: somebody who did not take part."),
    )
    interviewed_on = models.DateField(_("date of the interview"), null=True, blank=True)
    key_moments = StreamField([("moment", MomentBlock())], verbose_name=_("key moments"), blank=True)
    functions = RichTextField(
        _("functions"), blank=True, features=TEXT_FEATURES, help_text=_("Who coordinates, leads, mobilises, decides.")
    )
    skills = RichTextField(_("skills"), blank=True, features=TEXT_FEATURES, help_text=_("What one must know or learn."))
    partnerships = RichTextField(
        _("partnerships"), blank=True, features=TEXT_FEATURES, help_text=_("With whom, and what each brought.")
    )
    user_involvement = RichTextField(
        _("how young people were involved"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("At which moments, and how far."),
    )
    key_factors = StreamField([("factor", FactorBlock())], verbose_name=_("key factors"), blank=True)
    reuses = StreamField([("reuse", ReuseBlock())], verbose_name=_("reuses"), blank=True)

    texts = ("key_moments", *SECTIONS, "key_factors", "reuses", "interviewer", *ResourceBase.shared_texts)
    page_links: ClassVar[dict[str, str]] = {
        **ResourceBase.page_links,
        "resource_initiatives": "initiative",
        "resource_uses": "resource",
    }
    base_form_class = CapitalisationForm
    edit_handler = resource_tabs(
        [
            *InitiativesMixin.initiative_panels,
            FieldRowPanel([FieldPanel("interviewer"), FieldPanel("interviewed_on")], heading=_("Interview")),
            FieldPanel("key_moments"),
            MultiFieldPanel([FieldPanel(name) for name in SECTIONS], heading=_("How it was done")),
            FieldPanel("key_factors"),
            MultiFieldPanel([FieldPanel("reuses"), *ResourcesMixin.resource_panels], heading=_("Taking it up")),
        ]
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        *ResourceBase.resource_translatable_fields,
        *InitiativesMixin.initiative_translatable_fields,
        *ResourcesMixin.resource_translatable_fields,
        TranslatableField("interviewer"),
        SynchronizedField("interviewed_on"),
        TranslatableField("key_moments"),
        *(TranslatableField(name) for name in SECTIONS),
        TranslatableField("key_factors"),
        TranslatableField("reuses"),
    ]

    class Meta:
        verbose_name = _("lessons learnt")
        verbose_name_plural = _("lessons learnt")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the sections that were filled in."""
        context = super().get_context(request, *args, **kwargs)
        titles = {name: getattr(self._meta.get_field(name), "verbose_name", "") for name in SECTIONS}
        written = {title: getattr(self, name) for name, title in titles.items()}
        return context | {"sections": [{"title": title, "text": text} for title, text in written.items() if text]}

    def kind_facts(self, own: Relations, linked: Related) -> list[Fact]:
        return [
            {"label": gettext("Interview by"), "value": self.interviewer},
            {"label": gettext("Date of the interview"), "value": day(self.interviewed_on)},
        ]
