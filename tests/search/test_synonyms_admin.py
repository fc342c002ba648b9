"""Synonyms: there from the start, kept by editors, in effect at the next request."""

import time
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.models import Counter
from portal.roles import CONTRIBUTOR, EDITOR, MODERATOR
from search.analysis import query_words
from search.models import Synonym
from search.models.text import MOST
from search.synonym_data import rows
from search.synonyms import held_synonyms

pytestmark = pytest.mark.django_db

LIST, ADD = "wagtailsnippets_search_synonym:list", "wagtailsnippets_search_synonym:add"


def said(text: str) -> set[str]:
    """What else these words are called, as the next request has it."""
    length, others = held_synonyms(Counter.read()).at(query_words(text, "fr").required)
    return {" ".join(word.text for word in words) for words in others} if length else set()


def test_a_portal_starts_with_the_words_of_its_network() -> None:
    assert Synonym.objects.count() == len(list(rows()))
    assert "conseil municipal des jeunes" in said("C.M.J.")
    assert "CMJ" in said("Conseils municipaux de jeunes")
    assert said("copil") == {"comité de pilotage"}
    assert said("éduc'pop") & said("educ pop") >= {"éducation populaire"}
    assert "communauté de communes" in said("interco")


def test_a_later_migration_brings_its_own_words_only() -> None:
    Synonym.objects.filter(term__in=["CMJ", "MEL"]).delete()
    import_module("search.migrations.0008_more_synonyms").backwards(apps, None)
    import_module("search.migrations.0008_more_synonyms").forwards(apps, None)
    assert said("MEL") == {"Métropole européenne de Lille"}
    assert "conseil municipal des jeunes" not in said("CMJ")


@pytest.mark.parametrize("name", ["0008_more_synonyms", "0009_diplomas_and_rights"])
def test_the_words_of_a_later_migration_can_be_taken_back(name: str) -> None:
    terms = set(Synonym.objects.values_list("term", flat=True))
    import_module(f"search.migrations.{name}").backwards(apps, None)
    taken = terms - set(Synonym.objects.values_list("term", flat=True))
    assert taken & {"MEL", "FAQ"} == {"MEL" if name.startswith("0008") else "FAQ"}
    import_module(f"search.migrations.{name}").forwards(apps, None)
    assert set(Synonym.objects.values_list("term", flat=True)) == terms


def test_an_attitude_is_found_by_its_adjective_and_a_trade_is_not() -> None:
    assert said("sexistes") == {"sexisme"}
    assert said("racisme") == {"raciste"}
    assert said("journaliste") == said("tourisme") == set()
    assert "foire aux questions" in said("F.A.Q.")


def test_a_wide_word_finds_its_kinds_and_not_the_other_way_round() -> None:
    assert {"CMJ", "CDJ"} <= said("conseil de jeunes")
    assert "conseil de jeunes" not in said("CDJ")
    assert "métropole" in said("intercommunalité")
    assert said("métropole") == set()


@pytest.mark.parametrize(
    "text", ["concertation", "consultation", "débat", "engagement", "BP", "CA", "CC", "PLJ", "PEL", "ami", "rendre"]
)
def test_what_is_related_or_ambiguous_is_not_a_synonym(text: str) -> None:
    assert said(text) == set()


def test_every_default_is_clean_and_written_once() -> None:
    terms = set()
    for row in rows():
        synonym = Synonym(**row)
        synonym.full_clean(validate_unique=False)
        assert synonym.equivalents == row["equivalents"]
        assert row["term"].casefold() not in terms, row
        terms.add(row["term"].casefold())
        texts = [row["term"], *synonym.expressions]
        assert len({text.casefold() for text in texts}) == len(texts), row
        assert all(text == text.strip() and "'" not in text for text in texts), row


def test_no_default_that_is_searched_shrinks_to_one_common_word() -> None:
    for row in rows():
        for text in (row["term"], *([] if row["one_way"] else row["equivalents"].splitlines())):
            words = [word for clause in query_words(text, "fr").required for word in clause.words]
            assert len(words) > 1 or not (" " in text or "-" in text), text


