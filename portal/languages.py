"""The languages of the portal: French first."""

from django.conf import settings
from django.utils.translation import get_language


def active_language() -> str:
    """The code of the active language among those of the portal (`fr`, `en`)."""
    code = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
