"""The tests: real services, cheap passwords, nothing written into the checkout."""

import atexit
import shutil
import tempfile

from portal.settings.base import *  # noqa: F403
from portal.settings.base import env

SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://localhost"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = env("MEDIA_ROOT", default="")
if not MEDIA_ROOT:
    MEDIA_ROOT = tempfile.mkdtemp(prefix="portal-tests-media-")
    atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PORTAL_SEARCHES_WRITTEN_EVERY = 0
