"""`/api/`: one API for every language."""

from django.urls import URLPattern, path, re_path

from search.api.description import index, openapi
from search.api.guard import guarded
from search.api.operations import api, not_found

operations = [
    URLPattern(each.pattern, guarded(each.callback), name=each.name)
    for each in api.urls[0]
    if isinstance(each, URLPattern) and each.name != "api-root"
]

urlpatterns: list[URLPattern] = [
    path("", index, name="api"),
    path("openapi.json", guarded(openapi), name="api_openapi"),
    *operations,
    re_path(r"^(?P<rest>.*)$", guarded(not_found)),
]
