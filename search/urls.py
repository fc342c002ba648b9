"""Fixed doors of the catalogue, in every language."""

from django.urls import URLPattern, path

from search.exports.views import FORMATS, export
from search.feeds import feeds

urlpatterns: list[URLPattern] = [
    *(path(f"recherche/export.{name}", export, {"extension": name}, name=f"export_{name}") for name in FORMATS),
    path("flux/", feeds, name="feeds"),
]
