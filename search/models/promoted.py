"""Results that editors put first."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search.describe import Catalogued

WORDS_SHOWN = 120  # characters


class Promoted(models.Model):
    """A page shown above the results of some searches; through the catalogue, so never one that is not public."""

    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("Its translation is shown to those who read another language, if there is one."),
    )
    words = models.TextField(
        _("searches"),
        help_text=_(
            "One search a line, as people type it. Capitals, accents, plurals and the order of words don’t matter."
        ),
    )
    sentence = models.CharField(
        _("sentence"),
        max_length=200,
        blank=True,
        help_text=_("Why this page answers the search, in the language of the page. Optional."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=10,
        validators=[MaxValueValidator(1000)],
        help_text=_("The smallest number comes first; three pages at most are shown for one search."),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("This day included."))

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="search_promoted_dates",
            )
        ]

    def __str__(self) -> str:
        return str(self.page)

    @property
    def searches(self) -> list[str]:
        """The searches, one by one."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]

    @property
    def shown_for(self) -> str:
        """What editors read in the list."""
        searches = Truncator(", ".join(self.searches)).chars(WORDS_SHOWN)
        return gettext("Shown first for: %(searches)s") % {"searches": searches}

    def period(self, today: date) -> str:
        """Where today stands between the two dates; empty when there are none."""
        if self.ends_on and self.ends_on < today:
            return gettext("ended on %(day)s") % {"day": date_format(self.ends_on)}
        if self.starts_on and self.starts_on > today:
            return gettext("from %(day)s") % {"day": date_format(self.starts_on)}
        return gettext("until %(day)s") % {"day": date_format(self.ends_on)} if self.ends_on else ""

    def clean(self) -> None:
        """A page that may be a result, words to look for, dates in their order."""
        super().clean()
        if self.page_id and not issubclass(self.page.specific_class or Page, Catalogued):
            raise ValidationError(
                {"page": _("Lists, the site map and the home page are not results themselves: choose another page.")}
            )
        if self.words and not any(character.isalnum() for character in self.words):
            raise ValidationError({"words": _("Write at least one search.")})
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day comes after the first one.")})
