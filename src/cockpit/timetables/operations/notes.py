"""Writing acts on timetables and stops down."""

from typing import Any

from cockpit.accounts.models import Territorial, User
from cockpit.journal.operations import record
from cockpit.timetables.models import Stop, Timetable


def on_timetable(by: User | None, timetable: Timetable, action: str, details: dict[str, Any]) -> None:
    """An act on a timetable."""
    on_territory(by, timetable, action, "timetable", timetable.uuid, details)


def on_stop(by: User | None, stop: Stop, action: str, details: dict[str, Any]) -> None:
    """An act on a stop, in its commune."""
    record(
        actor=by.pk if by else None,
        action=action,
        subject="stop",
        subject_id=stop.uid,
        level="commune",
        code=stop.place,
        details=details,
    )


def on_territory(
    by: User | None, row: Territorial, action: str, subject: str, number: object, details: dict[str, Any]
) -> None:
    """An act on something limited to a territory."""
    record(
        actor=by.pk if by else None,
        action=action,
        subject=subject,
        subject_id=number,
        level=row.level,
        code=row.code,
        details=details,
    )
