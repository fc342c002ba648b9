"""What visitors search is counted by day and by words; nothing tells who, and no request writes."""

import io
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.roles import CONTRIBUTOR, EDITOR, MODERATOR
from portal.timers import jobs
from search import statistics
from search.models import SearchTally
from search.query import Query
from search.statistics import flush, gathered, months_before, normalised, note, prune
from tests.services.commands import Commands

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _nothing_gathered() -> Iterator[None]:
    gathered.take()
    yield
    gathered.take()


def ask(text: str, total: int = 3, language: str = "fr", agent: str = BROWSER, **parameters: Any) -> None:
    note(Query(text=text, **parameters), language, total, agent)


def held() -> dict[str, tuple[int, int]]:
    return {words: counts for (words, _, _), counts in gathered.counts.items()}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Budget   PARTICIPATIF ", "budget participatif"),
        ("E\u0301lu·es", "élu·es"),
        ("pouvoir d’agir", "pouvoir d'agir"),
        ("festival\t2025\n", "festival 2025"),
        ("année 2025-2026", "année 2025-2026"),
        ("crajep 80000", "crajep 80000"),
        ("16-25 ans", "16-25 ans"),
        ("C.M.J.", "c.m.j."),
        ("abc\0\ud800\u202edef", "abcdef"),
        ("mise en œuvre. de quoi ?", "mise en œuvre. de quoi ?"),
    ],
)
def test_words_are_normalised(text: str, kept: str) -> None:
    assert normalised(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "jeanne.dupont@exemple.fr",
        "jeanne＠exemple",
        "jeanne (at) exemple",
        "jeanne arobase exemple",
        "jeanne dupont gmail",
        "@jeanne_dupont",
        "06 12 34 56 78",
        "appeler le 06.12.34.56.78 svp",
        "0612345678",
        "+33 (0)6 12-34-56-78",
        "06/12/34/56/78",
        "06 · 12 · 34 · 56 · 78",
        "٠٦١٢٣٤٥٦٧٨",
        "０６１２３４５６７８",
        "1 85 05 78 006 084 36",
        "née le 12/05/2009",
        "dossier 123456",
        "FR76 3000 6000 0112",
        "06 2012 2013",
        "https://exemple.fr/jeanne",
        "ftp://exemple",
        "www.exemple",
        "exemple.org/jeanne",
        "a" * 81,
        "",
        "  ?! ",
        "\0\ud800",
    ],
)
def test_nothing_personal_is_even_gathered(text: str) -> None:
    assert normalised(text) == ""
    ask(text)
    assert gathered.counts == {}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0 Safari/537.36",
        "facebookexternalhit/1.1",
        "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
        "meta-externalagent/1.1",
        "Mozilla/5.0 (compatible; AhrefsSiteAudit/6.1; +http://ahrefs.com/robot/site-audit)",
        "AhrefsSiteAudit/6.1",
        "Mozilla/5.0 (compatible; Qwantify/2.4w; +https://www.qwant.com/)",
        "Qwantify/1.0",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Someone-User/1.0) Chrome/126.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 (+https://exemple.fr)",
        "WhatsApp/2.23.20.0",
        "axios/1.6.8",
        "Mozilla/5.0",
    ],
)
def test_machines_are_not_counted(agent: str) -> None:
    ask("festival", agent=agent)
    assert held() == {}


WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    "agent",
    [
        f"Mozilla/5.0 (Linux; Android 9; CUBOT X19) {WEBKIT} Chrome/126 Mobile Safari/537.36",
        f"Mozilla/5.0 (Linux; Android 13; CUBOT_P80) {WEBKIT} Chrome/126 Mobile Safari/537.36",
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
        "[FBAN/FBIOS;FBAV/470.0]",
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)",
        "Mozilla/5.0 (compatible; Konqueror/4.14; Linux) KHTML/4.14.2 (like Gecko)",
        "Opera/9.80 (Android; Opera Mini/36.2; U; fr) Presto/2.12.423 Version/12.16",
        "Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.8.3",
    ],
)
def test_a_browser_is_not_a_robot(agent: str) -> None:
    ask("festival", agent=agent)
    assert held() == {"festival": (1, 0)}


@pytest.mark.parametrize("more", ["page=2", "theme=sante", "tri=date", "exact=oui", "du=2025-01-01", "autour=amiens"])
def test_a_search_that_goes_on_is_counted_once(more: str) -> None:
    note(Query.parse(QueryDict("q=festival")), "fr", 30, BROWSER)
    note(Query.parse(QueryDict(f"q=festival&{more}")), "fr", 0, BROWSER)
    assert held() == {"festival": (1, 0)}


