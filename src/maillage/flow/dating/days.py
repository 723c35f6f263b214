"""The days of a timetable: fortnights counted from one Monday for ever, so that a stop keeps its name."""

import datetime
import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.timetable import CalendarRule

EPOCH = datetime.date(2024, 1, 1)
"""A Monday: week 1 of the roster, every other Monday from it on."""

MOST_WEEKS = 52


@dataclass(frozen=True)
class Days:
    """Days in a row.

    Attributes
    ----------
    first
        The first of them.
    count
        How many, whole weeks.
    """

    first: datetime.date
    count: int

    @classmethod
    def of(cls, first: datetime.date, weeks: int) -> "Days":
        """Some weeks from a day on."""
        if not 1 <= weeks <= MOST_WEEKS:
            raise InvalidOption("timetable.weeks", value=weeks, most=MOST_WEEKS)
        return cls(first, 7 * weeks)

    @functools.cached_property
    def dates(self) -> list[datetime.date]:
        """Each of them."""
        return [self.first + datetime.timedelta(step) for step in range(self.count)]

    @property
    def last(self) -> datetime.date:
        """The last of them."""
        return self.dates[-1]

    def at(self, date: datetime.date) -> int:
        """Number of a day, below 0 or beyond the count outside."""
        return (date - self.first).days

    def windows(self, weeks: int) -> list[tuple[datetime.date, int, int]]:
        """Windows of some weeks that touch the days: its Monday, first and last number of the days it holds."""
        length = 7 * weeks
        monday = EPOCH + datetime.timedelta((self.first - EPOCH).days // length * length)
        found = []
        while monday <= self.last:
            begin = self.at(monday)
            found.append((monday, max(begin, 0), min(begin + length - 1, self.count - 1)))
            monday += datetime.timedelta(length)
        return found

    @functools.cached_property
    def fortnight(self) -> NDArray[np.int64]:
        """Number of each day's fortnight, from 0 [days]."""
        number = np.array([(date - EPOCH).days // 14 for date in self.dates], np.int64)
        return np.asarray(number - number[0], np.int64)

    @functools.cached_property
    def weekday(self) -> NDArray[np.int64]:
        """0 Monday ... 6 Sunday [days]."""
        return np.array([date.weekday() for date in self.dates], np.int64)

    def held(self, rule: CalendarRule) -> NDArray[np.bool_]:
        """Half-days a rule speaks of [days, 2]."""
        held = np.zeros((self.count, 2), np.bool_)
        begin = 0 if rule.first is None else max(self.at(rule.first), 0)
        end = self.count if rule.last is None else max(min(self.at(rule.last) + 1, self.count), 0)
        held[begin:end] = True
        if rule.weekday is not None:
            held[self.weekday != rule.weekday] = False
        if rule.half is not None:
            held[:, 1 - rule.half] = False
        return held
