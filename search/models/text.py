"""What text search keeps: prepared tokens, the words of the catalogue, synonyms."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.models.catalogue import Entry


class Tokens(models.Model):
    """The tokens of an entry's texts, one per word, separated by spaces: engines are rebuilt from them, nothing is
    analysed again. `forms` holds each different word once, as `exact:token`.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="tokens")
    title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    forms = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"tokens of {self.entry_id}"


class Word(models.Model):
    """A word form that entries hold, in how many, and as it was first written: what spelling is corrected from."""

    exact = models.CharField(max_length=64)
    token = models.CharField(max_length=64, db_index=True)
    text = models.CharField(max_length=64)
    entries = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exact", "token"], name="search_word_once")]

    def __str__(self) -> str:
        return f"{self.text} ({self.entries})"


MOST = 50  # expressions that a word may say the same as: each is put beside each


class Synonym(models.Model):
    """Words that say the same: whoever searches one finds the others too. Applied to queries, so nothing is rebuilt."""

    term = models.CharField(
        _("word, expression or acronym"), max_length=120, unique=True, help_text=_("As people write it: CMJ, copil ...")
    )
    equivalents = models.TextField(_("says the same as"), help_text=_("One word or expression a line."))
    one_way = models.BooleanField(
        _("only this way"),
        default=False,
        help_text=_("Ticked: whoever searches the word finds the expressions, not the other way round."),
    )

    class Meta:
        verbose_name = _("synonym or acronym")
        verbose_name_plural = _("synonyms and acronyms")
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term

    @property
    def expressions(self) -> list[str]:
        """The equivalents, one by one."""
        return [line.strip() for line in self.equivalents.splitlines() if line.strip()]

    def clean(self) -> None:
        """Something must stand on each side, and not too much."""
        super().clean()
        errors: dict[str, str | Promise] = {}
        if not any(character.isalnum() for character in self.term):
            errors["term"] = _("Write at least one word.")
        if not any(any(character.isalnum() for character in line) for line in self.expressions):
            errors["equivalents"] = _("Write at least one equivalent.")
        elif len(self.expressions) > MOST:
            errors["equivalents"] = _("That is a lot: %(most)d lines at most.") % {"most": MOST}
        if errors:
            raise ValidationError(errors)