@pytest.mark.django_db
def test_nothing_is_read_or_written_while_somebody_waits() -> None:
    with CaptureQueriesContext(connection) as queries:
        for number in range(300):
            ask(f"recherche {number}")
    assert len(queries) == 0


@pytest.mark.django_db
def test_counts_add_up_by_words_language_and_day() -> None:
    for text, total, language in [
        ("Festival", 3, "fr"),
        ("festival ", 0, "fr"),
        ("festival", 2, "en"),
        ("dst", 0, "fr"),
    ]:
        ask(text, total, language)
    assert flush() == 3
    ask("FESTIVAL")
    with CaptureQueriesContext(connection) as queries:
        assert flush() == 1
    written = [query["sql"] for query in queries if "INSERT" in query["sql"]]
    assert len(written) == 1
    assert flush() == 0
    today = timezone.localdate()
    found = SearchTally.objects.order_by("query", "language").values_list(
        "query", "language", "day", "count", "without_result"
    )
    assert list(found) == [("dst", "fr", today, 1, 1), ("festival", "en", today, 1, 0), ("festival", "fr", today, 3, 1)]


def test_what_is_kept_tells_nothing_of_the_visitor() -> None:
    fields = {field.name for field in SearchTally._meta.get_fields()}
    assert fields == {"id", "query", "language", "day", "count", "without_result"}


@pytest.mark.django_db
def test_a_day_with_too_many_different_searches_keeps_those_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "A_DAY", 2)
    ask("un")
    ask("deux")
    flush()
    ask("deux")
    ask("trois")
    flush()
    assert dict(SearchTally.objects.values_list("query", "count")) == {"un": 1, "deux": 2}


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "ROOM", 10)
    for number in range(50):
        ask(f"mot {number}")
    ask("mot 3")
    assert len(gathered.counts) == 10
    assert held()["mot 3"] == (2, 0)


