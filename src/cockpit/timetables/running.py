"""What the worker writes of a timetable it computes: every change holds only for the latest claim."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cockpit.computations import running
from cockpit.timetables.models import Timetable
from cockpit.timetables.states import READY


def claim(uuid: str) -> Timetable | None:
    """Take a waiting timetable to compute; None when it waits no more or another worker was faster."""
    return running.claim(Timetable, uuid, "preparing")


@transaction.atomic
def finish(timetable: Timetable, summary: dict[str, Any]) -> bool:
    """Make a computed timetable, whose files are on disk, ready to be looked at and published."""
    return running.leave(
        timetable,
        "ready",
        {"result": summary["result_hash"]},
        state=READY,
        share=1.0,
        finished_at=timezone.now(),
        problem_hash=summary["problem_hash"],
        result_hash=summary["result_hash"],
        engine=summary["engine"],
        summary=summary,
    )
