"""Plain pages: legal notices, presentations, anything that is none of the other types."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import TranslatableField

from portal.blocks import BodyBlock
from portal.blocks.reading import linked_documents, plain_text
from portal.media.renditions import picture
from portal.models import BasePage
from search.describe import Catalogued, EntryData


class StandardPage(Catalogued, BasePage):
    """A title, a summary and a body."""

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    page_description = _("A plain page: legal notice, presentation, help.")
    catalogue_type = "page"

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("body")]
    override_translatable_fields: ClassVar[list[Any]] = [*BasePage.base_translatable_fields, TranslatableField("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def catalogue_entry(self) -> EntryData:
        """Title, summary and words of the body."""
        return EntryData(
            title=self.title,
            summary=self.summary,
            text=plain_text(self.body),
            image=picture(self.image, self.image_alt),
            documents=linked_documents(self.body),
        )
