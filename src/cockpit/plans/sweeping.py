"""Finding computations that died with their worker, and the site's first plan."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cockpit.computations import sweeping
from cockpit.journal.operations import record
from cockpit.plans import tasks
from cockpit.plans.models import Plan
from cockpit.plans.states import WAITING
from cockpit.territories import places
from maillage.flow.options import PlanOptions
from maillage.vocabulary.errors import InvalidOption


def sweep() -> int:
    """Take up plans whose worker fell silent and those whose task is lost; returns how many were touched."""
    return sweeping.sweep(Plan, tasks.queued)


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
