"""What the worker writes of a plan it computes: every change holds only for the latest claim."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cockpit.journal.operations import record
from cockpit.plans.models import Adoption, Plan
from cockpit.plans.states import DONE, FAILED, RUNNING, WAITING


@transaction.atomic
def claim(uuid: str) -> Plan | None:
    """Take a waiting plan to compute; None when it waits no more or another worker was faster."""
    now = timezone.now()
    taken = Plan.objects.filter(uuid=uuid, state=WAITING).update(
        state=RUNNING, attempt=F("attempt") + 1, stage="preparing", share=0.0, started_at=now, heartbeat_at=now
    )
    return Plan.objects.get(uuid=uuid) if taken else None


def report(plan: Plan, stage: str, share: float) -> bool:
    """Say how far a computation is and that it lives; False: it was cancelled or given to another worker."""
    mine = Plan.objects.filter(pk=plan.pk, state=RUNNING, attempt=plan.attempt)
    return bool(mine.update(stage=stage, share=share, heartbeat_at=timezone.now()))


@transaction.atomic
def finish(plan: Plan, summary: dict[str, Any]) -> bool:
    """Make a computed plan, whose files are on disk, done; the site's first becomes the plan of its territory."""
    changed = _leave(
        plan,
        "plan.done",
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
        _note(plan, "plan.adopted", {})
    return changed


@transaction.atomic
def fail(plan: Plan, code: str, values: dict[str, Any]) -> bool:
    """Report why a plan could not be computed."""
    return _leave(
        plan,
        "plan.failed",
        {"code": code},
        state=FAILED,
        finished_at=timezone.now(),
        failure_code=code,
        failure_values=values,
    )


@transaction.atomic
def release(plan: Plan, task_id: str) -> bool:
    """Give a plan back because its worker is asked to stop; it will go on from its checkpoint."""
    return _leave(plan, "plan.requeued", {}, state=WAITING, queued_at=timezone.now(), task_id=task_id)


@transaction.atomic
def lose(plan: Plan, task_id: str) -> bool:
    """Give a plan whose worker fell silent to another one."""
    return _leave(
        plan,
        "plan.requeued",
        {"losses": plan.losses + 1},
        state=WAITING,
        queued_at=timezone.now(),
        task_id=task_id,
        losses=F("losses") + 1,
    )


def _leave(plan: Plan, action: str, details: dict[str, Any], **fields: Any) -> bool:
    """Leave the running state, if this claim still holds it, and write it down."""
    changed = Plan.objects.filter(pk=plan.pk, state=RUNNING, attempt=plan.attempt).update(**fields)
    if changed:
        _note(plan, action, details)
    return bool(changed)


def _note(plan: Plan, action: str, details: dict[str, Any]) -> None:
    record(
        actor=None,
        action=action,
        subject="plan",
        subject_id=plan.uuid,
        level=plan.level,
        code=plan.code,
        details=details,
    )
