"""Rules of the calendar as JSON holds them. This module knows no database."""

import datetime
from typing import Any

from maillage.vocabulary.timetable import CalendarRule

DATES = ("first", "last")


def kept(rule: CalendarRule) -> dict[str, Any]:
    """A rule as JSON holds it; :func:`read` gives it back."""
    found = vars(rule).copy()
    return found | {name: found[name] and found[name].isoformat() for name in DATES}


def read(found: dict[str, Any]) -> CalendarRule:
    """The rule that :func:`kept` wrote."""
    days = {name: found[name] and datetime.date.fromisoformat(found[name]) for name in DATES}
    return CalendarRule(**found | days)
