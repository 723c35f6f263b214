"""What a phone may ask of a stop."""

import datetime
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

LATE: Final = "late"
CANCEL: Final = "cancel"
RESTORE: Final = "restore"
REPORT: Final = "report"
CORRECT: Final = "correct"
WITHDRAW: Final = "withdraw"
KINDS: Final = (LATE, CANCEL, RESTORE, REPORT, CORRECT, WITHDRAW)


@dataclass(frozen=True)
class Act:
    """One act on a stop.

    Attributes
    ----------
    key
        Drawn by the phone, once an act, 8 to 64 characters.
    stop
        ``uid`` of the stop.
    kind
        One of :data:`KINDS`.
    given
        ``minutes`` (late); ``reason`` (cancel; restore: the one undone, if known); ``people``, ``minutes``,
        ``themes``, ``mode``, ``place_kind``, ``restore`` (report; ``restore``: plan the stop again first); the same
        without ``restore`` and with ``seen``, the key of the report it replaces (correct); ``seen`` (withdraw).
    date, begins
        When the stop was to begin, as the phone knew it; minutes since midnight. None: not told.
    """

    key: str
    stop: UUID
    kind: str
    given: dict[str, Any] = field(default_factory=dict)
    date: datetime.date | None = None
    begins: int | None = None


@dataclass(frozen=True)
class Answer:
    """What came of an act: one of :data:`cockpit.week.models.OUTCOMES`, and a sentence where it was not done."""

    key: str
    outcome: str
    sentence: str = ""
