"""What the first page shows: new, coming, and near a place that the visitor names."""

from typing import Any

from django.http import HttpRequest


def front(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Context of the first page."""
    return {}
