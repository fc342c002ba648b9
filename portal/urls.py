"""The composition root of addresses: fixed doors first, then the page tree in each language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls
from wagtail.urls import serve_pattern

from portal import health, machines, views
from portal.media.views import picture

handler404 = "search.api.problems.page_not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", machines.sitemap, name="sitemap_part"),
    path("api/", include("search.api.urls")),
]

if settings.MEDIA_URL.startswith("/"):
    urlpatterns += [re_path(rf"^{settings.MEDIA_URL.lstrip('/')}images/(?P<path>.+)$", picture, name="picture")]

urlpatterns += i18n_patterns(
    path("", include("search.urls")),
    re_path(serve_pattern, views.serve, name="portal_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
