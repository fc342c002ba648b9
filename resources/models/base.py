"""What every kind of resource has: who made it, where it comes from, under which terms, its files."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel, TabbedInterface
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.models.vocabulary import Vocabulary, terms_field
from portal.models.media import Licence
from resources.blocks import AttachedDocumentsBlock
from resources.detail import Fact, card_links, labels
from resources.models.links import ActorsMixin
from resources.models.shared import SharedPage, tabs
from resources.relations import TERRITORIES, Relations
from resources.validators import web_address
from search.related import Related


class ResourceLanguage(models.TextChoices):
    """In which language the resource itself is."""

    FR = "fr", _("French")
    EN = "en", _("English")
    OTHER = "other", _("another language")


class ResourceBase(SharedPage):
    """Abstract parent of the kinds of resource."""

    published_on = models.DateField(
        _("publication date"), default=timezone.localdate, help_text=_("When the resource itself came out.")
    )
    other_authors = models.CharField(
        _("other authors"),
        max_length=255,
        blank=True,
        help_text=_("Those who have no page in the portal, with a semicolon between them."),
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Who published it first, or which work it comes from.")
    )
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True, validators=[web_address])
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence,
        blank=True,
        help_text=_("What others may do with it. Empty: not known."),
    )
    resource_language = models.CharField(
        _("language of the resource"), max_length=5, choices=ResourceLanguage, default=ResourceLanguage.FR
    )
    activities = terms_field(Vocabulary.ACTIVITY, _("activities"))
    documents = StreamField(AttachedDocumentsBlock(), verbose_name=_("documents"), blank=True)

    shared_texts: ClassVar[tuple[str, ...]] = ("body", "documents", "other_authors", "source")
    texts = shared_texts
    term_facets: ClassVar[dict[str, str]] = {"themes": "theme", "activities": "activite"}

    files_panels: ClassVar[list[Panel]] = [FieldPanel("documents")]
    source_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel([*ActorsMixin.actor_panels, FieldPanel("other_authors")], heading=_("Authors")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("resource_language"), FieldPanel("licence")]),
            ],
            heading=_("Source and rights"),
        ),
    ]
    resource_translatable_fields: ClassVar[list[Any]] = [
        *SharedPage.shared_translatable_fields,
        SynchronizedField("published_on"),
        TranslatableField("other_authors"),
        TranslatableField("source"),
        SynchronizedField("source_url"),
        SynchronizedField("licence"),
        SynchronizedField("resource_language"),
        SynchronizedField("activities"),
        TranslatableField("documents"),
    ]

    class Meta:
        abstract = True

    @property
    def shown_date(self) -> date | None:
        return self.published_on

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the files to download."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"files": [link for child in self.documents if (link := child.value.link)]}

    def facts(self, own: Relations, linked: Related) -> list[Fact]:
        """What the kind says first, then authors, places, source and terms of use."""
        authors = card_links(linked, own.keys("resource_actors"))
        authors += [{"label": name.strip(), "url": ""} for name in self.other_authors.split(";") if name.strip()]
        language = self.get_resource_language_display()
        return [
            *self.kind_facts(own, linked),
            {"label": gettext("Authors"), "links": authors},
            {"label": gettext("Territories"), "links": labels(own.of(TERRITORIES))},
            {"label": gettext("Source"), "value": self.source or self.source_host, "url": self.source_url},
            {"label": gettext("Licence"), "value": self.get_licence_display()},
            {"label": gettext("Language of the resource"), "value": "" if self.in_page_language else language},
        ]

    def kind_facts(self, own: Relations, linked: Related) -> list[Fact]:
        """What the kind says of itself beside its text."""
        return []

    @property
    def source_host(self) -> str:
        """The site of the source, for a link that has no other name."""
        return self.source_url.split("/")[2].removeprefix("www.") if self.source_url.count("/") >= 2 else ""

    @property
    def in_page_language(self) -> bool:
        """Whether the resource is in the language of the page that presents it."""
        return self.resource_language == self.locale.language_code


def resource_tabs(content: list[Panel], classification: list[Panel] | None = None) -> TabbedInterface:
    """The form of a kind: what is its own first, then body, files, authors and source."""
    every = [*content, FieldPanel("body"), *ResourceBase.files_panels, *ResourceBase.source_panels]
    return tabs(every, [*(classification or []), FieldPanel("activities")])
