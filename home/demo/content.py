"""The content files: tables of TOML, whose keys are the slugs of pages."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"

EXAMPLE_MARK = "(Exemple fictif.)"
EXAMPLE_TITLE = "Exemple"
EXAMPLE_SENTENCE = "Exemple fictif, pour la démonstration."


@cache
def read(name: str) -> dict[str, Any]:
    """One file (`actors`), or all those of a folder (`initiatives`), as {slug: item}."""
    folder = CONTENT / name
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else [CONTENT / f"{name}.toml"]
    items: dict[str, Any] = {}
    for path in paths:
        items |= tomllib.loads(path.read_text(encoding="utf-8"))
    return items


def is_example(item: dict[str, Any], *, by_default: bool) -> bool:
    """Whether an item is invented: said by itself, else by its kind."""
    return bool(item.get("example", by_default))


def summary_of(item: dict[str, Any], *, by_default: bool) -> str:
    """Its summary, with the mark of what is invented."""
    return f"{item['summary']} {EXAMPLE_MARK}" if is_example(item, by_default=by_default) else str(item["summary"])
