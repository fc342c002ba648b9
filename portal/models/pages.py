"""What every page of the portal has: a summary, a picture, and a way to be served that obeys its expiry."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.statements import ask, marks

GUARDED = """
SELECT 1 FROM wagtailcore_page AS page
LEFT JOIN wagtailcore_pageviewrestriction AS restriction ON restriction.page_id = page.id
WHERE page.path IN ({marks}) AND (page.alias_of_id IS NOT NULL OR restriction.id IS NOT NULL)
LIMIT 1
"""


class BasePage(Page):
    """Abstract parent of every page type."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two plain sentences, shown in lists, in search results and when the page is shared."),
    )
    image = models.ForeignKey(
        "portal.PortalImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_("What the picture tells here, for those who don’t see it. Leave empty if it only decorates."),
    )

    intro_panels: ClassVar[list[Panel]] = [
        FieldPanel("summary", widget=AdminAutoHeightTextInput(attrs={"rows": 2})),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Picture")),
    ]
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, *intro_panels]
    promote_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("Search engines")
        ),
    ]

    base_translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("summary"),
        SynchronizedField("image"),
        TranslatableField("image_alt"),
    ]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve the page, unless it has expired and the worker has not unpublished it yet."""
        if self.expire_at and self.expire_at <= timezone.now() and not getattr(request, "is_preview", False):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_view_restrictions(self) -> "models.QuerySet[PageViewRestriction]":
        """One query on every visit instead of two; Wagtail’s own where it finds a restriction or an alias."""
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        if ask(GUARDED.format(marks=marks(paths)), *paths):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    @property
    def description(self) -> str:
        """What search engines and shares show."""
        return self.search_description or self.summary
