"""The background worker's pulse: a sign of life, duties that come round, work a dead worker left behind."""

import datetime
import logging
import socket
import threading
from typing import Any

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from cockpit.administration import tasks
from cockpit.administration.models import Duty, Heartbeat
from cockpit.timetables import duties as timetables
from maillage import __version__

PULSE_SECONDS = 20.0
ATTEMPTS = 3
"""Workers a task may lose before it is reported as failed."""
DUTIES: dict[str, tuple[datetime.timedelta, "Task[[], Any]"]] = {
    "verify_journal": (datetime.timedelta(days=1), tasks.verify_journal),
    "tidy": (datetime.timedelta(days=1), tasks.tidy),
    "send_notices": (datetime.timedelta(minutes=10), timetables.send_notices),  # those the mail server refused
    "erase_followers": (datetime.timedelta(days=1), timetables.erase_followers),
}

log = logging.getLogger(__name__)


def worker_name(slot: str) -> str:
    """Name of the worker of a slot on this machine; one process at a time bears it."""
    return f"{slot}@{socket.gethostname()}"[:64]


def beat(worker: str) -> None:
    """Give a sign of life, and ask for the duties whose time has come."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(worker=worker, defaults={"at": now, "version": __version__})
    for code, (every, duty) in DUTIES.items():
        with transaction.atomic():
            Duty.objects.get_or_create(code=code)
            due = Duty.objects.filter(Q(asked_at__isnull=True) | Q(asked_at__lte=now - every), code=code)
            if due.update(asked_at=now):
                duty.enqueue()


@transaction.atomic
def take_up(worker: str) -> int:
    """Put back in the queue what the previous process of this name was doing when it died; returns how many.

    A task that has cost :data:`ATTEMPTS` workers is reported as failed.
    """
    left = [
        row
        for row in DBTaskResult.objects.select_for_update().filter(status=TaskResultStatus.RUNNING)
        if row.worker_ids and row.worker_ids[-1] == worker
    ]
    for row in left:
        lost = len(row.worker_ids) >= ATTEMPTS
        row.status = TaskResultStatus.FAILED if lost else TaskResultStatus.READY
        row.finished_at = timezone.now() if lost else None
        row.traceback = "the worker died each time" if lost else ""
        row.save(update_fields=["status", "finished_at", "traceback"])
    return len(left)


def start(worker: str) -> None:
    """Take up what was left, then beat in a thread as long as the process lives."""
    take_up(worker)

    def again() -> None:
        pause = threading.Event()
        while True:
            try:
                close_old_connections()
                beat(worker)
            except DatabaseError:
                log.warning("the worker's pulse could not reach the database; it tries again", exc_info=True)
            pause.wait(PULSE_SECONDS)

    threading.Thread(target=again, name="pulse", daemon=True).start()
