"""Fixed doors of the catalogue, in every language."""

from django.urls import URLPattern, path

from search.exports.views import FORMATS, export
from search.feeds import feeds
from search.views import facet_values, results, suggestions

urlpatterns: list[URLPattern] = [
    path("recherche/", results, name="search"),
    path("recherche/suggestions", suggestions, name="search_suggestions"),
    path("recherche/facette/<str:name>", facet_values, name="search_facet"),
    *(path(f"recherche/export.{name}", export, {"extension": name}, name=f"export_{name}") for name in FORMATS),
    path("flux/", feeds, name="feeds"),
]
