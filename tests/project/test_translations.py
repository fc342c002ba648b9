"""French is complete and follows the code: every message extracted, translated, compiled."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.project.packages import LAYERS, ROOT
from tests.services.processes import find, missing

pytestmark = pytest.mark.once
CATALOGUE = Path("locale/fr/LC_MESSAGES")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# A space that can break before these, or a straight apostrophe, is not French typography.
TYPOGRAPHY = {
    "a breaking space before : ; ! ? »": re.compile(r" [:;!?»](?:\s|$)"),
    "a breaking space after «": re.compile(r"« "),
    "a straight apostrophe": re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]"),
    "three dots": re.compile(r"\.\.\."),
}

Key = tuple[str | None, str]


def key(entry: polib.POEntry) -> Key:
    """What identifies a message."""
    return (entry.msgctxt, entry.msgid)


def read(package: str, root: Path = ROOT) -> polib.POFile:
    """The French messages of a package; empty if it has none."""
    path = root / package / CATALOGUE / "django.po"
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def texts(entry: polib.POEntry) -> list[str]:
    """The translation, or each of its plural forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def extracted(copy: Path) -> None:
    """Copy the code, and extract its messages anew."""
    if find("xgettext") is None:
        missing("gettext")
    shutil.copy(ROOT / "manage.py", copy)
    for package in LAYERS:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("data", "static", "__pycache__"))
        (copy / package / "locale").mkdir(exist_ok=True)
    script = "\n".join(
        [
            "import os, django",
            "django.setup()",
            "from django.core.management import call_command",
            f"for package in {LAYERS!r}:",
            "    os.chdir(os.path.join(os.environ['COPY'], package))",
            "    call_command('makemessages', locale=['fr'], no_obsolete=True, verbosity=0)",
        ]
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "COPY": str(copy), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], cwd=copy, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_po_files_follow_the_code(tmp_path: Path) -> None:
    extracted(tmp_path)
    for package in LAYERS:
        code = {key(entry) for entry in read(package, tmp_path) if not entry.obsolete}
        kept = {key(entry) for entry in read(package) if not entry.obsolete}
        assert not code - kept, f"make messages: {package} has new messages"
        assert not kept - code, f"make messages: {package} has messages that are no longer in the code"


@pytest.mark.parametrize("package", LAYERS)
def test_every_message_is_translated(package: str) -> None:
    po = read(package)
    assert [entry.msgid for entry in po.untranslated_entries()] == []
    assert [entry.msgid for entry in po.fuzzy_entries()] == []


def test_a_message_says_the_same_in_every_package() -> None:
    """Django reads them as one: the first package that has a message translates it for all."""
    said: dict[Key, set[str]] = {}
    for package in LAYERS:
        for entry in read(package).translated_entries():
            said.setdefault(key(entry), set()).add("|".join(texts(entry)))
    assert [message for message, translations in said.items() if len(translations) > 1] == []


@pytest.mark.parametrize("package", LAYERS)
def test_translations_keep_the_placeholders(package: str) -> None:
    wrong = [
        entry.msgid
        for entry in read(package).translated_entries()
        for text in texts(entry)
        if not set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        or (not entry.msgid_plural and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid)))
    ]
    assert not wrong


@pytest.mark.parametrize("fault", TYPOGRAPHY)
def test_french_typography(fault: str) -> None:
    wrong = [
        text
        for package in LAYERS
        for entry in read(package).translated_entries()
        for text in texts(entry)
        if TYPOGRAPHY[fault].search(re.sub(r"<[^>]*>|\{[^}]*\}|https?://\S+", "", text))
    ]
    assert not wrong


@pytest.mark.parametrize("package", LAYERS)
def test_the_compiled_file_is_up_to_date(package: str) -> None:
    wanted = {key(entry): texts(entry) for entry in read(package).translated_entries()}
    if not wanted:
        return
    path = ROOT / package / CATALOGUE / "django.mo"
    assert path.exists(), "make messages"
    assert {key(entry): texts(entry) for entry in polib.mofile(str(path))} == wanted, "make messages"
