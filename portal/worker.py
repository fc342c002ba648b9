"""The worker: queued tasks as they come, jobs when they are due. Several may run at once."""

import logging
import signal
import time
from types import FrameType

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner

from portal.timers import run_due

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks at the queue


class Worker:
    """Runs until `stop` is called; what is under way is finished first."""

    def __init__(self) -> None:
        self.running = True
        self.tasks = TaskRunner(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(12),
            excluded_queue_names=[],
        )

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish the current task, then end."""
        self.running = self.tasks.running = False

    def run(self, once: bool = False) -> None:
        """Work until told to stop, or until the queue is empty with `once`.

        A database that is away is waited for: the worker is there again when it is.
        """
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while self.running:
            close_old_connections()
            try:
                run_due()
                self.tasks.run()
            except (InterfaceError, OperationalError):
                if once:
                    raise
                logger.exception("The database does not answer; trying again")
                time.sleep(5 * PAUSE)
            if once:
                return
            if self.running:
                time.sleep(PAUSE)
