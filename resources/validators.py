"""Rules shared by the fields of this layer."""

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

web_address = URLValidator(
    schemes=["http", "https"], message=_("Give a full web address, which starts with https:// or http://.")
)
