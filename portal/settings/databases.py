"""One way to open each database: SQLite safe for a server and a worker at once, PostgreSQL that survives a restart."""

from typing import Any

import environ


def database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for `url` (sqlite:/// or postgres://).

    SQLite: WAL, a busy time-out and IMMEDIATE transactions, so that two writers wait for each other instead of failing
    (DESIGN.md 7.8). PostgreSQL: kept connections are checked before use, so that a restart costs no error
    (quality.md, fact 7). Both are kept from one request to the next: opening one costs more than a page's queries.
    """
    config: dict[str, Any] = environ.Env.db_url_config(url)
    config["CONN_MAX_AGE"] = 600
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-4000;",
            **config.get("OPTIONS", {}),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
    return config
