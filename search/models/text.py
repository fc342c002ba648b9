"""What text search keeps: prepared tokens, the words of the catalogue, synonyms."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.equivalents import is_several, is_small, is_unclear, parted, says_no_more
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
    equivalents = models.TextField(
        _("says the same as"),
        help_text=_(
            "One word or expression a line; a comma or a semicolon ends one too. Write a name that has commas "
            "without them: searches don’t read them."
        ),
    )
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

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """A word has one row, whatever its capitals: searches read none."""
        alike = Synonym.objects.filter(term__iexact=self.term).exclude(pk=self.pk).first()
        if alike and "term" not in (exclude or ()):
            raise ValidationError(
                {"term": gettext("“%(term)s” is in the list already: complete its row.") % {"term": alike.term}}
            )
        super().validate_unique(exclude)

    def clean(self) -> None:
        """Each expression on its line; something on each side that searches do not do already, and not too much."""
        super().clean()
        errors: dict[str, str | Promise] = {}
        if error := self._wrong_term():
            errors["term"] = error
        if error := self._wrong_lines():
            errors["equivalents"] = error
        else:
            self.equivalents = "\n".join(dict.fromkeys(part for line in self.expressions for part in parted(line)))
            if error := self._wrong_equivalents():
                errors["equivalents"] = error
        if errors:
            raise ValidationError(errors)

    def _wrong_term(self) -> str | Promise:
        if not self.term:
            return ""  # the field itself says why
        if not any(character.isalnum() for character in self.term):
            return _("Write at least one word.")
        if is_several(self.term):
            return _("Write one expression here, without comma or semicolon; the others go below.")
        if is_small(self.term):
            return _("Searches leave out small words such as this one: write another word with it.")
        return ""

    def _wrong_lines(self) -> str:
        unclear = next((line for line in self.expressions if is_unclear(line)), "")
        return unclear and gettext(
            "“%(line)s”: if this is one name, write it without commas; if these are several expressions, write each "
            "on its own line."
        ) % {"line": unclear}

    def _wrong_equivalents(self) -> str | Promise:
        expressions = self.expressions
        if not self.equivalents:
            return ""
        if not any(any(character.isalnum() for character in line) for line in expressions):
            return _("Write at least one equivalent.")
        if len(expressions) > MOST:
            return _("That is a lot: %(most)d lines at most.") % {"most": MOST}
        for expression in expressions:
            if is_small(expression):
                return gettext("“%(expression)s” holds small words only, which searches leave out: remove it.") % {
                    "expression": expression
                }
            if says_no_more(self.term, expression):
                return gettext(
                    "“%(expression)s” adds nothing to “%(term)s”: searches know already that these are the same words. "
                    "Remove it."
                ) % {"expression": expression, "term": self.term}
        return ""
