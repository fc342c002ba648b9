"""Plain words for institutions, levels of government, schemes and acronyms: « qui décide quoi »."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField


class NoticeKind(models.TextChoices):
    """What a notice explains."""

    INSTITUTION = "institution", _("institution")
    LEVEL = "level", _("level of government")
    SCHEME = "scheme", _("scheme")
    ACRONYM = "acronym", _("acronym")


class Notice(index.Indexed, TranslatableMixin, models.Model):
    """What a word means and who decides what, so that everyone understands it. Its synonyms help the search."""

    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind)
    term = models.CharField(_("word or acronym"), max_length=120, help_text=_("For example: DRAJES."))
    expansion = models.CharField(_("in full"), max_length=250, blank=True, help_text=_("What the acronym stands for."))
    text = models.TextField(
        _("in plain words"),
        max_length=1200,
        help_text=_(
            "Short sentences, one idea each, no jargon: what it is, who decides, what it changes for young people."
        ),
    )
    synonyms = models.TextField(
        _("synonyms"), blank=True, help_text=_("One a line: other spellings and words that people search with.")
    )
    url = models.URLField(_("to learn more"), blank=True)

    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("kind"), FieldPanel("term")]), FieldPanel("expansion")], heading=_("Word")
        ),
        FieldPanel("text"),
        FieldPanel("synonyms"),
        FieldPanel("url"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("kind"),
        TranslatableField("term"),
        TranslatableField("expansion"),
        TranslatableField("text"),
        TranslatableField("synonyms"),
        SynchronizedField("url"),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("term"),
        index.AutocompleteField("term"),
        index.SearchField("expansion"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("notice in plain words")
        verbose_name_plural = _("notices in plain words")
        ordering = ["term"]
        constraints = [models.UniqueConstraint(fields=["kind", "term", "locale"], name="network_notice_term")]

    def __str__(self) -> str:
        return f"{self.term} ({self.expansion})" if self.expansion else self.term

    @property
    def synonym_list(self) -> list[str]:
        """The synonyms, without repetition, the full form among them."""
        words = [self.expansion, *self.synonyms.splitlines()]
        return list(dict.fromkeys(word.strip() for word in words if word.strip()))

    def clean(self) -> None:
        """An acronym says what it stands for."""
        super().clean()
        if self.kind == NoticeKind.ACRONYM and not self.expansion.strip():
            raise ValidationError({"expansion": _("Write what the acronym stands for.")})
