"""The names of facet values, asked of the apps that own them and kept until the change log says that they changed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from search.models import Change
from search.query import Choice
from search.registry import Label, facet


class Named(Protocol):
    """Names of the values in use of a facet."""

    def names(self, name: str, language: str) -> Mapping[str, Label]:
        """The label of each value in use."""

    def children(self, name: str, language: str) -> Mapping[str, Sequence[str]]:
        """The values in use of a tree under each of their parents ("" for the roots)."""


def labels_of(held: dict[tuple[str, str], dict[str, Label]], name: str, used: Collection[str], language: str) -> None:
    """Complete `held` with the labels of these values; a value without a public name gets an empty one."""
    labels = held.setdefault((name, language), {})
    declared = facet(name)
    if declared and (missing := set(used) - labels.keys()):
        labels |= declared.labels(missing, language)
        labels |= {slug: Label("") for slug in missing - labels.keys()}


def tree(labels: Mapping[str, Label], used: Collection[str]) -> dict[str, list[str]]:
    """The named values under each of their parents."""
    under: dict[str, list[str]] = {}
    for slug in used:
        if labels[slug].text:
            parent = labels[slug].parent
            under.setdefault(parent if parent in used and labels[parent].text else "", []).append(slug)
    return under


def named_besides(chosen: Choice, used: Mapping[str, Collection[str]], language: str) -> dict[str, dict[str, Label]]:
    """The labels of chosen values that nothing has now. They are not kept: an address may hold anything."""
    found = {}
    for name, values in chosen:
        declared, besides = facet(name), set(values) - set(used.get(name, ()))
        if declared and besides:
            found[name] = {slug: label for slug, label in declared.labels(besides, language).items() if label.text}
    return found


class Names:
    """Names of values that come from elsewhere than the index of this process (a cluster's counts)."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Ask for every name again."""
        self.number = -1
        self.labels: dict[tuple[str, str], dict[str, Label]] = {}

    def follow(self, number: int) -> None:
        """Forget the names that changed since; one query when the catalogue moved."""
        if self.number < 0:
            self.number = number  # nothing is held yet: the whole log need not be read
        if number == self.number:
            return
        changes = list(Change.objects.filter(number__gt=self.number).values_list("number", "facet"))
        oldest = min((change[0] for change in changes), default=0)
        if number < self.number or oldest != self.number + 1:
            self.labels = {}
        renamed = {name for _, name in changes if name}
        self.labels = {key: labels for key, labels in self.labels.items() if key[0] not in renamed}
        self.number = number

    def of(self, used: Mapping[str, Collection[str]]) -> "UsedNames":
        """The names of these values."""
        return UsedNames(self, used)


class UsedNames:
    """See Named: of the values given."""

    def __init__(self, held: Names, used: Mapping[str, Collection[str]]) -> None:
        self.held, self.used = held, used

    def names(self, name: str, language: str) -> Mapping[str, Label]:
        """See Named."""
        labels_of(self.held.labels, name, self.used.get(name, ()), language)
        return self.held.labels[name, language]

    def children(self, name: str, language: str) -> Mapping[str, Sequence[str]]:
        """See Named."""
        return tree(self.names(name, language), self.used.get(name, ()))


held_names = Names()
