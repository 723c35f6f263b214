"""Finding computations that died with their worker, and the site's first plan."""

import datetime
import logging
import threading
import time

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cockpit.journal.operations import record
from cockpit.plans import running, tasks
from cockpit.plans.models import Plan
from cockpit.plans.states import LOST, RUNNING, WAITING
from cockpit.territories import places
from maillage.flow.options import PlanOptions
from maillage.vocabulary.errors import InvalidOption

log = logging.getLogger(__name__)


def sweep() -> int:
    """Take up plans whose worker fell silent and those whose task is lost; returns how many were touched.

    A plan lost :data:`settings.PLAN_MOST_LOSSES` times is reported as failed.
    """
    silent = timezone.now() - datetime.timedelta(seconds=settings.PLAN_SILENCE_SECONDS)
    touched = 0
    for plan in Plan.objects.filter(state=RUNNING, heartbeat_at__lt=silent):
        if plan.losses + 1 >= settings.PLAN_MOST_LOSSES:
            touched += running.fail(plan, LOST, {"times": plan.losses + 1})
        else:
            with transaction.atomic():
                touched += running.lose(plan, tasks.queued(plan))
    for plan in Plan.objects.filter(state=WAITING, queued_at__lt=silent):
        ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        if not plan.task_id or not ready.filter(pk=plan.task_id).exists():
            with transaction.atomic():
                touched += Plan.objects.filter(pk=plan.pk, state=WAITING, task_id=plan.task_id).update(
                    task_id=tasks.queued(plan), queued_at=timezone.now()
                )
    return touched


def awake(due: float, now: float) -> bool:
    """Whether a round comes about when it was due, both in seconds.

    Late by half the silence, the whole machine has slept, workers with it: they are given time to tell they live.
    """
    return now - due < settings.PLAN_SILENCE_SECONDS / 2


def keep_sweeping() -> None:
    """Sweep now and then in a thread, as long as the process lives."""

    def again() -> None:
        pause, due = threading.Event(), time.time()
        while True:
            try:
                close_old_connections()
                if awake(due, time.time()):
                    sweep()
            except DatabaseError:
                log.warning("the sweep of plans could not ask the database; it tries again", exc_info=True)
            due = time.time() + settings.PLAN_SILENCE_SECONDS / 2
            pause.wait(settings.PLAN_SILENCE_SECONDS / 2)

    threading.Thread(target=again, name="sweep", daemon=True).start()


def ensure_first_plan() -> Plan | None:
    """Queue the first plan of a site that has none; None when it is not wanted or stands already.

    Raises
    ------
    InvalidOption
        If ``MAILLAGE_FIRST_PLAN`` cannot be understood.
    """
    asked = settings.FIRST_PLAN
    if asked == "none" or Plan.objects.exists():
        return None
    spec, _, advisors = asked.partition("=")
    level, _, code = spec.partition(":")
    if not advisors.isdecimal():
        raise InvalidOption("flow.first_plan", value=asked)
    place = places.get(level, code)
    options = PlanOptions(int(advisors))
    name = "Plan national de départ" if place == places.FRANCE else f"Plan de départ : {place}"
    with transaction.atomic():
        plan, made = Plan.objects.get_or_create(
            first=True,
            defaults={
                "name": name, "level": place.level, "code": place.code, "options": vars(options), "state": WAITING,
                "queued_at": timezone.now(),
            },
        )  # fmt: skip
        if not made:
            return None
        Plan.objects.filter(pk=plan.pk).update(task_id=tasks.queued(plan))
        record(
            actor=None, action="plan.created", subject="plan", subject_id=plan.uuid, level=place.level, code=place.code
        )
    return plan
