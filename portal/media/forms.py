"""Upload forms: what is sent is looked into before it is kept."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.media.documents import accepted, check_document
from portal.media.images import PortalImageField


class PortalImageForm(BaseImageForm):
    """The picture field that decodes what is sent, in every upload view of the admin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("file"):
            self.fields["file"] = PortalImageField(label=stock.label, required=stock.required, widget=stock.widget)


class PortalDocumentForm(BaseDocumentForm):
    """A document whose content is what its name says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            field.help_text = accepted()

    def clean_file(self) -> Any:
        """Look into a new file; one that is kept was looked into when it came."""
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            check_document(file, file.name, file.size)
        return file
