"""Forms of pages that are classified with terms: each offers its vocabulary in the page's language."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import Locale

TERM = "network.Term"


class TermLabel:
    """How a term reads in a form: indented under the one it belongs to."""

    def __call__(self, term: Any) -> str:
        return f"— {term.label}" if term.parent_id else str(term.label)


def _is_terms(field: forms.Field) -> bool:
    return (
        isinstance(field, forms.ModelChoiceField)
        and field.queryset is not None
        and field.queryset.model._meta.label == TERM
    )


def narrow_terms(form: forms.BaseForm, locale_id: int | None) -> None:
    """Offer in every field of terms those of the locale (where it has any), ordered as a tree."""
    fields: Iterable[Any] = [field for field in form.fields.values() if _is_terms(field)]
    for field in fields:
        # Instead of Wagtail's chooser of snippets, which would offer every vocabulary.
        many = isinstance(field, forms.ModelMultipleChoiceField)
        field.widget = forms.CheckboxSelectMultiple() if many else forms.Select()
        field.queryset = field.queryset.as_tree().filter(locale=locale_id)
        field.label_from_instance = TermLabel()


class TermsFields(forms.BaseForm):
    """Mixin of the forms whose fields, or those of their inline children, hold terms."""

    instance: Any
    formsets: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None:
            match_locale(instance)
        super().__init__(*args, **kwargs)
        locale_id = self.instance.locale_id or self._parent_locale()
        narrow_terms(self, locale_id)
        for formset in self.formsets.values():
            formset.form = _narrowed(formset.form, locale_id)

    def _parent_locale(self) -> int:
        """A page that is being made is in the language of the page it will stand under."""
        parent = getattr(self, "parent_page", None)
        return parent.locale_id if parent else Locale.get_default().pk


class SnippetTermsForm(TermsFields, WagtailAdminModelForm):
    """Base form of the snippets that hold terms."""


class TermsForm(TermsFields, WagtailAdminPageForm):
    """Base form of the pages that hold terms."""

    def clean(self) -> dict[str, Any]:
        """A territory is chosen once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[Any] = set()
        formset = self.formsets.get("territory_links")
        for form in formset.forms if formset and formset.is_valid() else []:
            values = getattr(form, "cleaned_data", None) or {}
            territory = values.get("territory")
            if territory is None or values.get("DELETE"):
                continue
            if territory in seen:
                form.add_error("territory", _("This territory is already in the list."))
            seen.add(territory)
        return cleaned


def _narrowed(base: type[forms.ModelForm], locale_id: int | None) -> type[forms.ModelForm]:
    """The same form of an inline child, with the terms of one locale."""

    class Narrowed(base):  # type: ignore[misc,valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            narrow_terms(self, locale_id)

    return Narrowed


def match_locale(instance: models.Model, locale_id: int | None = None) -> None:
    """Replace the terms held in memory by an object and its children by their translations in the object's locale.

    A page copied for translation arrives with the terms of its source; a term without translation stays. Sets of terms
    that are not in memory have not changed and are left alone.
    """
    locale_id = locale_id or getattr(instance, "locale_id", None)
    if locale_id is None:
        return
    held = getattr(instance, "_cluster_related_objects", None) or {}
    for field in instance._meta.get_fields():
        if isinstance(field, ParentalManyToManyField) and _points_to_term(field) and field.name in held:
            terms = list(held[field.name])
            if any(term.locale_id != locale_id for term in terms):
                getattr(instance, field.name).set(_translated(terms, locale_id))
        elif isinstance(field, models.ForeignKey) and _points_to_term(field) and getattr(instance, field.attname):
            term = getattr(instance, field.name)
            if term.locale_id != locale_id:
                setattr(instance, field.name, _translated([term], locale_id)[0])
    for relation in get_all_child_relations(type(instance)):
        for child in held.get(relation.get_accessor_name(), []):
            match_locale(child, locale_id)


def _points_to_term(field: Any) -> bool:
    return field.related_model is not None and field.related_model._meta.label == TERM


def _translated(terms: list[Any], locale_id: int) -> list[Any]:
    """Each term in the locale, or itself where it has no translation there."""
    found = type(terms[0])._default_manager.filter(
        locale=locale_id, translation_key__in=[term.translation_key for term in terms]
    )
    by_key = {term.translation_key: term for term in found}
    return [by_key.get(term.translation_key, term) for term in terms]
