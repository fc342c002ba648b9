"""What a web process has at hand before its first visitor, who would wait a second for it.

Done once, in the process that the others are forked from (gunicorn's `--preload`): they share its memory.
"""

import logging

from django.db import DatabaseError, connections
from django.urls import get_resolver

from portal.registries import preparations

logger = logging.getLogger(__name__)


def prepare() -> None:
    """Read the addresses, and what each app registered; whatever fails is done by the first request that needs it."""
    get_resolver().reverse_dict  # noqa: B018 - the views of the whole portal are imported
    for each in preparations():
        try:
            each()
        except DatabaseError as error:
            logger.warning("Not ready before the first visitor: the database said %s", type(error).__name__)
        except Exception:
            logger.exception("Not ready before the first visitor")
    connections.close_all()  # a connection is of one process
