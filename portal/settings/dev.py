"""A developer's machine: DEBUG, a throw-away key, every host."""

from portal.settings.base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "development-only-never-in-production"  # noqa: S105
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