def test_migrations_leave_alone_what_editors_changed() -> None:
    Synonym.objects.filter(term="CMJ").update(equivalents="conseil municipal des jeunes\nle conseil")
    Synonym.objects.create(term="zaza", equivalents="autre chose")
    names = ("0006_default_synonyms", "0008_more_synonyms", "0009_diplomas_and_rights", "0012_former_regions")
    modules = [import_module(f"search.migrations.{name}") for name in names]
    for module in reversed(modules):
        module.backwards(apps, None)
    assert set(Synonym.objects.values_list("term", flat=True)) == {"CMJ", "zaza"}
    for module in (*modules, *modules):
        module.forwards(apps, None)
    assert Synonym.objects.count() == len(list(rows())) + 1
    assert "le conseil" in Synonym.objects.get(term="CMJ").equivalents


def test_whatever_the_route_a_change_shows_at_the_next_request(admin_client: Client) -> None:
    data = {"term": "zazou", "equivalents": "festival\n", "one_way": "on"}
    assert admin_client.post(reverse(ADD), data).status_code == 302
    assert said("zazou") == {"festival"}
    row = Synonym.objects.get(term="zazou")
    edit = reverse("wagtailsnippets_search_synonym:edit", args=[row.pk])
    admin_client.post(edit, data | {"equivalents": "rencontre"})
    assert said("zazou") == {"rencontre"}
    bulk = reverse("wagtail_bulk_action", args=["search", "synonym", "delete"])
    assert admin_client.post(f"{bulk}?id={row.pk}").status_code == 302
    assert said("zazou") == set()
    Synonym.objects.create(term="zazou", equivalents="festival")
    assert said("zazou") == {"festival"}
    Synonym.objects.filter(term="zazou").delete()
    assert said("zazou") == set()


def test_synonyms_are_listed_searched_filtered_and_copied(admin_client: Client) -> None:
    found = admin_client.get(reverse(LIST), {"q": "pilotage"}).content.decode()
    assert "copil" in found
    assert "CMJ" not in found
    one_way = admin_client.get(reverse(LIST), {"one_way": "true", "q": "conseil"}).content.decode()
    assert "youth council" in one_way
    assert "copil" not in one_way.replace("comité de pilotage · copil", "")
    copy = reverse("wagtailsnippets_search_synonym:copy", args=[Synonym.objects.get(term="copil").pk])
    assert "comité de pilotage" in admin_client.get(copy).content.decode()


def test_a_synonym_has_two_sides_and_the_form_is_french(admin_client: Client) -> None:
    form = admin_client.get(reverse(ADD)).content.decode()
    for label in ("Mot, expression ou sigle", "Veut dire la même chose que", "Dans ce sens seulement"):
        assert label in form
    refused = admin_client.post(reverse(ADD), {"term": "…", "equivalents": "?"}).content.decode()
    assert "Écrivez au moins un mot." in refused
    assert "Écrivez au moins un équivalent." in refused
    taken = admin_client.post(reverse(ADD), {"term": "CMJ", "equivalents": "conseil"})
    assert taken.status_code == 200


def posted(client: Client, term: str, equivalents: str, **more: str) -> list[str]:
    """The reasons why the form refuses; none when it was saved."""
    response = client.post(reverse(ADD), {"term": term, "equivalents": equivalents, **more})
    if response.status_code == 302:
        return []
    return [error for errors in response.context["form"].errors.values() for error in errors]


def test_a_field_that_is_wrong_says_one_thing(admin_client: Client) -> None:
    assert posted(admin_client, "", "") == ["Champ requis."] * 2
    (reason,) = posted(admin_client, "a" * 300, "festival")
    assert "120" in reason


@pytest.mark.parametrize("term", ["CMJ", "cmj"])
def test_a_word_has_one_row_whatever_its_capitals(admin_client: Client, term: str) -> None:
    assert posted(admin_client, term, "conseil") == [
        "«\u00a0CMJ\u00a0» est déjà dans la liste\u00a0: complétez sa ligne."
    ]
    row = Synonym.objects.get(term="CMJ")
    data = {"term": term, "equivalents": row.equivalents}
    edit = reverse("wagtailsnippets_search_synonym:edit", args=[row.pk])
    assert admin_client.post(edit, data).status_code == 302


