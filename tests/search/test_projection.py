"""The catalogue follows every event that changes what the public may see."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.models import StandardPage
from home.setup import Tree
from portal.models import PortalDocument
from portal.scheduling import publish_due
from resources.models import NewsPage
from search.models import Change, Entry, Mark
from search.query import Query
from tests.factories import add, add_news, make_tree

pytestmark = pytest.mark.django_db

Act = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="module")
def portal(standing: None) -> Tree:
    """A new portal, made once, in the catalogue."""
    return make_tree()


@pytest.fixture
def act(django_capture_on_commit_callbacks: Any) -> Act:
    """Do something and let what waits for its commit happen."""

    def run(action: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return action()

    return run


def titles(kind: str = "actualite") -> set[str]:
    return set(Entry.objects.filter(type=kind).values_list("title", flat=True))


def test_publishing_makes_an_entry_and_unpublishing_takes_it_away(tree: Tree, act: Act) -> None:
    news = act(lambda: add_news(tree, title="Un budget pour les jeunes"))
    entry = Entry.objects.get(key=f"page:{news.pk}")
    assert (entry.url, entry.language, entry.type) == (f"/actualites/{news.slug}/", "fr", "actualite")
    act(news.unpublish)
    assert titles() == set()
    assert not Mark.objects.exists()


def test_a_draft_changes_nothing_that_the_public_sees(tree: Tree, act: Act) -> None:
    news = act(lambda: add_news(tree, title="Publié"))
    news.title = "Brouillon"
    act(news.save_revision)
    assert titles() == {"Publié"}
    assert not Mark.objects.exists()


def test_publishing_from_a_revision_projects_its_relations_too(tree: Tree, act: Act) -> None:
    from network.models import Term

    news = act(lambda: add_news(tree, title="Titre"))
    theme = Term.objects.filter(vocabulary="theme", locale=news.locale).first()
    news.themes = [theme]
    act(lambda: news.save_revision().publish())
    assert theme.slug in Entry.objects.get(key=f"page:{news.pk}").terms["theme"]


def test_deleting_a_parent_deletes_the_entries_of_what_is_under_it(tree: Tree, act: Act) -> None:
    parent = act(lambda: add(tree.homes["fr"], StandardPage, title="Dossier"))
    act(lambda: add(parent, StandardPage, title="Dedans"))
    assert "Dedans" in titles("page")
    act(lambda: Page.objects.get(pk=parent.pk).delete())
    assert not titles("page") & {"Dossier", "Dedans"}


def test_a_new_slug_or_a_move_changes_the_addresses_of_the_subtree(tree: Tree, act: Act) -> None:
    parent = act(lambda: add(tree.homes["fr"], StandardPage, title="Parent", slug="parent"))
    child = act(lambda: add(parent, StandardPage, title="Enfant", slug="enfant"))
    other = act(lambda: add(tree.homes["fr"], StandardPage, title="Autre", slug="autre"))

    def rename() -> None:
        page = StandardPage.objects.get(pk=parent.pk)
        page.slug = "renomme"
        page.save()

    act(rename)
    assert Entry.objects.get(key=f"page:{child.pk}").url == "/renomme/enfant/"
    act(lambda: Page.objects.get(pk=child.pk).move(Page.objects.get(pk=other.pk), pos="last-child"))
    assert Entry.objects.get(key=f"page:{child.pk}").url == "/autre/enfant/"


def test_a_page_under_a_private_page_has_no_entry_and_comes_back_with_it(tree: Tree, act: Act) -> None:
    parent = act(lambda: add(tree.homes["fr"], StandardPage, title="Parent"))
    child = act(lambda: add(parent, StandardPage, title="Enfant"))
    rule = act(lambda: PageViewRestriction.objects.create(page_id=parent.pk, restriction_type="login"))
    assert not titles("page") & {"Parent", "Enfant"}
    act(rule.delete)
    assert titles("page") >= {"Parent", "Enfant"}
    other = act(lambda: add(tree.homes["fr"], StandardPage, title="Privée"))
    act(lambda: PageViewRestriction.objects.create(page_id=other.pk, restriction_type="login"))
    act(lambda: Page.objects.get(pk=child.pk).move(Page.objects.get(pk=other.pk), pos="last-child"))
    assert "Enfant" not in titles("page")


def test_an_alias_has_no_entry_and_a_translation_has_its_own(tree: Tree, act: Act) -> None:
    news = act(lambda: add_news(tree, title="Bonjour"))
    act(lambda: news.create_alias(update_slug="copie"))
    assert Entry.objects.filter(type="actualite").count() == 1
    act(lambda: add_news(tree, "en", title="Hello", translation_key=news.translation_key))
    hello = Entry.objects.get(title="Hello")
    assert hello.language == "en"
    assert hello.url.startswith("/en/actualites/")


def test_a_scheduled_page_appears_and_an_expired_one_goes_at_its_hour(tree: Tree, act: Act) -> None:
    now = timezone.now()
    news = act(lambda: add_news(tree, title="Bientôt", live=False, go_live_at=now + datetime.timedelta(hours=1)))
    revision = news.save_revision(approved_go_live_at=now + datetime.timedelta(hours=1))
    assert titles() == set()
    assert act(publish_due) == (0, 0)
    revision.approved_go_live_at = now - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = (now - datetime.timedelta(minutes=1)).isoformat()
    revision.save()
    act(publish_due)
    assert titles() == {"Bientôt"}
    NewsPage.objects.filter(pk=news.pk).update(expire_at=now - datetime.timedelta(minutes=1))
    assert act(publish_due) == (1, 0)
    assert titles() == set()


def make_document(**values: Any) -> PortalDocument:
    document: PortalDocument = PortalDocument.objects.create(
        title="Guide", file=ContentFile(b"%PDF-1.4\n", name="guide.pdf"), **values
    )
    return document


def link(document: PortalDocument) -> list[tuple[str, str]]:
    return [("text", f'<p><a linktype="document" id="{document.pk}">Le guide</a></p>')]


def test_a_document_comes_and_goes_with_the_page_that_carries_it(tree: Tree, act: Act, client: Any) -> None:
    document = act(make_document)
    assert titles("document") == set()
    assert client.get(document.url).status_code == 404
    news = act(lambda: add_news(tree, title="Avec un guide", body=link(document)))
    entry = Entry.objects.get(type="document")
    assert entry.card["pages"] == [{"title": "Avec un guide", "url": f"/actualites/{news.slug}/"}]
    assert Entry.objects.get(key=f"page:{news.pk}").terms["document"] == ["oui"]
    assert client.get(document.url).status_code == 200
    act(news.unpublish)
    assert titles("document") == set()
    assert client.get(document.url).status_code == 404


def test_a_document_listed_on_its_own_is_public_unless_its_collection_is_private(tree: Tree, act: Act) -> None:
    from wagtail.models import Collection, CollectionViewRestriction

    collection = Collection.get_first_root_node().add_child(name="Interne")
    act(lambda: make_document(listed=True, collection=collection))
    assert titles("document") == {"Guide"}
    act(lambda: CollectionViewRestriction.objects.create(collection=collection, restriction_type="login"))
    assert titles("document") == set()


def test_a_page_that_cannot_be_described_is_reported_and_stops_no_other(
    tree: Tree, act: Act, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    described = NewsPage.catalogue_entry

    def refuse(self: NewsPage) -> Any:
        if self.title == "Impossible":
            raise ValueError("no way")
        return described(self)

    monkeypatch.setattr(NewsPage, "catalogue_entry", refuse)
    with transaction.atomic():
        act(lambda: (add_news(tree, title="Impossible"), add_news(tree, title="Possible")))
    assert titles() == {"Possible"}
    with pytest.raises(CommandError):
        call_command("catalogue", "check")
    assert "no way" in capsys.readouterr().out
    monkeypatch.undo()
    call_command("catalogue", "rebuild")
    assert re.search(r"^\d+ entrées en \d+,\d\u00a0s\.", capsys.readouterr().out)
    assert titles() == {"Possible", "Impossible"}
    call_command("catalogue", "check")


def test_check_names_every_kind_of_drift_and_rebuild_repairs_it(tree: Tree, act: Act, capsys: Any) -> None:
    kept, lost, stale = (act(lambda: add_news(tree)) for _ in range(3))
    Entry.objects.filter(key=f"page:{lost.pk}").delete()
    NewsPage.objects.filter(pk=stale.pk).update(title="Changé sans bruit")
    Page.objects.filter(pk=kept.pk).update(live=False)
    Entry.objects.create(key="page:999999", type="actualite", language="fr", translation_key="x", title="Fantôme")
    with pytest.raises(CommandError):
        call_command("catalogue", "check")
    out = capsys.readouterr().out
    for expected in (f"missing page:{lost.pk}", f"stale page:{stale.pk}", f"extra page:{kept.pk}", "extra page:999999"):
        assert expected in out
    call_command("catalogue", "rebuild")
    call_command("catalogue", "check")


def test_the_log_has_no_hole_and_only_names_what_changed(tree: Tree, act: Act) -> None:
    first = act(lambda: add_news(tree))
    before = Change.objects.order_by("-number").first()
    assert before is not None
    act(lambda: NewsPage.objects.get(pk=first.pk).save())
    after = Change.objects.filter(number__gt=before.number)
    assert list(after.values_list("entry_id", flat=True)) == [None]
    assert after.get().number == before.number + 1


STATES: dict[str, Callable[[Tree], Any]] = {
    "draft": lambda tree: add_news(tree, title="Secret", live=False),
    "expired": lambda tree: add_news(tree, title="Secret", expire_at=timezone.now() - datetime.timedelta(seconds=1)),
    "scheduled": lambda tree: add_news(
        tree, title="Secret", live=False, go_live_at=timezone.now() + datetime.timedelta(days=1)
    ),
    "private": lambda tree: PageViewRestriction.objects.create(
        page_id=add_news(tree, title="Secret").pk, restriction_type="login"
    ),
    "for a group": lambda tree: PageViewRestriction.objects.create(
        page_id=add_news(tree, title="Secret").pk, restriction_type="groups"
    ).groups.add(Group.objects.create(name="Comité")),
    "under a private page": lambda tree: PageViewRestriction.objects.create(
        page_id=add_news(tree, title="Secret").get_parent().pk, restriction_type="login"
    ),
    "outside the site": lambda tree: Page.objects.get(pk=add_news(tree, title="Secret").pk).move(
        Page.objects.get(depth=1).add_child(instance=StandardPage(title="Ailleurs", slug="ailleurs")), pos="last-child"
    ),
    "in english": lambda tree: add_news(tree, "en", title="Secret", live=False),
}
SURFACES = ["/", "/actualites/", "/en/actualites/", "/sitemap.xml", "/plan-du-site/", "/actualites/?annee=2026"]


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_public_appears_on_no_surface(state: str, tree: Tree, act: Act, client: Any) -> None:
    from search.catalogue import find

    act(lambda: STATES[state](tree))
    assert "Secret" not in titles()
    answer = find(Query(), "fr", facets=("type",))
    assert "actualite" not in {value.value for value in answer.counts[0].values}
    for url in SURFACES:
        assert "Secret" not in client.get(url).content.decode(), url


def test_an_actor_that_is_not_public_lends_its_name_to_no_facet(tree: Tree, act: Act) -> None:
    from network.models import ActorPage
    from search.catalogue import find

    actor = act(lambda: add(tree.page("acteurs"), ActorPage, title="Secret"))
    news = act(lambda: add_news(tree, title="Avec un acteur"))
    news.resource_actors = [NewsPage.resource_actors.rel.related_model(actor=actor)]
    act(news.save)
    facet = find(Query(), "fr", facets=("acteur",)).counts[0]
    assert [(value.value, value.label) for value in facet.values] == [(actor.slug, "Secret")]
    actor.slug = "nouveau"
    act(actor.save)
    facet = find(Query(), "fr", facets=("acteur",)).counts[0]
    assert [value.value for value in facet.values] == ["nouveau"]
    act(actor.unpublish)
    assert find(Query(), "fr", facets=("acteur",)).counts[0].values == []
