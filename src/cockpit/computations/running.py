"""What a worker writes of what it computes: every change holds only for the latest claim."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cockpit.computations.model import Computed
from cockpit.computations.states import FAILED, RUNNING, WAITING
from cockpit.journal.operations import record

Row = TypeVar("Row", bound=Computed)


@transaction.atomic
def claim(model: type[Row], uuid: str, stage: str) -> Row | None:
    """Take a waiting row to compute; None when it waits no more or another worker was faster."""
    now = timezone.now()
    rows = model._default_manager
    taken = rows.filter(uuid=uuid, state=WAITING).update(
        state=RUNNING, attempt=F("attempt") + 1, stage=stage, share=0.0, started_at=now, heartbeat_at=now
    )
    return rows.get(uuid=uuid) if taken else None


def report(row: Computed, stage: str, share: float) -> bool:
    """Say how far a computation is and that it lives; False: it was cancelled or given to another worker."""
    return bool(_mine(row).update(stage=stage, share=share, heartbeat_at=timezone.now()))


@transaction.atomic
def fail(row: Computed, code: str, values: dict[str, Any]) -> bool:
    """Report why a row could not be computed."""
    return leave(
        row, "failed", {"code": code}, state=FAILED, finished_at=timezone.now(), failure_code=code,
        failure_values=values,
    )  # fmt: skip


@transaction.atomic
def release(row: Computed, task_id: str) -> bool:
    """Give a row back because its worker is asked to stop; it will go on from its checkpoint."""
    return leave(row, "requeued", {}, state=WAITING, queued_at=timezone.now(), task_id=task_id)


@transaction.atomic
def lose(row: Computed, task_id: str) -> bool:
    """Give a row whose worker fell silent to another one."""
    return leave(
        row, "requeued", {"losses": row.losses + 1}, state=WAITING, queued_at=timezone.now(), task_id=task_id,
        losses=F("losses") + 1,
    )  # fmt: skip


def leave(row: Computed, act: str, details: dict[str, Any], **fields: Any) -> bool:
    """Leave the running state, if this claim still holds it, and write it down; call it in a transaction."""
    changed = _mine(row).update(**fields)
    if changed:
        note(row, act, details)
    return bool(changed)


def note(row: Computed, act: str, details: dict[str, Any]) -> None:
    """Write down what the site itself did with a row: ``plan.done``, ``timetable.failed``."""
    record(
        actor=None,
        action=f"{row.KIND}.{act}",
        subject=row.KIND,
        subject_id=row.uuid,
        level=row.level,
        code=row.code,
        details=details,
    )


def _mine(row: Computed) -> Any:
    return type(row)._default_manager.filter(pk=row.pk, state=RUNNING, attempt=row.attempt)
