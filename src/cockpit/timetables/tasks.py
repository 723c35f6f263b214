"""Background work: compute a waiting timetable in a process of its own, watched and stopped by the worker."""

from typing import Any

from django_tasks import task

from cockpit.computations import watching
from cockpit.timetables import queries, running, storage
from cockpit.timetables.models import Timetable

QUEUE = "timetables"


@task(queue_name=QUEUE)
def compute(uuid: str) -> str:
    """Compute a timetable if it still waits; returns the state it was left in."""
    with watching.stop_asked() as stop:  # first, so that no claim is ever deaf
        timetable = running.claim(uuid)
        if timetable is None:
            return "passed"
        asked = _asked(timetable)
        return watching.follow(timetable, "cockpit.timetables.computing", asked, stop, running.finish, queued)


def queued(timetable: Timetable) -> str:
    """Put a timetable in the queue, in the caller's transaction; returns the number of the task."""
    return str(compute.enqueue(str(timetable.uuid)).id)


def _asked(timetable: Timetable) -> dict[str, Any]:
    """What the process that computes is asked; what is published then is kept beside, for a run that goes on later."""
    uuid = str(timetable.uuid)
    if not storage.has_adopted(uuid):
        storage.keep_adopted(uuid, queries.table(queries.standing_before(timetable)))
    return {
        "uuid": uuid,
        "plan": [str(timetable.plan.uuid), timetable.plan.result_hash],
        "level": timetable.level,
        "code": timetable.code,
        "first": timetable.first_date.isoformat(),
        "last": timetable.last_date.isoformat(),
        "weeks": timetable.weeks,
        "drive": timetable.plan.options["drive"],
        "proof": timetable.parent_id is None,  # a mending comes in seconds: what it changes is what counts
        "rules": timetable.rules,
    }
