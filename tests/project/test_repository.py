"""What must be true of the repository as a whole: pinned packages, no secret, no address of a package registry."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.packages import LAYERS, ROOT, sources

pytestmark = pytest.mark.once

SECRETS = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "cloud key": r"\bAKIA[0-9A-Z]{16}\b",
    "token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|xox[baprs]-[\w-]{10,}|sk_live_\w{20,})",
    "password in a URL": r"\b(?:postgres|redis|smtp|https?)(?:ql|s|\+tls)?://[^\s:/@{}<>$'\"]+:(?!pass\b|password\b|secret\b|…)[^\s@/{}<>$'\"]{6,}@",
}
REGISTRY = (
    r"(?:--index-url|--extra-index-url|index-url *=|PIP_INDEX_URL|//registry\.|pypi\.org|npmjs\.|artifactory|nexus\.)"
)
MODULE_LINES = 350
DATA = {"network/vocabulary_terms.py"}  # a table, not code


def tracked() -> Iterator[Path]:
    """The text files that the repository holds, without this one."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, done.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path != Path(__file__) and path.stat().st_size < 2_000_000:
            yield path


def text(path: Path) -> str:
    """Its text, or nothing for a binary file."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


def matches(pattern: str) -> list[str]:
    """Where the repository matches."""
    compiled = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        for number, line in enumerate(text(path).splitlines(), 1)
        if len(line) < 5_000 and compiled.search(line)
    ]


@pytest.mark.parametrize("kind", SECRETS)
def test_no_secret(kind: str) -> None:
    assert matches(SECRETS[kind]) == []


def test_no_address_of_a_package_registry() -> None:
    assert matches(REGISTRY) == []


def test_no_editor_leaves_conflict_marks() -> None:
    assert matches(r"^(?:<{7}|>{7}) ") == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    lines = (ROOT / f"{name}.txt").read_text()
    for block in re.split(r"\n(?=\S)", lines):
        if block.startswith("#"):
            continue
        assert re.match(r"[a-z0-9-]+==\S+ ", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]
    wanted = re.findall(r"^([a-z0-9-]+)", (ROOT / f"{name}.in").read_text().replace("-c ", "# "), re.M)
    missing = [package for package in wanted if not re.search(rf"^{package}==", lines, re.M)]
    assert not missing, f"make lock: {missing}"


def test_both_locks_agree() -> None:
    pins = [dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / f"{name}.txt").read_text(), re.M)) for name in LOCKS]
    assert not {name for name in pins[0].keys() & pins[1].keys() if pins[0][name] != pins[1][name]}


LOCKS = ("requirements", "requirements-dev")


def test_modules_stay_readable() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in sources()
        if "migrations" not in path.parts
        and str(path.relative_to(ROOT)) not in DATA
        and (count := len(path.read_text().splitlines())) > MODULE_LINES
    ]
    assert not long


@pytest.mark.parametrize("package", LAYERS)
def test_no_inline_script_or_style(package: str) -> None:
    pattern = re.compile(
        r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json))|<style\b|\bstyle=\"|\bon[a-z]+=\""
    )
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / package).rglob("templates/**/*.html"))
        if not path.relative_to(ROOT).match("*/wagtailadmin/**")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]
    assert not wrong