@pytest.mark.django_db
def test_when_the_database_is_away_the_counts_wait(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fail(counts: Any) -> None:
        raise OSError("database away, INSERT ... 'mot secret'")

    ask("mot secret")
    with monkeypatch.context() as patched:
        patched.setattr(statistics, "_write", fail)
        assert flush() == 0
    ask("mot secret")
    assert "secret" not in caplog.text
    flush()
    assert SearchTally.objects.get().count == 2


ASK = """
import time
from search.query import Query
from search.statistics import flush, note
for turn in range(40):
    for word in ({words}):
        note(Query(text=word), "fr", turn % 2, "Gecko")
    flush()
"""


@pytest.mark.django_db(transaction=True)
def test_processes_that_write_at_once_lose_nothing(commands: Commands) -> None:
    turns = ["'un', 'deux', 'trois'", "'trois', 'deux', 'un'"]
    processes = [commands.start("shell", "--no-imports", "-c", ASK.format(words=words)) for words in turns]
    for process in processes:
        assert process.wait(120) == 0, process.stdout and process.stdout.read().decode()
    assert set(SearchTally.objects.values_list("query", "count", "without_result")) == {
        (word, 80, 40) for word in ("un", "deux", "trois")
    }


def test_threads_that_count_at_once_lose_nothing() -> None:
    threads = [threading.Thread(target=lambda: [ask("festival", 0) for _ in range(500)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held() == {"festival": (2000, 2000)}


ENDING = """
from django.conf import settings
settings.PORTAL_SEARCHES_WRITTEN_EVERY = {seconds}
import os, time
from search.models import SearchTally
from search.query import Query
from search.statistics import note
note(Query(text="parent"), "fr", 1, "Gecko")
child = os.fork()
if not child:
    note(Query(text="enfant"), "fr", 1, "Gecko")
if {seconds} < 60:
    time.sleep(2)
    assert SearchTally.objects.exists()
    os._exit(0)
if child:
    os.waitpid(child, 0)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seconds", [0.2, 600])
def test_each_process_writes_its_own_counts_regularly_and_at_its_end(commands: Commands, seconds: float) -> None:
    commands.run("shell", "--no-imports", "-c", ENDING.format(seconds=seconds))
    for _ in range(50):
        if SearchTally.objects.count() == 2:
            break
        time.sleep(0.1)
    assert set(SearchTally.objects.values_list("query", "count")) == {("parent", 1), ("enfant", 1)}


@pytest.mark.django_db
def test_counts_are_kept_thirteen_months() -> None:
    for day in (date(2025, 2, 27), date(2025, 2, 28), date(2026, 3, 31)):
        SearchTally.objects.create(query="festival", language="fr", day=day, count=9)
    assert prune(date(2026, 3, 31)) == 1
    assert SearchTally.objects.count() == 2
    assert months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)
    assert "searches" in {job.name for job in jobs()}


# What editors read.


def tally(query: str, count: int, empty: int = 0, days_ago: int = 0, language: str = "fr") -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    SearchTally.objects.create(query=query, language=language, day=day, count=count, without_result=empty)


@pytest.fixture
def editor(client: Client, django_user_model: Any) -> Client:
    user = django_user_model.objects.create_user("e@exemple.fr", "mot de passe long")
    user.groups.add(Group.objects.get(name=EDITOR))
    client.force_login(user)
    return client


def rows(client: Client, name: str = "searches", **parameters: Any) -> list[tuple[str, int, int]]:
    response = client.get(reverse(f"{name}:index"), parameters)
    assert response.status_code == 200
    return [(row["query"], row["searches"], row["empty"]) for row in response.context["object_list"]]


@pytest.mark.django_db
def test_only_what_was_searched_five_times_in_the_period_is_shown(editor: Client) -> None:
    tally("festival", 3)
    tally("festival", 2, days_ago=29)
    tally("festival", 50, days_ago=31)
    tally("rare", 4)
    tally("rare", 1, days_ago=30)
    tally("ancien", 90, days_ago=200)
    tally("nom d'une personne", 4, 4)
    assert rows(editor) == [("festival", 5, 0)]
    assert rows(editor, period="n'importe quoi") == [("festival", 5, 0)]
    assert rows(editor, period="3") == [("festival", 55, 0), ("rare", 5, 0)]
    assert rows(editor, period="13") == [("ancien", 90, 0), ("festival", 55, 0), ("rare", 5, 0)]
    assert rows(editor, period="13", q="anc") == [("ancien", 90, 0)]
    assert rows(editor, period="13", ordering="query")[0][0] == "ancien"


@pytest.mark.django_db
def test_searches_without_result_lead_to_a_synonym_and_to_their_results(editor: Client) -> None:
    tally("copil & cotech", 9, 7)
    tally("youth", 6, 6, language="en")
    tally("festival", 9, 4)
    assert rows(editor, "searches_without_result") == [("copil & cotech", 9, 7), ("youth", 6, 6)]
    page = editor.get(reverse("searches_without_result:index")).content.decode()
    assert "/recherche/?q=copil+%26+cotech" in page
    assert "/en/recherche/?q=youth" in page
    add = f"{reverse('wagtailsnippets_search_synonym:add')}?term=copil+%26+cotech"
    assert add in page
    assert 'value="copil &amp; cotech"' in editor.get(add).content.decode()


@pytest.mark.django_db
def test_a_report_that_is_empty_says_why(editor: Client) -> None:
    for name in ("searches", "searches_without_result"):
        assert "au moins 5\u00a0fois" in editor.get(reverse(f"{name}:results")).content.decode()
        sought = editor.get(reverse(f"{name}:results"), {"q": "qqqq"}).content.decode()
        assert "ne correspond à «\u00a0qqqq\u00a0»" in sought
        assert "au moins 5\u00a0fois" not in sought


@pytest.mark.django_db
def test_a_report_is_safe_in_a_spreadsheet(editor: Client) -> None:
    tally("=cmd|' /c calc'!a0", 8, 8)
    tally("éduc pop", 5)
    csv = b"".join(editor.get(reverse("searches:index"), {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert csv.splitlines() == [
        "\ufeffMots cherchés,Langue,Nombre de recherches,Sans résultat",
        "'=cmd|' /c calc'!a0,fr,8,8",
        "éduc pop,fr,5,0",
    ]
    book = b"".join(editor.get(reverse("searches:index"), {"export": "xlsx"}).streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert [(cell.value, cell.data_type) for cell in sheet["A"]][1] == ("=cmd|' /c calc'!a0", "s")


@pytest.mark.django_db
def test_moderators_read_reports_and_contributors_do_not(client: Client, django_user_model: Any) -> None:
    tally("copil", 9, 9)
    for role, status in ((MODERATOR, 200), (CONTRIBUTOR, 302)):
        user = django_user_model.objects.create_user(f"{role}@exemple.fr", "mot de passe long")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        for name in ("searches", "searches_without_result"):
            response = client.get(reverse(f"{name}:index"))
            assert response.status_code == status
            assert b"wagtailsnippets_search_synonym" not in response.content
            assert b"synonym/add" not in response.content
        menu = client.get(reverse("wagtailadmin_home")).content.decode()
        assert ("/admin/reports/searches/" in menu) is (role == MODERATOR)


@pytest.mark.django_db
def test_a_report_costs_the_same_for_one_row_and_for_many(editor: Client, django_assert_num_queries: Any) -> None:
    tally("un", 9)
    rows(editor)
    with CaptureQueriesContext(connection) as one:
        rows(editor)
    for number in range(30):
        tally(f"mot {number}", 9, 9)
    with django_assert_num_queries(len(one)):
        assert len(rows(editor)) == 31
