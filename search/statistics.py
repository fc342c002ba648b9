"""What visitors search, gathered in memory and written now and then: a GET writes nothing in its request.

Kept of a search: its words, its language, the day, whether it found something. Words that may tell who somebody is (an
e-mail or web address, a telephone or other long number) are not even kept in memory.
"""

import atexit
import logging
import os
import re
import time
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from search.models import SearchTally
from search.models.statistics import LONGEST
from search.query import Query

logger = logging.getLogger(__name__)

MONTHS_KEPT = 13
BATCH = 200  # different queries: written at once when there are as many
ROOM = 1_000  # different queries held, at most, when the database is away
A_DAY = 5_000  # different queries kept of a day: a flood of made-up ones does not fill the disk

Key = tuple[str, str, date]  # query, language, day
Counts = tuple[int, int]  # searches, searches without result

UPSERT = """
INSERT INTO search_searchtally (query, language, day, count, without_result) VALUES {rows}
ON CONFLICT (query, language, day) DO UPDATE SET count = search_searchtally.count + excluded.count,
without_result = search_searchtally.without_result + excluded.without_result
"""

# Who draws a page for somebody says with what: the scripts and link previews that name no such engine are machines.
_BROWSER = re.compile(r"gecko|webkit|khtml|msie|trident|presto|lynx|links|w3m|dillo|netsurf", re.IGNORECASE)
# So are those that say where to complain, whom they are compatible with, or what they do (CUBOT makes telephones).
_MACHINE = re.compile(
    r"https?:|compatible; (?!msie|konqueror)"
    r"|(?<!cu)bot|crawl|spider|slurp|scan|audit|monitor|preview|fetch|archiv|feed|check|external(?:agent|hit)|qwantify"
    r"|lighthouse|headless|phantom|selenium|puppeteer|playwright|python",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"@|://|\bwww\.|[\[(]at[\])]|\barobase?\b|\bg ?mail\b|\bhotmail\b|\w\.(?:fr|com|org|net|eu|info|io|asso|gouv)\b"
)
_NUMBERS = re.compile(r"\d(?:[\W_]*\d)*")
_YEARS = re.compile(r"(?:19|20)\d\d[\W_]+(?:19|20)\d\d")  # 2025-2026
_LONG = 6  # digits


def normalised(text: str) -> str:
    """The words in lower case, composed, with simple spaces; empty if they must not be kept (see the module).

    Longer than LONGEST characters, they are no longer a search that others make too: not kept either.
    """
    shown = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
    words = " ".join(unicodedata.normalize("NFC", shown.replace("’", "'").lower()).split())
    if len(words) > LONGEST or not any(c.isalnum() for c in words) or _is_personal(words):
        return ""
    return words


def _is_personal(words: str) -> bool:
    """Whether it holds an address or a long number, however its digits are parted."""
    plain = unicodedata.normalize("NFKC", words)
    if _ADDRESS.search(plain):
        return True
    numbers = (number.group() for number in _NUMBERS.finditer(plain))
    return any(sum(map(str.isdigit, number)) >= _LONG and not _YEARS.fullmatch(number) for number in numbers)


class Gathered:
    """The counts of this process that are not written yet."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin with nothing; a process that is forked counts its own searches only."""
        self.lock = Lock()
        self.counts: dict[Key, Counts] = {}
        self.enough = Event()
        self.writer: Thread | None = None

    def add(self, counts: Mapping[Key, Counts]) -> None:
        """Add some counts; new queries are left out where there is no room."""
        with self.lock:
            for key, (searches, empty) in counts.items():
                before = self.counts.get(key)
                if before or len(self.counts) < ROOM:
                    held, held_empty = before or (0, 0)
                    self.counts[key] = (held + searches, held_empty + empty)
            if len(self.counts) >= BATCH:
                self.enough.set()

    def take(self) -> dict[Key, Counts]:
        """All counts, which are not held any more."""
        with self.lock:
            counts, self.counts = self.counts, {}
            self.enough.clear()
        return counts

    def write_regularly(self) -> None:
        """Have a thread of this process write every so often, and the process once more when it ends."""
        seconds = settings.PORTAL_SEARCHES_WRITTEN_EVERY
        if self.writer is None and seconds:
            with self.lock:
                if self.writer is None:
                    self.writer = Thread(target=_write_forever, args=(seconds,), name="searches", daemon=True)
                    self.writer.start()
                    atexit.register(flush)


gathered = Gathered()
os.register_at_fork(after_in_child=gathered.start)


def note(query: Query, language: str, total: int, agent: str) -> None:
    """Count a search of `total` results. Nothing is read or written.

    Not counted: another page, order, filter or spelling of a search already made, and machines (`agent` is the
    User-Agent header, empty for a visitor who has none; it is not kept).
    """
    if query != Query(text=query.text) or not _BROWSER.search(agent) or _MACHINE.search(agent):
        return
    words = normalised(query.text)
    if words:
        gathered.add({(words, language[:10], timezone.localdate()): (1, int(total == 0))})
        gathered.write_regularly()


def flush() -> int:
    """Write what this process has gathered, in one transaction; returns the number of different queries.

    When the database is away the counts stay in memory for the next time.
    """
    counts = gathered.take()
    if not counts:
        return 0
    try:
        _write(counts)
    except Exception as failure:  # whatever it is, the next turn tries again: no search is worth a thread
        gathered.add(counts)
        logger.warning("The counts of searches could not be written: %s", type(failure).__name__)
        return 0
    return len(counts)


def _write(counts: Mapping[Key, Counts]) -> None:
    """Always in the same order, so that two processes never wait for each other."""
    with transaction.atomic():
        rows = sorted(_kept(counts).items())
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            values = [value for (words, language, day), held in part for value in (words, language, day, *held)]
            places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(part))
            with connection.cursor() as cursor:
                cursor.execute(UPSERT.format(rows=places), values)


def _kept(counts: Mapping[Key, Counts]) -> Mapping[Key, Counts]:
    """All of them; on a day that has too many different queries, those that were asked before."""
    today = SearchTally.objects.filter(day__in={day for _, _, day in counts})
    if today.count() < A_DAY:
        return counts
    known = set(today.filter(query__in={words for words, _, _ in counts}).values_list("query", "language", "day"))
    return {key: held for key, held in counts.items() if key in known}


def _write_forever(seconds: float) -> None:
    while True:
        gathered.enough.wait(seconds)
        flush()
        connection.close()
        time.sleep(1)  # when the database is away, or under a flood


def months_before(today: date, months: int) -> date:
    """The same day some months ago, or the last one of that month."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def prune(today: date | None = None) -> int:
    """Forget what is older than 13 months; returns the number of rows."""
    oldest = months_before(today or timezone.localdate(), MONTHS_KEPT)
    return SearchTally.objects.filter(day__lt=oldest).delete()[0]
