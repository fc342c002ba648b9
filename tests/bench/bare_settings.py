"""A bare Django view: no middleware, no database."""

from tests.bench.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
