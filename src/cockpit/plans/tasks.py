"""Background work: compute a waiting plan in a process of its own, watched and stopped by the worker."""

import os
from typing import Any

from django_tasks import task

from cockpit.computations import watching
from cockpit.configuration import queries
from cockpit.plans import running
from cockpit.plans.models import Plan

QUEUE = "plans"


@task(queue_name=QUEUE)
def compute(uuid: str) -> str:
    """Compute a plan if it still waits; returns the state it was left in."""
    with watching.stop_asked() as stop:  # first, so that no claim is ever deaf
        plan = running.claim(uuid)
        if plan is None:
            return "passed"
        return watching.follow(plan, "cockpit.plans.computing", _asked(plan), stop, running.finish, queued)


def queued(plan: Plan) -> str:
    """Put a plan in the queue, in the caller's transaction; returns the number of the task."""
    return str(compute.enqueue(str(plan.uuid)).id)


def _asked(plan: Plan) -> dict[str, Any]:
    """What the process that computes is asked."""
    return {
        "uuid": str(plan.uuid),
        "territory": plan.place.spec,
        "options": plan.options,
        "rules": plan.rules,
        "workers": max(1, (os.cpu_count() or 1) // queries.number("plans_at_once")),
    }
