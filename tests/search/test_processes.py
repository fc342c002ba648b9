"""Several processes at once: nothing is lost when one is killed, no count contradicts the list beside it."""

import signal
from typing import Any

import pytest

from home.setup import Tree
from search.catalogue import find
from search.models import Entry, Mark
from search.projection import project_pending
from search.query import Query
from tests.factories import add_news, make_tree
from tests.services.commands import Commands

NEWS = Query(fixed=(("type", ("actualite",)),))

PUBLISH_AND_DIE = """
import os, signal
import search.marks
search.marks.project_pending = lambda: os.kill(os.getpid(), signal.SIGKILL)
from resources.models import NewsPage
page = NewsPage.objects.get(slug="bientot")
page.save_revision().publish()
"""

WRITE = """
from resources.models import NewsPage
for turn in range(4):
    for page in NewsPage.objects.filter(slug__startswith="{prefix}"):
        if page.live:
            page.unpublish()
        else:
            page.save_revision().publish()
"""


@pytest.fixture
def tree(transactional_db: None) -> Tree:
    tree = make_tree()
    project_pending()
    return tree


def test_a_process_killed_between_page_and_projection_loses_nothing(tree: Tree, commands: Commands) -> None:
    add_news(tree, slug="bientot", title="Bientôt", live=False)
    done = commands.run("shell", "--no-imports", "-c", PUBLISH_AND_DIE, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert Mark.objects.exists()
    assert find(NEWS, "fr").total == 0
    commands.run("worker", "--once")
    assert not Mark.objects.exists()
    assert [card.title for card in find(NEWS, "fr").cards] == ["Bientôt"]


def test_a_withdrawal_cut_short_by_a_crash_hides_the_entry_at_once(tree: Tree, commands: Commands) -> None:
    add_news(tree, slug="bientot", title="Retirée")
    assert find(NEWS, "fr").total == 1
    withdraw = PUBLISH_AND_DIE.replace("save_revision().publish()", "unpublish()")
    commands.run("shell", "--no-imports", "-c", withdraw, check=False)
    assert Entry.objects.filter(title="Retirée").exists()
    answer = find(NEWS, "fr", facets=("type",))
    assert (answer.total, answer.cards, answer.counts[0].values) == (0, [], [])


def test_two_writers_and_a_reader_never_disagree(tree: Tree, commands: Commands) -> None:
    for prefix in ("a", "b"):
        for number in range(6):
            add_news(tree, slug=f"{prefix}-{number}", live=bool(number % 2))
    writers = [commands.start("shell", "--no-imports", "-c", WRITE.format(prefix=prefix)) for prefix in "ab"]
    seen: set[int] = set()
    while any(writer.poll() is None for writer in writers):
        check_once(seen)
    for writer in writers:
        assert writer.returncode == 0, writer.stdout.read().decode() if writer.stdout else ""
    check_once(seen)
    assert len(seen) > 2
    held = set(Entry.objects.filter(type="actualite").values_list("title", flat=True))
    assert {card.title for card in find(NEWS, "fr").cards} == held
    commands.run("catalogue", "check")


def check_once(seen: set[int]) -> None:
    """One list: its number, its cards and its counts say the same."""
    answer: Any = find(NEWS, "fr", facets=("type", "annee"))
    seen.add(answer.total)
    assert len(answer.cards) == answer.total
    for counts in answer.counts:
        assert sum(value.count for value in counts.values) == answer.total
