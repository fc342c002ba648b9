"""Production: refuses to start on a missing secret, HTTPS only, hashed static files."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import BASE_URL, CACHE_URL, env

REQUIRED = {
    "SECRET_KEY": "a long random string (at least 50 characters)",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "ALLOWED_HOSTS": "the host names of the site, separated by commas",
    "BASE_URL": "https://… , the public address of the site",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of the portal's mails",
}

_missing = [f"{name} ({what})" for name, what in REQUIRED.items() if not env(name, default="")]
if _missing:
    raise ImproperlyConfigured("Missing environment variables: " + "; ".join(_missing))

SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: at least 50 random characters are needed.")
if not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must start with https:// in production.")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Wagtail's previews are frames of the admin; the public pages say frame-ancestors 'none'.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False

if CACHE_URL:
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
