"""Generated content is like any other: it renders, edits, publishes, and the catalogue says what it says."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home.generating.maker import Maker
from home.generating.material import Material
from home.generating.run import SHARES, counts
from home.generating.words import words
from network.models import ActorPage, InitiativePage, TerritoryPage
from portal.models import Counter
from search.check import drifts
from search.models import Change, Entry, Link
from tests.factories import make_tree
from tests.home.places import make_places

pytestmark = pytest.mark.django_db
TODAY = "2026-03-02"


@pytest.fixture(scope="module")
def tree(standing: None) -> None:
    """A new portal with a few territories, made once."""
    make_places()
    make_tree()


def generate(pages: int, *options: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("generate_content", f"--pages={pages}", f"--today={TODAY}", *options, stdout=out, stderr=out)
    return out.getvalue()


def generated() -> Any:
    """The generated pages, but those of territories."""
    return Page.objects.filter(slug__regex=r"-g\d+-\d+$")


def test_every_type_is_made_linked_and_projected(tree: Any) -> None:
    before = Page.objects.count()
    generate(120)
    assert Page.objects.count() == before + 120
    types = set(Entry.objects.values_list("type", flat=True))
    assert types >= {"territoire", "acteur", "initiative", "temoignage", "actualite", "evenement", "veille"}
    assert types >= {"capitalisation", "outil", "formation", "rapport", "dossier", "page"}
    assert Link.objects.count() > 100
    assert list(drifts()) == []
    assert Page.find_problems() == ([], [], [], [], [])


def test_drafts_and_private_pages_are_in_no_list(tree: Any) -> None:
    generate(200)
    hidden = set(generated().filter(live=False).values_list("pk", flat=True))
    private = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    assert hidden
    assert private
    assert not Entry.objects.filter(key__in=[f"page:{pk}" for pk in hidden | private]).exists()


def test_pages_have_words_and_facet_values_in_number(tree: Any) -> None:
    generate(120)
    texts = [len(text.split()) for text in Entry.objects.filter(type="initiative").values_list("text", flat=True)]
    assert all(120 <= length <= 520 for length in texts)
    rows = Entry.objects.filter(type="initiative").values_list("terms", flat=True)
    values = [sum(map(len, terms.values())) for terms in rows]
    assert 12 <= sum(values) / len(values) <= 22


def test_the_vocabulary_has_twenty_thousand_words_in_their_real_frequencies() -> None:
    vocabulary = words()
    assert len(set(vocabulary.words)) >= 20_000
    assert vocabulary.words[0] == "de"
    share_of_the_first_hundred = vocabulary.cumulative[99] / vocabulary.cumulative[-1]
    assert 0.4 < share_of_the_first_hundred < 0.7


def test_each_type_renders_for_visitors(tree: Any, client: Client) -> None:
    generate(60)
    for kind in set(Entry.objects.values_list("type", flat=True)):
        url = Entry.objects.filter(type=kind).values_list("url", flat=True).first()
        assert client.get(url).status_code == 200, url


def test_a_generated_page_is_edited_and_published_like_another(
    tree: Any, django_capture_on_commit_callbacks: Any
) -> None:
    generate(60)
    page = InitiativePage.objects.filter(live=True).first()
    page.title = "Un autre titre"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert Entry.objects.get(key=f"page:{page.pk}").title == "Un autre titre"
    added = page.get_parent().add_child(instance=InitiativePage(title="Suivante", slug="suivante"))
    assert added.path > page.path
    assert Page.find_problems() == ([], [], [], [], [])


def test_generated_pages_open_in_the_editor(tree: Any, admin_client: Client) -> None:
    generate(40)
    for page in (ActorPage.objects.first(), InitiativePage.objects.first(), TerritoryPage.objects.first()):
        if page:
            assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_a_second_run_adds_others(tree: Any) -> None:
    generate(30)
    generate(30)
    assert generated().count() >= 55
    assert list(drifts()) == []


def test_a_seed_gives_the_same_content(tree: Any) -> None:
    material = Material.load(date(2026, 3, 2))
    first, again = (SHARES[0].make(Maker(material, 7, 3), material.home.pk).page for _ in range(2))
    other = SHARES[0].make(Maker(material, 8, 3), material.home.pk).page
    assert (first.title, first.slug, first.translation_key) == (again.title, again.slug, again.translation_key)
    assert first.body.raw_data[0] == again.body.raw_data[0]
    assert other.title != first.title


@pytest.mark.parametrize("pages", [1, 7, 100, 9_999])
def test_shares_add_up(pages: int) -> None:
    assert sum(count for _share, count in counts(pages)) == pages


def test_rows_alone_are_told_to_every_process_and_a_rebuild_takes_them_away(tree: Any) -> None:
    before, number = Page.objects.count(), Counter.read().get(Counter.CATALOGUE, 0)
    generate(50, "--entries-only")
    generate(20, "--entries-only")
    assert Page.objects.count() == before
    rows = Entry.objects.filter(key__startswith="page:1000000")
    assert rows.count() == 70
    changed = Change.objects.filter(number__gt=number).values_list("entry_id", flat=True)
    assert set(rows.values_list("pk", flat=True)) <= set(changed)
    call_command("catalogue", "rebuild", stdout=StringIO())
    assert not rows.exists()


def test_no_page_is_refused(tree: Any) -> None:
    with pytest.raises(CommandError):
        generate(0)
