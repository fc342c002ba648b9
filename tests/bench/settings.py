"""The portal as it is served, with a middleware that counts: no DEBUG, no page cache."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import MIDDLEWARE as PORTAL

SECRET_KEY = "bench-only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.counting.CountQueries", *PORTAL]
LOGGING = {"version": 1, "root": {"level": "ERROR"}}
