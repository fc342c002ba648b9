"""The first page of the portal in a language, and what surrounds every page: name, menu, footer."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Orderable, Page, TranslatableMixin
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField, TranslatableField

from home.front import front
from portal.blocks import BodyBlock
from portal.models import BasePage
from portal.statements import ask

LIVE_AT = "SELECT id, content_type_id FROM wagtailcore_page WHERE slug = %s AND url_path = %s AND live"
SECTIONS = [
    "network.TerritoryIndexPage",
    "network.ActorIndexPage",
    "network.InitiativeIndexPage",
    "network.TestimonialIndexPage",
    "network.EventIndexPage",
    "resources.NewsIndexPage",
    "resources.ResourceIndexPage",
    "home.ContactPage",
    "home.SiteMapPage",
    "home.StandardPage",
]


class AccessibilityLevel(models.TextChoices):
    """The words that French law wants on every page (décret n° 2019-768, article 3)."""

    NONE = "none", _("Accessibility: not compliant")
    PARTIAL = "partial", _("Accessibility: partially compliant")
    FULL = "full", _("Accessibility: fully compliant")


class HomePage(BasePage):
    """One per language, under the root. Its menu and footer surround every page of that language."""

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = SECTIONS
    page_description = _("The first page of the portal, its menu and its footer: one in each language.")

    brand = models.CharField(_("name of the portal"), max_length=80, help_text=_("Shown at the top of every page."))
    baseline = models.CharField(_("baseline"), max_length=120, blank=True, help_text=_("A few words under the name."))
    hero_title = models.CharField(_("main sentence"), max_length=120, blank=True)
    hero_text = models.TextField(
        _("introduction"),
        max_length=500,
        blank=True,
        help_text=_("Two or three sentences: for whom the portal is, and what it does."),
    )
    mission = RichTextField(_("mission"), blank=True, features=["bold", "italic", "link", "ul", "ol"])
    body = StreamField(BodyBlock(), verbose_name=_("more sections"), blank=True)
    footer_text = models.TextField(_("text of the footer"), max_length=400, blank=True)
    contact_territory = models.ForeignKey(
        "network.Territory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("main territory"),
        help_text=_("Its contact answers when no other territory is chosen."),
    )
    accessibility = models.CharField(
        _("accessibility"),
        max_length=10,
        choices=AccessibilityLevel.choices,
        default=AccessibilityLevel.NONE,
        help_text=_("What the last audit found. Without an audit, French law says “not compliant”."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_text")], heading=_("Top of the page")),
        *BasePage.intro_panels,
        FieldPanel("mission"),
        FieldPanel("body"),
    ]
    surroundings_panels: ClassVar[list[Any]] = [
        FieldPanel("brand"),
        FieldPanel("baseline"),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Only published pages that everyone may read are shown.")),
                InlinePanel("menu_items", label=_("Menu entry"), max_num=9),
            ],
            heading=_("Menu"),
        ),
        FieldPanel("footer_text"),
        FieldPanel("contact_territory"),
        FieldPanel("accessibility"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(surroundings_panels, heading=_("Name, menu and footer")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        TranslatableField("brand"),
        TranslatableField("baseline"),
        TranslatableField("hero_title"),
        TranslatableField("hero_text"),
        TranslatableField("mission"),
        TranslatableField("body"),
        TranslatableField("footer_text"),
        TranslatableField("menu_items"),
        SynchronizedField("contact_territory"),
        SynchronizedField("accessibility"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def __str__(self) -> str:
        return self.brand or self.title

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Not when every language has its home already."""
        return super().can_create_at(parent) and cls.objects.count() < Locale.objects.count()

    def clean(self) -> None:
        """One home a language."""
        super().clean()
        if self.locale_id and HomePage.objects.filter(locale_id=self.locale_id).exclude(pk=self.pk).exists():
            raise ValidationError(_("This language already has a home page: edit that one."))

    def route(self, request: HttpRequest, path_components: Sequence[str]) -> RouteResult:
        """The page at a path below this one, found by its whole path at once instead of level by level.

        Two queries at any depth: the page, its specific row. Http404 when nothing live stands there.
        """
        if not path_components:
            if not self.live:
                raise Http404
            return RouteResult(self)
        path = f"{self.url_path}{'/'.join(path_components)}/"
        found = next(iter(ask(LIVE_AT, path_components[-1], path)), None)
        model = ContentType.objects.get_for_id(found[1]).model_class() if found else None
        if found is None or model is None:
            raise Http404
        specific: Page = model._default_manager.get(pk=found[0])
        specific.locale = self.locale
        if len(path_components) == 1:
            specific._cached_parent_obj = self
        return specific.route(request, [])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is new, what is coming, and what is near the place asked for (`?lieu=`)."""
        return {**super().get_context(request, *args, **kwargs), **front(self, request)}


class MenuItem(TranslatableMixin, Orderable):
    """An entry of the menu: a page, under its title or a shorter label."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="menu_items")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    label = models.CharField(_("label"), max_length=40, blank=True, help_text=_("Empty: the title of the page."))

    panels: ClassVar[list[Any]] = [PageChooserPanel("page"), FieldPanel("label")]
    override_translatable_fields: ClassVar[list[Any]] = [TranslatableField("label"), SynchronizedField("page")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu entries")

    def __str__(self) -> str:
        return self.label or self.page.title
