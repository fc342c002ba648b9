"""Pictures and documents: who made them, under which licence, who agreed to be seen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from portal.media.images import without_metadata

file_kept = Signal()  # a picture has a new file (sent with `instance`)


class Licence(models.TextChoices):
    """Under which terms others may reuse a picture, a document or a resource."""

    ALL_RIGHTS = "all-rights", _("All rights reserved")
    CC_BY = "cc-by", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa", _("Creative Commons Attribution-ShareAlike 4.0")
    CC0 = "cc0", _("Public domain (CC0)")
    OPEN_LICENCE = "lo", _("Open Licence 2.0 (Etalab)")


class CreditMixin(models.Model):
    """Author and licence, with their panels."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made it: a person or an organisation.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.ALL_RIGHTS)

    class Meta:
        abstract = True


class PortalImage(CreditMixin, AbstractImage):  # noqa: DJ008 (Wagtail's parent has it)
    """A picture. One that shows people needs the trace of their consent before it is saved."""

    shows_people = models.BooleanField(
        _("people can be recognised"),
        default=False,
        help_text=_("A recognisable person must have agreed in writing; for a minor, both parents too."),
    )
    consent_reference = models.CharField(
        _("consent"),
        max_length=255,
        blank=True,
        help_text=_("Where the signed consent is kept (file number, folder). It is never published."),
    )
    consent_until = models.DateField(_("consent valid until"), null=True, blank=True)

    admin_form_fields = (
        *Image.admin_form_fields,
        "credit",
        "licence",
        "shows_people",
        "consent_reference",
        "consent_until",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new file without its metadata (place, phone, names), whichever way it came."""
        new_file = bool(self.file) and not self.file._committed
        if new_file:
            self.file.open()
            if clean := without_metadata(self.file.file, self.file.name):
                self.file = clean
            self._set_image_file_metadata()
        super().save(*args, **kwargs)
        if new_file:
            file_kept.send(type(self), instance=self)

    def clean(self) -> None:
        """No face without a recorded and valid consent."""
        super().clean()
        if self.shows_people and not self.consent_reference:
            raise ValidationError(
                {"consent_reference": _("Say where the signed consent is kept, or choose another picture.")}
            )
        if self.shows_people and self.consent_until and self.consent_until < timezone.localdate():
            raise ValidationError({"consent_until": _("This consent has expired: the picture can’t be used any more.")})


class PortalRendition(AbstractRendition):
    """A resized copy of a picture, encoded ahead of visitors (portal.media.renditions)."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PortalDocument(CreditMixin, AbstractDocument):  # noqa: DJ008 (Wagtail's parent has it)
    """A file. The public may download it while a public page refers to it, or if it is listed on its own."""

    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences: what a reader will find in it.")
    )
    language = models.CharField(
        _("language"), max_length=10, default="fr", choices=[("fr", _("French")), ("en", _("English"))]
    )
    listed = models.BooleanField(
        _("listed on its own"),
        default=False,
        help_text=_("Untick: the public finds it only while a published page refers to it."),
    )
    page_count = models.PositiveIntegerField(_("number of pages"), null=True, blank=True, editable=False)

    admin_form_fields = (*Document.admin_form_fields, "summary", "language", "credit", "licence", "listed")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def clean(self) -> None:
        """A file that was refused already is not said to lack an extension as well."""
        if self.file:
            super().clean()
