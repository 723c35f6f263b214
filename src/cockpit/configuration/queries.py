"""Reading the configuration: one query every few seconds per process."""

import datetime
import time

from django.db import Error

from cockpit.configuration.models import Choice
from cockpit.configuration.registry import SETTINGS, Value

KEPT_SECONDS = 5.0
"""Another process sees a change after this time at most."""


class _Kept:
    """Values read lately."""

    values: dict[str, Value] | None = None
    until = 0.0


def forget() -> None:
    """Read again at the next question."""
    _Kept.values = None


def values() -> dict[str, Value]:
    """Every setting's value; the defaults where the database does not answer, so that error pages may be drawn."""
    if _Kept.values is None or time.monotonic() > _Kept.until:
        try:
            chosen = dict(Choice.objects.values_list("code", "value"))
        except Error:
            chosen = {}
        _Kept.values = {code: chosen.get(code, setting.default()) for code, setting in SETTINGS.items()}
        _Kept.until = time.monotonic() + KEPT_SECONDS
    return _Kept.values


def text(code: str) -> str:
    """Value of a setting that is a text or a choice."""
    return str(values()[code])


def switch(code: str) -> bool:
    """Value of a setting that is on or off."""
    return bool(values()[code])


def number(code: str) -> int:
    """Value of a setting that is a number."""
    return int(values()[code])


def confirmed_at(code: str) -> datetime.datetime | None:
    """When someone last saved the form with the present value; None: nobody did."""
    return Choice.objects.filter(code=code).values_list("confirmed_at", flat=True).first()
