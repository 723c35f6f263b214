"""What the worker writes of a plan it computes: every change holds only for the latest claim."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cockpit.computations import running
from cockpit.computations.running import fail, lose, release, report
from cockpit.plans.models import Adoption, Plan
from cockpit.plans.states import DONE

__all__ = ["claim", "fail", "finish", "lose", "release", "report"]


def claim(uuid: str) -> Plan | None:
    """Take a waiting plan to compute; None when it waits no more or another worker was faster."""
    return running.claim(Plan, uuid, "preparing")


@transaction.atomic
def finish(plan: Plan, summary: dict[str, Any]) -> bool:
    """Make a computed plan, whose files are on disk, done; the site's first becomes the plan of its territory."""
    changed = running.leave(
        plan,
        "done",
        {"result": summary["result_hash"]},
        state=DONE,
        share=1.0,
        finished_at=timezone.now(),
        problem_hash=summary["problem_hash"],
        result_hash=summary["result_hash"],
        engine=summary["engine"],
        sources=summary["sources"],
        summary=summary,
    )
    if changed and plan.first and not Adoption.objects.filter(level=plan.level, code=plan.code).exists():
        Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on=timezone.localdate())
        running.note(plan, "adopted", {})
    return changed
