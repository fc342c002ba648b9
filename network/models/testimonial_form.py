"""Rules of a testimonial: a first name only, exact words, a medium everyone can follow, a recorded consent."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from network.forms import TermsForm
from portal.blocks.reading import plain_text

_NAME = r"[^\W\d_]+(?:[-’'][^\W\d_]+)*"
FIRST_NAMES = re.compile(rf"{_NAME}(?:(?:, | et | and | & ){_NAME})*")
QUOTATION_MARKS = '«»“”"„ \u00a0\u202f'
CAPTIONS = {"vtt"}
MEDIA = {"video": {"mp4", "webm", "ogv"}, "audio": {"mp3", "ogg", "oga", "opus", "m4a", "wav"}}


class TestimonialForm(TermsForm):
    """Cross-field rules of a testimonial. A draft is kept without consent; nothing goes further without it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._check_person(cleaned)
        self._check_media(cleaned)
        if not self.is_deferred_validation:
            for name, message in self.instance.consent_errors(cleaned).items():
                self.add_error(name if name in self.fields else None, message)
        return cleaned

    def clean_quote(self) -> str:
        """The page adds the quotation marks: those that were typed around the words go."""
        return str(self.cleaned_data["quote"]).strip(QUOTATION_MARKS)

    def _check_person(self, cleaned: dict[str, Any]) -> None:
        name, organisation = (cleaned.get("first_name") or "").strip(), cleaned.get("organisation")
        if name and not FIRST_NAMES.fullmatch(name):
            self.add_error(
                "first_name", _("The first name only, never a surname. A compound name takes a hyphen: “Marie-Claire”.")
            )
        if name and organisation and not cleaned.get("status"):
            self.add_error("status", _("Say who this person is in the organisation, or keep only one of the two."))
        if not name and not organisation and not self.is_deferred_validation and "first_name" not in self.errors:
            self.add_error("first_name", _("Say who speaks: a first name or an organisation."))

    def _check_media(self, cleaned: dict[str, Any]) -> None:
        kind, file, url = cleaned.get("form"), cleaned.get("media_file"), cleaned.get("media_url")
        if file and url:
            self.add_error("media_url", _("A file or an address: keep one of the two."))
        if kind == "text" and (file or url):
            self.add_error("form", _("Choose “film” or “recording”: this testimonial has one."))
        if file and kind in MEDIA and file.file_extension.lower() not in MEDIA[kind]:
            wanted = ", ".join(sorted(MEDIA[kind]))
            message = _("This file can’t be played as such. Choose one of these formats: %(formats)s.")
            self.add_error("media_file", message % {"formats": wanted})
        captions = cleaned.get("captions")
        if captions and captions.file_extension.lower() not in CAPTIONS:
            self.add_error("captions", _("Captions are a .vtt file."))
        if (file or url) and not self.is_deferred_validation:
            if not plain_text(cleaned.get("transcript")):
                self.add_error("transcript", _("Write what is said, for those who can’t hear it."))
            if file and kind == "video" and not captions:
                self.add_error("captions", _("Add the captions of the film (.vtt), for those who can’t hear it."))
