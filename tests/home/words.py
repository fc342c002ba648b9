"""Words of the interface on a page: which messages of the .po files stand there in the wrong language."""

import html
import re
from functools import cache
from pathlib import Path

import polib
from django.conf import settings

APPS = ("portal", "search", "network", "resources", "home")
TAG = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]+>", re.DOTALL)
OTHER_LANGUAGE = re.compile(r'<(\w+)(?=[^>]*\blang="(?:fr|en)")[^>]*>.*?</\1>', re.DOTALL)


@cache
def messages() -> tuple[tuple[str, str], ...]:
    """(English, French) of every message of two words or more, without placeholders, that differs."""
    found = set()
    for app in APPS:
        po = polib.pofile(str(Path(settings.BASE_DIR) / app / "locale/fr/LC_MESSAGES/django.po"))
        for entry in po.translated_entries():
            if not re.search(r"[%{<]", entry.msgid) and " " in entry.msgid.strip() and entry.msgid != entry.msgstr:
                found.add((plain(entry.msgid), plain(entry.msgstr)))
    return tuple(sorted(pair for pair in found if all(len(text.split()) > 1 for text in pair)))


def plain(text: str) -> str:
    """Words with single, ordinary spaces."""
    return " ".join(html.unescape(text).split())


def visible(page: str) -> str:
    """What a person reads in the language of the page: parts marked with a language of their own are left out."""
    _head, _, body = page.partition("<body")
    return plain(TAG.sub(" ", OTHER_LANGUAGE.sub(" ", f"<body{body}")))


def strangers(page: str, language: str) -> list[str]:
    """The messages of the other language that a page shows."""
    text = visible(page)
    other = 0 if language == "fr" else 1
    return [pair[other] for pair in messages() if re.search(rf"(?<!\w){re.escape(pair[other])}(?!\w)", text)]
