"""The vocabularies: words that classify pages, translated, extended by editors, with slugs that never change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.forms import TermsForm

__all__ = ["Term", "TermQuerySet", "TermsForm", "Vocabulary", "term_field", "term_labels", "term_slugs", "terms_field"]


class Vocabulary(models.TextChoices):
    """What a term classifies."""

    THEME = "theme", _("Themes")
    DEMARCHE_TYPE = "demarche", _("Types of process")
    ACTIVITY = "activity", _("Activities of the programme")
    STAGE = "stage", _("Stages")
    CONTRIBUTION_ROLE = "contribution_role", _("Contribution roles")
    SUPPORT = "support", _("Kinds of support")
    AUDIENCE = "audience", _("Audiences of training")
    PARTICIPANT = "participant", _("Participants")
    FORMAT = "format", _("Formats")
    MODALITY = "modality", _("Modalities")
    ATTENDU = "attendu", _("Expected outcomes")
    VOICE = "voice", _("Kinds of voice")
    STEERING = "steering", _("Kinds of steering body")
    CADENCE = "cadence", _("Cadences")
    SCALE = "scale", _("Scales")
    OBJECTIVE = "objective", _("Objectives")
    ACTOR_TYPE = "actor_type", _("Types of actor")
    EVENT_TYPE = "event_type", _("Types of event")
    NATURE = "nature", _("Natures")


class TermQuerySet(models.QuerySet["Term"]):
    """Lists of terms."""

    def of(self, *vocabularies: str) -> TermQuerySet:
        """The terms of these vocabularies."""
        return self.filter(vocabulary__in=vocabularies)

    def as_tree(self) -> TermQuerySet:
        """Each root followed by what stands under it."""
        return self.select_related("parent").order_by(
            "vocabulary",
            Coalesce("parent__position", "position"),
            Coalesce("parent__label", "label"),
            models.F("parent").asc(nulls_first=True),
            "position",
            "label",
        )


class TermForm(WagtailAdminModelForm):
    """A term keeps its slug and its vocabulary once it exists: addresses and translations hang on them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in {"slug", "vocabulary"} & set(self.fields):
                self.fields[name].disabled = True
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "parent" in self.fields:
            roots = Term.objects.filter(parent=None).exclude(pk=self.instance.pk).as_tree()
            if self.instance.pk:
                roots = roots.filter(vocabulary=self.instance.vocabulary)
            if self.instance.locale_id:
                roots = roots.filter(locale=self.instance.locale_id)
            self.fields["parent"].widget = forms.Select()
            self.fields["parent"].queryset = roots


class Term(TranslatableMixin, models.Model):
    """A word of a vocabulary. Two levels at most; the same slug in every language."""

    vocabulary = models.CharField(_("vocabulary"), max_length=20, choices=Vocabulary)
    label = models.CharField(_("label"), max_length=120)
    slug = models.SlugField(
        _("name in addresses"),
        max_length=60,
        blank=True,
        help_text=_("Made from the label when left empty. It can’t be changed afterwards."),
    )
    description = models.TextField(
        _("description"), blank=True, max_length=500, help_text=_("One plain sentence: when to choose this term.")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("under"),
        help_text=_("Choose the wider term of the same vocabulary, or nothing."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100, help_text=_("Small numbers come first."))

    base_form_class = TermForm
    panels = [
        FieldPanel("vocabulary"),
        FieldPanel("label"),
        FieldPanel("description"),
        MultiFieldPanel(
            [FieldPanel("parent"), FieldPanel("position"), FieldPanel("slug")], heading=_("Place in the vocabulary")
        ),
    ]
    translatable_fields = [
        TranslatableField("label"),
        TranslatableField("description"),
        TranslatableField("parent"),
        SynchronizedField("vocabulary", overridable=False),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("position", overridable=False),
    ]

    objects = models.Manager.from_queryset(TermQuerySet)()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("vocabularies")
        ordering = ["vocabulary", "position", "label"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "slug", "locale"], name="network_term_slug"),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A term gets its slug once."""
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Slug and vocabulary stay; a parent is a root of the same vocabulary."""
        super().clean()
        self.slug = self.slug or self._free_slug()
        stored = Term.objects.filter(pk=self.pk).first() if self.pk else None
        if stored and (stored.slug, stored.vocabulary) != (self.slug, self.vocabulary):
            raise ValidationError(
                _("The name in addresses and the vocabulary of a term can’t be changed: add another term.")
            )
        if self.parent is None:
            return
        if self.parent.vocabulary != self.vocabulary:
            raise ValidationError({"parent": _("Choose a term of the same vocabulary.")})
        if self.parent.parent_id or self.parent_id == self.pk or (self.pk and self.children.exists()):
            raise ValidationError({"parent": _("Choose a term that stands under no other: there are two levels.")})

    @property
    def path(self) -> list[Term]:
        """The wider term, if there is one, then this term."""
        return [self.parent, self] if self.parent else [self]

    def _free_slug(self) -> str:
        base = slugify(self.label.replace("’", " ").replace("'", " "))[:55].strip("-") or "terme"
        taken = set(
            Term.objects.filter(vocabulary=self.vocabulary, locale=self.locale_id, slug__startswith=base)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
        return next(slug for slug in candidates if slug not in taken)


def terms_field(vocabulary: str, verbose_name: Any = "", **kwargs: Any) -> ParentalManyToManyField:
    """Several terms of a vocabulary, on a page or another clusterable model."""
    options = {"blank": True, "related_name": "+", "limit_choices_to": {"vocabulary": str(vocabulary)}, **kwargs}
    if verbose_name:
        options["verbose_name"] = verbose_name
    return ParentalManyToManyField("network.Term", **options)


def term_field(vocabulary: str, verbose_name: Any = "", **kwargs: Any) -> models.ForeignKey[Term | None, Term | None]:
    """One term of a vocabulary, or none. A term in use can't be deleted."""
    options = {
        "null": True,
        "blank": True,
        "on_delete": models.PROTECT,
        "related_name": "+",
        "limit_choices_to": {"vocabulary": str(vocabulary)},
        **kwargs,
    }
    if verbose_name:
        options["verbose_name"] = verbose_name
    return models.ForeignKey("network.Term", **options)


def term_labels(terms: Iterable[Term | None]) -> list[str]:
    """Names of terms, for what a search finds a page by."""
    return [term.label for term in terms if term]


def term_slugs(terms: Iterable[Term | None]) -> list[str]:
    """Slugs of terms and of the wider terms they stand under, once each (the terms need their `parent` loaded)."""
    return list(dict.fromkeys(above.slug for term in terms if term for above in term.path))
