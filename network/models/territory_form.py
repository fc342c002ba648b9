"""What must hold together in the page of a territory, said where the editor can correct it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.forms import TermsForm
from network.models.contribution import kept
from network.models.ingredients import Ingredient
from network.models.steering import Level

# Fields of the page that complete an ingredient: (ingredient, level) -> field.
COMPLETED_BY = {
    (Ingredient.SUBJECT, Level.REGIONAL): "regional_themes",
    (Ingredient.SUBJECT, Level.LOCAL): "local_themes",
    (Ingredient.MODALITIES, Level.REGIONAL): "regional_modalities",
    (Ingredient.MODALITIES, Level.LOCAL): "local_modalities",
}


class TerritoryForm(TermsForm):
    """Cross-field rules of a territory's page. A draft may be incomplete, never contradictory."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        low, high = cleaned.get("age_min"), cleaned.get("age_max")
        if low is not None and high is not None and high < low:
            self.add_error("age_max", _("The highest age is below the lowest one: check both."))
        self._check_ingredients(cleaned)
        return cleaned

    def _check_ingredients(self, cleaned: dict[str, Any]) -> None:
        """Each ingredient once at each level; « none, on purpose » leaves no theme or modality chosen."""
        seen: set[tuple[Any, Any]] = set()
        for form in kept(self.formsets.get("ingredients")):
            cell = (form.cleaned_data.get("ingredient"), form.cleaned_data.get("level"))
            if cell in seen:
                form.add_error("ingredient", _("This ingredient is already described at this level."))
            seen.add(cell)
            completed_by = COMPLETED_BY.get(cell)
            if form.cleaned_data.get("none_on_purpose") and completed_by and cleaned.get(completed_by):
                form.add_error(
                    "none_on_purpose",
                    _("Themes or modalities are chosen for this level: untick them, or untick this box."),
                )
