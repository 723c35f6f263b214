"""Weeks from Monday to Sunday, numbered as calendars print them (ISO 8601), and recurrences counted in real weeks."""

import datetime
from typing import NamedTuple

_WEEK_DAYS = 7


class Week(NamedTuple):
    """A week of a year; ``str`` gives ``2026-W53``.

    Attributes
    ----------
    year
        Year of the week's Thursday, not always that of its Monday.
    number
        1 to 52 or 53.
    """

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"


def week_of(day: datetime.date) -> Week:
    """Week that holds a day."""
    year, number, _ = day.isocalendar()
    return Week(year, number)


def monday_of(week: Week) -> datetime.date:
    """First day of a week.

    Raises
    ------
    ValueError
        The year has no such week.
    """
    return datetime.date.fromisocalendar(week.year, week.number, 1)


def weeks_in(year: int) -> int:
    """How many weeks a year has, 52 or 53."""
    return datetime.date(year, 12, 28).isocalendar().week


def weeks_from(first: datetime.date, count: int) -> list[Week]:
    """So many weeks in a row, from the one that holds a day."""
    return [week_of(first + datetime.timedelta(days=_WEEK_DAYS * ahead)) for ahead in range(count)]


def turn(day: datetime.date, since: datetime.date, every: int) -> int:
    """Place of a day's week in a recurrence of ``every`` weeks, 0 in the week of ``since``.

    Weeks are counted, numbers not compared: a fortnight of odd and even numbers stumbles over a week 53.
    """
    return (_monday(day) - _monday(since)).days // _WEEK_DAYS % every


def _monday(day: datetime.date) -> datetime.date:
    """Monday of the day's week."""
    return day - datetime.timedelta(days=day.weekday())
