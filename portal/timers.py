"""Jobs that the worker does at intervals: each app registers its own in `AppConfig.ready()`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management import call_command
from django.utils import timezone

from portal.models import Timer

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do every so often, by one worker at a time."""

    name: str
    every: timedelta
    run: Callable[[], object]


_jobs: dict[str, Job] = {}


def register_job(name: str, every: timedelta, run: Callable[[], object]) -> None:
    """Have the worker call `run` every so often. A job that fails is logged and tried again at its next turn."""
    _jobs[name] = Job(name, every, run)


def jobs() -> list[Job]:
    """Every job, in the order of registration."""
    return list(_jobs.values())


def run_due(now: datetime | None = None) -> list[str]:
    """Run the jobs that are due and that no other worker has taken; returns their names."""
    ran = []
    for job in jobs():
        moment = now or timezone.now()
        if not Timer.take(job.name, job.every, moment):
            continue
        error = ""
        try:
            job.run()
        except Exception as failure:
            logger.exception("The job %s failed", job.name)
            error = f"{type(failure).__name__}: {failure}"[:2000]
        Timer.objects.filter(name=job.name).update(ran_at=timezone.now(), error=error)
        ran.append(job.name)
    return ran


def prune_tasks() -> None:
    """Forget finished tasks after a week."""
    call_command("prune_db_task_results", min_age_days=7, failed_min_age_days=30, verbosity=0)


def clear_sessions() -> None:
    """Forget sessions that have ended."""
    call_command("clearsessions", verbosity=0)