def test_commas_and_semicolons_end_expressions_too(admin_client: Client) -> None:
    assert posted(admin_client, "zazou", "budget participatif, garage à vélos ;\n 1,5 degré;fête\n\nfête") == []
    row = Synonym.objects.get(term="zazou")
    assert row.equivalents == "budget participatif\ngarage à vélos\n1,5 degré\nfête"
    assert said("zazou") == {"budget participatif", "garage à vélos", "1 5 degré", "fête"}
    listed = admin_client.get(reverse(LIST), {"q": "zazou"}).content.decode()
    assert "budget participatif · garage à vélos" in listed


@pytest.mark.parametrize(
    "line",
    [
        "conseil économique, social et environnemental",
        "direction de la jeunesse, de l’éducation populaire",
        "CMJ, conseil d’enfants et de jeunes",
    ],
)
def test_a_comma_that_may_belong_to_a_name_is_asked_about(admin_client: Client, line: str) -> None:
    (reason,) = posted(admin_client, "zazou", line)
    assert line in reason
    assert "sans virgule" in reason
    assert posted(admin_client, "zazou", line.replace(",", "")) == []


@pytest.mark.parametrize(
    ("term", "equivalents", "reason"),
    [
        ("mot", "mot", "n’ajoute rien"),
        ("conseil", "conseils", "n’ajoute rien"),
        ("C.M.J.", "club\ncmj", "« cmj » n’ajoute rien à « C.M.J. »"),
        ("le budget", "Budgets", "n’ajoute rien"),
        ("zazou", "la", "« la » n’a que des petits mots"),
        ("le", "festival", "petits mots"),
        ("zazou, zazie", "festival", "une seule expression"),
    ],
)
def test_what_would_do_nothing_is_refused(admin_client: Client, term: str, equivalents: str, reason: str) -> None:
    (said_why,) = posted(admin_client, term, equivalents)
    assert reason in said_why.replace("\u00a0", " ").replace("\u202f", " ")


def test_an_acronym_is_no_small_word(admin_client: Client) -> None:
    assert posted(admin_client, "SES", "sciences économiques et sociales") == []
    assert said("ses") == {"sciences économiques et sociales"}


def test_a_portal_that_stands_loses_the_commas_that_nobody_changed() -> None:
    for term, equivalents in {
        "CESE": "conseil économique, social et environnemental",
        "DRAJES": "la drajes, la vraie",
    }.items():
        Synonym.objects.filter(term=term).update(equivalents=equivalents)
    Synonym.objects.filter(term="diagnostic").update(term="diag", equivalents="diagnostic\nétat des lieux")
    import_module("search.migrations.0010_synonyms_without_commas").forwards(apps, None)
    assert Synonym.objects.get(term="CESE").equivalents == "conseil économique social et environnemental"
    assert Synonym.objects.get(term="DRAJES").equivalents == "la drajes, la vraie"
    assert Synonym.objects.get(term="diagnostic").equivalents == "état des lieux"
    assert said("diag") == {"état des lieux"}


def test_a_list_too_long_is_refused_and_weighs_on_no_search(admin_client: Client) -> None:
    lines = "\n".join(f"mot{number}" for number in range(3_000))
    refused = admin_client.post(reverse(ADD), {"term": "zazou", "equivalents": lines}).content.decode()
    assert str(MOST) in refused
    assert not Synonym.objects.filter(term="zazou").exists()
    Synonym.objects.create(term="zazou", equivalents=lines)  # by another door
    started = time.monotonic()
    assert "mot1" in said("zazou")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(("role", "sees", "changes"), [(CONTRIBUTOR, 0, 0), (MODERATOR, 1, 0), (EDITOR, 1, 1)])
def test_editors_keep_synonyms_and_moderators_see_them(
    client: Client, django_user_model: Any, role: str, sees: int, changes: int
) -> None:
    user = django_user_model.objects.create_user("u@exemple.fr", "mot de passe long")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    assert (client.get(reverse(LIST)).status_code == 200) is bool(sees)
    assert (client.get(reverse(ADD)).status_code == 200) is bool(changes)
    client.post(reverse(ADD), {"term": "zazou", "equivalents": "festival"})
    assert Synonym.objects.filter(term="zazou").exists() is bool(changes)
    assert ("Recherche" in client.get(reverse("wagtailadmin_home")).content.decode()) is bool(sees) or not sees
