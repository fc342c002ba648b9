"""Weights of files in sentences."""

import math

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from portal.media.formats import MEBIBYTE


def too_big(size: int, limit: int) -> str:
    """The sentence for a file of `size` bytes where `limit` is the most: two figures that differ."""
    tenths = math.ceil(size * 10 / MEBIBYTE)
    return gettext("This file is too big (%(size)s): at most %(limit)s.") % {
        "size": filesizeformat(tenths * MEBIBYTE / 10),
        "limit": weight(limit),
    }


def weight(limit: int) -> str:
    """A limit, which is a whole number of mebibytes."""
    return gettext("%(number)d MB") % {"number": limit // MEBIBYTE}
