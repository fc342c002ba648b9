"""The names of facet values during one answer: each asked once of the app that owns it."""

from collections.abc import Iterable, Sequence

from search.models import Entry
from search.registry import Label, facet

Value = tuple[str, str]  # slug, name


class Names:
    """Only values with a public name are told: an actor that is not published is in no answer."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.known: dict[str, dict[str, Label]] = {}

    def learn(self, entries: Iterable[Entry], names: Iterable[str]) -> None:
        """Ask for what is not known yet: at most one query a facet."""
        for name in names:
            self.ask(name, {slug for entry in entries for slug in entry.terms.get(name, ())})

    def ask(self, name: str, slugs: Iterable[str]) -> dict[str, Label]:
        """The labels of a facet, these included where they have one."""
        known = self.known.setdefault(name, {})
        declared = facet(name)
        missing = set(slugs) - known.keys()
        if declared and missing:
            known |= {slug: Label("") for slug in missing}
            known |= declared.labels(missing, self.language)
        return known

    def of(self, entry: Entry, name: str) -> Sequence[Value]:
        """The values of an entry in the order of the vocabulary (territories: widest first), once learnt."""
        known = self.known.get(name, {})
        slugs = [slug for slug in entry.terms.get(name, ()) if slug in known and known[slug].text]
        return [(slug, known[slug].text) for slug in sorted(slugs, key=lambda slug: (known[slug].rank, slug))]
