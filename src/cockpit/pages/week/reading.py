"""Acts as phones write them, read strictly: JSON from the queue, fields from a form without script."""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict

from cockpit.week.asked import CANCEL, CORRECT, KINDS, LATE, REPORT, RESTORE, WITHDRAW, Act

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
MOST_TEXT = 400
MOST_THEMES = 40


class UnreadableError(ValueError):
    """Not an act: what is wrong, for whoever writes a phone's page."""


def act(told: Any) -> Act:
    """The act of a JSON object.

    Raises
    ------
    UnreadableError
        If it is not one.
    """
    if not isinstance(told, dict):
        raise UnreadableError("act")
    kind = told.get("kind")
    if kind not in KINDS:
        raise UnreadableError("kind")
    given = told.get("given")
    if not isinstance(given, dict) or set(given) - set(GIVEN[kind]):
        raise UnreadableError("given")
    try:
        date = datetime.date.fromisoformat(_text(told["date"])) if told.get("date") else None
        begins = _whole(told["begins"]) if told.get("begins") is not None else None
        read = {name: GIVEN[kind][name](value) for name, value in given.items()}
        if missing := [name for name in NEEDED[kind] if name not in read]:
            raise UnreadableError(missing[0])
        return Act(key(told), UUID(_text(told.get("stop"))), kind, read, date, begins)
    except (ValueError, TypeError) as error:
        raise UnreadableError(str(error)) from error


def key(told: Any) -> str:
    """The key of what may not be an act otherwise.

    Raises
    ------
    UnreadableError
        If it has none.
    """
    found = told.get("key") if isinstance(told, Mapping) else None
    if not isinstance(found, str) or not KEY.fullmatch(found):
        raise UnreadableError("key")
    return found


def form(fields: QueryDict) -> dict[str, Any]:
    """A form's fields as the JSON object the queue would send."""
    kind = fields.get("kind", "")
    given: dict[str, Any] = {}
    if kind == LATE:
        given["minutes"] = _number(fields.get("minutes"))
    elif kind == CANCEL:
        given["reason"] = fields.get("typed", "").strip() or fields.get("reason", "")
    elif kind == RESTORE and "reason" in fields:
        given["reason"] = fields["reason"]
    elif kind == WITHDRAW:
        given["seen"] = fields.get("seen", "")
    elif kind in (REPORT, CORRECT):
        given = {
            "people": _number(fields.get("people")),
            "minutes": _number(fields.get("minutes")),
            "themes": fields.getlist("themes"),
            "mode": fields.get("mode", ""),
        }
        given |= {"seen": fields.get("seen", "")} if kind == CORRECT else {}
    begins = _number(fields.get("begins"))
    return {"key": fields.get("key"), "stop": fields.get("stop"), "kind": kind, "given": given,
            "date": fields.get("date"), "begins": begins}  # fmt: skip


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else None


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**6:
        raise UnreadableError("number")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_TEXT or "\x00" in value:
        raise UnreadableError("text")
    return value


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > MOST_THEMES:
        raise UnreadableError("themes")
    return [_text(one) for one in value]


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnreadableError("restore")
    return value


FIGURES: dict[str, Callable[[Any], Any]] = {
    "people": _whole, "minutes": _whole, "themes": _texts, "mode": _text, "place_kind": _text,
}  # fmt: skip
GIVEN: dict[str, dict[str, Callable[[Any], Any]]] = {
    LATE: {"minutes": _whole},
    CANCEL: {"reason": _text},
    RESTORE: {"reason": _text},
    REPORT: FIGURES | {"restore": _yes},
    CORRECT: FIGURES | {"seen": _text},
    WITHDRAW: {"seen": _text},
}
"""What each kind of act may give, and how it is read."""

NEEDED = {
    LATE: ("minutes",), CANCEL: ("reason",), RESTORE: (), REPORT: ("people", "minutes", "themes"),
    CORRECT: ("seen", "people", "minutes", "themes"), WITHDRAW: ("seen",),
}  # fmt: skip
