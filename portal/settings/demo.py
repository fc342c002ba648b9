"""`make demo`: no DEBUG, so that errors, headers and 404 are the real ones; a key made at first start under var/."""

import os
import secrets

from portal.settings.base import *  # noqa: F403
from portal.settings.base import MIDDLEWARE, VAR_DIR


def _local_secret() -> str:
    """A key kept in var/, so that a session survives a restart and no key is in the repository."""
    VAR_DIR.mkdir(exist_ok=True)
    path = VAR_DIR / "secret_key"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = _local_secret()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# In production the server in front does this, and static files are compressed beforehand.
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]
