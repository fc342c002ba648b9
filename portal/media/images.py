"""Uploaded pictures: looked into before they are kept, and kept without what a camera or a phone wrote in them."""

from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField

from portal.media.sizes import too_big

FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80},
    "PNG": {"optimize": False},
    "GIF": {},
}
# What Pillow reports beside the pixels and that is part of how they are drawn; the rest is metadata.
DRAWING = frozenset({"transparency", "gamma", "background", "duration", "loop", "version", "dpi", "aspect", "srgb"})
HARMLESS = DRAWING | {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression", "interlace"}


class PortalImageField(WagtailImageField):
    """Refuses, with a sentence that says what to do, a picture that cannot be decoded or has too many pixels."""

    def to_python(self, data: Any) -> Any:
        """Check the size, the header, then every pixel, in this order: a bomb is never unpacked."""
        if data not in self.empty_values and hasattr(data, "read"):
            if self.max_upload_size is not None and data.size > self.max_upload_size:
                raise ValidationError(too_big(data.size, self.max_upload_size))
            data.seek(0)
            check_pixels(data)
            data.seek(0)
        return super().to_python(data)


def check_pixels(file: IO[bytes]) -> None:
    """ValidationError unless the file is a whole picture of a known format, small enough to be unpacked."""
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    try:
        with Image.open(file, formats=FORMATS) as picture:
            pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
            if pixels <= limit:
                picture.load()
                return
    except Image.DecompressionBombError:
        pixels = limit + 1
    except UnidentifiedImageError as error:
        raise ValidationError(
            gettext("This file is not a picture that the portal knows: JPEG, PNG, WebP, AVIF or GIF.")
        ) from error
    except Exception as error:
        # Pillow's decoders raise many kinds of errors on damaged files (quality.md, fact 12).
        raise ValidationError(
            gettext("This picture is damaged: open it, save it again, then send the new file.")
        ) from error
    raise ValidationError(
        gettext("This picture has too many pixels (at most %(limit)s million): reduce it, then send it again.")
        % {"limit": limit // 1_000_000}
    )


def without_metadata(file: IO[bytes], name: str) -> ContentFile[bytes] | None:
    """The same picture upright and without EXIF, XMP, comments or profile; None where there is nothing to remove."""
    file.seek(0)
    with Image.open(file, formats=FORMATS) as picture:
        kind = picture.format or "PNG"
        if not picture.getexif() and not set(picture.info) - HARMLESS:
            file.seek(0)
            return None
        options = dict(SAVE_OPTIONS[kind])
        if getattr(picture, "n_frames", 1) > 1:
            options["save_all"] = True
            clean: Image.Image = picture
        else:
            clean = ImageOps.exif_transpose(picture)
        clean.info = {key: value for key, value in clean.info.items() if key in DRAWING}
        output = BytesIO()
        clean.save(output, kind, exif=b"", **options) if kind in {"JPEG", "WEBP", "AVIF", "PNG"} else clean.save(
            output, kind, **options
        )
    return ContentFile(output.getvalue(), name=name)
