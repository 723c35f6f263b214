"""Finding computations that died with their worker."""

import datetime
import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cockpit.computations import running
from cockpit.computations.failures import LOST
from cockpit.computations.model import Computed
from cockpit.computations.states import RUNNING, WAITING

Row = TypeVar("Row", bound=Computed)

log = logging.getLogger(__name__)


def sweep(model: type[Row], again: Callable[[Row], str]) -> int:
    """Take up rows whose worker fell silent and those whose task is lost; returns how many were touched.

    A row lost :data:`settings.PLAN_MOST_LOSSES` times is reported as failed.

    Parameters
    ----------
    again
        Puts a row in the queue; returns the number of its task.
    """
    silent = timezone.now() - datetime.timedelta(seconds=settings.PLAN_SILENCE_SECONDS)
    touched, rows = 0, model._default_manager
    for row in rows.filter(state=RUNNING, heartbeat_at__lt=silent):
        if row.losses + 1 >= settings.PLAN_MOST_LOSSES:
            touched += running.fail(row, LOST, {"times": row.losses + 1})
        else:
            with transaction.atomic():
                touched += running.lose(row, again(row))
    for row in rows.filter(state=WAITING, queued_at__lt=silent):
        ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        if not row.task_id or not ready.filter(pk=row.task_id).exists():
            with transaction.atomic():
                touched += rows.filter(pk=row.pk, state=WAITING, task_id=row.task_id).update(
                    task_id=again(row), queued_at=timezone.now()
                )
    return touched


def awake(due: float, now: float) -> bool:
    """Whether a round comes about when it was due, both in seconds.

    Late by half the silence, the whole machine has slept, workers with it: they are given time to tell they live.
    """
    return now - due < settings.PLAN_SILENCE_SECONDS / 2


def keep_sweeping(sweeps: Sequence[Callable[[], int]]) -> None:
    """Sweep now and then in a thread, as long as the process lives."""

    def again() -> None:
        pause, due = threading.Event(), time.time()
        while True:
            for one in sweeps if awake(due, time.time()) else ():
                try:
                    close_old_connections()
                    one()
                except DatabaseError:
                    log.warning("a sweep could not ask the database; it tries again", exc_info=True)
            due = time.time() + settings.PLAN_SILENCE_SECONDS / 2
            pause.wait(settings.PLAN_SILENCE_SECONDS / 2)

    threading.Thread(target=again, name="sweep", daemon=True).start()
