"""The project's own packages, in the order of the layers (DESIGN.md section 2)."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = ("portal", "search", "network", "resources", "home")

# Django's app labels and the layer that holds each.
LAYER_OF_LABEL = {**{name: name for name in LAYERS}, "accounts": "portal"}


def layer(label: str) -> int | None:
    """The rank of an app label, None if it is not ours."""
    name = LAYER_OF_LABEL.get(label)
    return LAYERS.index(name) if name else None


def label_of(path: Path) -> str:
    """The app label of a file of ours."""
    parts = path.relative_to(ROOT).parts
    return "accounts" if parts[:2] == ("portal", "accounts") else parts[0]


def sources() -> list[Path]:
    """Every Python file of the five packages."""
    return sorted(path for name in LAYERS for path in (ROOT / name).rglob("*.py"))
