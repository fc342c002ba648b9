"""The facets that the network's vocabularies, territories and actors give to every list."""

from collections.abc import Callable

from django.db.models import Case, OuterRef, Subquery, When
from django.utils.translation import gettext_lazy as _

from network.models.containment import TerritoryContainment
from network.models.territory import WIDTH, Territory
from network.models.territory_query import TerritoryKind
from network.models.vocabulary import Term, Vocabulary
from search.facets import entry_labels
from search.registry import Facet, Label, register_facet

Labels = Callable[[set[str], str], dict[str, Label]]
HOLDERS = (TerritoryKind.DEPARTEMENT, TerritoryKind.OUTRE_MER)  # what tells where a commune is


def term_labels(*vocabularies: str) -> Labels:
    """Labels of the terms of these vocabularies, in the language asked for or else in another one."""

    def labels(values: set[str], language: str) -> dict[str, Label]:
        terms = Term.objects.of(*vocabularies).filter(slug__in=values).select_related("parent", "locale")
        found: dict[str, Label] = {}
        for term in sorted(terms, key=lambda term: term.locale.language_code == language):
            found[term.slug] = Label(term.label, term.parent.slug if term.parent else "", term.position)
        return found

    return labels


def territory_labels(values: set[str], language: str) -> dict[str, Label]:
    """Official names, the same in every language, each under what its page stands under; communes say where."""
    above = TerritoryContainment.objects.filter(descendant=OuterRef("pk"), ancestor__kind__in=HOLDERS)
    within, holder = (
        Case(When(kind=TerritoryKind.COMMUNE, then=Subquery(above.values(f"ancestor__{field}")[:1])))
        for field in ("name", "slug")
    )
    territories = Territory.objects.filter(slug__in=values).annotate(width=WIDTH, within=within, holder=holder)
    rows = territories.values_list("slug", "name", "parent__slug", "width", "within", "holder")
    return {
        slug: Label(name, parent or "", width, within or "", holder or "")
        for slug, name, parent, width, within, holder in rows
    }


TERM_FACETS = (
    Facet("theme", _("Theme"), term_labels(Vocabulary.THEME), position=20, tree=True),
    Facet("demarche", _("Type of process"), term_labels(Vocabulary.DEMARCHE_TYPE), position=30),
    Facet("etape", _("Stage"), term_labels(Vocabulary.STAGE), position=35),
    Facet("public", _("Audience"), term_labels(Vocabulary.PARTICIPANT, Vocabulary.AUDIENCE), position=40),
    Facet("format", _("Format"), term_labels(Vocabulary.FORMAT), position=45),
    Facet("activite", _("Activity"), term_labels(Vocabulary.ACTIVITY), position=50),
    Facet("structure", _("Kind of organisation"), term_labels(Vocabulary.ACTOR_TYPE), position=55),
)
FACETS_OF_VOCABULARY: dict[str, str] = {
    Vocabulary.THEME: "theme",
    Vocabulary.DEMARCHE_TYPE: "demarche",
    Vocabulary.STAGE: "etape",
    Vocabulary.PARTICIPANT: "public",
    Vocabulary.AUDIENCE: "public",
    Vocabulary.FORMAT: "format",
    Vocabulary.ACTIVITY: "activite",
    Vocabulary.ACTOR_TYPE: "structure",
}


def register() -> None:
    """Called when the app is ready. `page` is the slug of a territory whose own page an entry is."""
    register_facet(Facet("territoire", _("Territory"), territory_labels, position=10, tree=True))
    for facet in TERM_FACETS:
        register_facet(facet)
    register_facet(Facet("acteur", _("Actor"), entry_labels("acteur"), position=60, entry_type="acteur"))
    register_facet(Facet("ici", _("Concerns this very place"), territory_labels, position=98, public=False))
    register_facet(Facet("lieu", _("Page of the territory"), territory_labels, position=99, public=False))


register()
