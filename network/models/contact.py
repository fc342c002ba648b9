"""Where somebody can be found: a structured address, a phone number, a website, an e-mail that no page ever shows."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail_localize.fields import SynchronizedField

from network.validators import clean_phone, clean_postcode, normalise

CONTACT_FIELDS = (
    "address_place",
    "address_site",
    "address_street",
    "postcode",
    "town",
    "latitude",
    "longitude",
    "phone",
    "email",
    "website",
)


class ContactDetailsMixin(models.Model):
    """An address and the ways to reach somebody.

    The e-mail address must reach no template, no catalogue entry and no export: only the contact form reads it.
    """

    address_place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("For example the building."))
    address_site = models.CharField(
        _("site"), max_length=120, blank=True, help_text=_("For example a park or a campus.")
    )
    address_street = models.CharField(_("number and street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("In degrees, for example 49.894."))
    longitude = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("In degrees, for example 2.302."))
    phone = models.CharField(_("phone"), max_length=30, blank=True, help_text=_("As you dial it: 06 12 34 56 78."))
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Never shown: visitors write to it through the contact form.")
    )
    website = models.URLField(_("website"), blank=True)

    contact_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("address_place"), FieldPanel("address_site")]),
                FieldPanel("address_street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Address"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("website")],
            heading=_("Contact"),
        ),
    ]
    contact_translatable_fields: ClassVar[list[Any]] = [SynchronizedField(name) for name in CONTACT_FIELDS]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Phone and postcode are kept in one form, however they were typed; a point is complete and on Earth."""
        super().clean()
        normalise(self, phone=clean_phone, postcode=clean_postcode)
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give both the latitude and the longitude, or neither.")})
        if self.latitude is not None and not -90 <= self.latitude <= 90:
            raise ValidationError({"latitude": _("A latitude lies between -90 and 90 degrees.")})
        if self.longitude is not None and not -180 <= self.longitude <= 180:
            raise ValidationError({"longitude": _("A longitude lies between -180 and 180 degrees.")})

    @property
    def address_lines(self) -> list[str]:
        """The address as it is written on an envelope."""
        first = ", ".join(filter(None, [self.address_place, self.address_site]))
        town = " ".join(filter(None, [self.postcode, self.town]))
        return [line for line in (first, self.address_street, town) if line]

    @property
    def address_point(self) -> tuple[float, float] | None:
        """Latitude and longitude of the address, in degrees."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def can_be_reached(self) -> bool:
        """Somebody answers: there is an address, a phone number or an e-mail address."""
        return bool(self.address_lines or self.phone or self.email)
