"""Monitoring: something read elsewhere, noted in two lines for those who have no time."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.templatetags.portal_tags import day
from resources.detail import Fact
from resources.forms import LinkedPageForm
from resources.models.base import ResourceBase, resource_tabs
from resources.relations import Relations
from search.related import Related


class Relevance(models.IntegerChoices):
    """How much a reading matters to the network."""

    USEFUL = 1, _("useful")
    IMPORTANT = 2, _("important")
    ESSENTIAL = 3, _("essential")


class LinkState(models.TextChoices):
    """What the last visit of the source found."""

    UNCHECKED = "unchecked", _("not checked yet")
    ALIVE = "alive", _("the address answers")
    DEAD = "dead", _("the address no longer answers")


class VeilleForm(LinkedPageForm):
    """A monitoring note leads somewhere: its address is asked for when it is published, not while it is a draft."""

    past_dates = ("read_on", "link_checked_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"source_url", "source"} & set(self.fields):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """A state found on no day is not known."""
        cleaned = super().clean()
        found = cleaned.get("link_state")
        if found and found != LinkState.UNCHECKED and not cleaned.get("link_checked_on"):
            self.add_error("link_checked_on", _("Say on which day the address was tried."))
        return cleaned


class VeillePage(ResourceBase):
    """A monitoring note: the address, who published it, and why to read it."""

    template = "resources/veille_page.html"
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Seen and read for you: a link, two lines, keywords.")
    catalogue_type = "veille"

    note = models.TextField(
        _("short note"), max_length=600, help_text=_("Two or three lines: what it says, and for whom it is useful.")
    )
    read_on = models.DateField(_("read on"), default=timezone.localdate)
    keywords = models.CharField(_("keywords"), max_length=250, blank=True, help_text=_("Separated by commas."))
    relevance = models.PositiveSmallIntegerField(_("relevance"), choices=Relevance, default=Relevance.USEFUL)
    link_state = models.CharField(_("state of the link"), max_length=10, choices=LinkState, default=LinkState.UNCHECKED)
    link_checked_on = models.DateField(_("link tried on"), null=True, blank=True)

    texts = ("note", "keywords", *ResourceBase.shared_texts)
    base_form_class = VeilleForm
    edit_handler = resource_tabs(
        [
            FieldPanel("note"),
            FieldRowPanel([FieldPanel("read_on"), FieldPanel("relevance"), FieldPanel("keywords")]),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("link_state"), FieldPanel("link_checked_on")])],
                heading=_("State of the link"),
            ),
        ]
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        *ResourceBase.resource_translatable_fields,
        TranslatableField("note"),
        TranslatableField("keywords"),
        SynchronizedField("read_on"),
        SynchronizedField("relevance"),
        SynchronizedField("link_state"),
        SynchronizedField("link_checked_on"),
    ]

    class Meta:
        verbose_name = _("monitoring note")
        verbose_name_plural = _("monitoring notes")

    @property
    def keyword_list(self) -> list[str]:
        """The keywords, once each."""
        return list(dict.fromkeys(word.strip() for word in self.keywords.split(",") if word.strip()))

    @property
    def link_is_dead(self) -> bool:
        """Whether the source was found missing: the page says so and no longer sends readers there."""
        return self.link_state == LinkState.DEAD

    def kind_facts(self, own: Relations, linked: Related) -> list[Fact]:
        return [
            {"label": gettext("Read on"), "value": day(self.read_on)},
            {"label": gettext("Relevance"), "value": self.get_relevance_display()},
            {"label": gettext("Keywords"), "links": [{"label": word, "url": ""} for word in self.keyword_list]},
        ]

    def facts(self, own: Relations, linked: Related) -> list[Fact]:
        """A dead address is named, not linked."""
        facts = super().facts(own, linked)
        return [{**fact, "url": ""} if self.link_is_dead else fact for fact in facts]
