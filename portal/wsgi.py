"""WSGI entry point: production settings unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - once there are settings

from portal.preparation import prepare  # noqa: E402

if not settings.DEBUG:  # the development server starts again at each change
    prepare()
