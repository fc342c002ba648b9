"""The page by which anyone writes to a territory's team, or to an actor whose address is not shown."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import TranslatableField

from home.contact.views import respond
from portal.models import BasePage
from search.describe import Catalogued, EntryData


class ContactPage(Catalogued, BasePage):
    """A form whose message is mailed and never stored."""

    template = "home/contact_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    page_description = _("The contact form. Messages go to the territory chosen, and are not kept here.")
    catalogue_type = "page"

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link", "ul"])
    thanks = RichTextField(
        _("thanks"), blank=True, features=["bold", "italic", "link"], help_text=_("Shown once the message is sent.")
    )

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("thanks")]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        TranslatableField("intro"),
        TranslatableField("thanks"),
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def catalogue_entry(self) -> EntryData:
        """Found by those who look for a contact."""
        return EntryData(title=self.title, summary=self.summary, text=self.intro)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or send what it holds."""
        state = respond(request)
        return state if isinstance(state, HttpResponse) else self.answer(request, state.context, state.status)

    def answer(self, request: HttpRequest, context: dict[str, Any], status: int = 200) -> TemplateResponse:
        """The page with a form in some state; never kept by a cache."""
        response = TemplateResponse(request, self.template, {**self.get_context(request), **context}, status=status)
        response.headers["Cache-Control"] = "no-store"
        return response
