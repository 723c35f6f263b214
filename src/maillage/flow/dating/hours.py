"""Hours to the minute of each day of a period, from OpenStreetMap's words, each text read once."""

import numpy as np

from maillage.flow.dating.days import Days
from maillage.opening import Ranges, osm_days

NOON, DAY = 13 * 60, 24 * 60
HALVES = ((0, NOON), (NOON, DAY))
"""Minutes since midnight of a morning and of an afternoon."""

Stretch = tuple[int, int]
CLOSED: Stretch = (0, 0)


def longest(ranges: Ranges, half: int) -> Stretch:
    """The longest stretch of some hours within a half-day; :data:`CLOSED` where there is none."""
    begin, end = HALVES[half]
    cut = [(max(a, begin), min(b, end)) for a, b in ranges if max(a, begin) < min(b, end)]
    return max(cut, key=lambda each: each[1] - each[0]) if cut else CLOSED


class Hours:
    """What texts say of each day of a period."""

    def __init__(self, days: Days) -> None:
        self._days = days
        self._read: dict[str, list[Ranges] | None] = {}

    def of(self, text: str) -> list[Ranges] | None:
        """Hours day by day; None where the text is not understood."""
        if text not in self._read:
            self._read[text] = osm_days(text, self._days.first, self._days.last)
        return self._read[text]

    def stretches(self, text: str, weekday: int, half: int) -> dict[int, Stretch] | None:
        """Longest stretch of a half-day on each day of the period that is a weekday; None where not understood."""
        told = self.of(text)
        if told is None:
            return None
        return {int(day): longest(told[day], half) for day in np.flatnonzero(self._days.weekday == weekday)}

    def widest(self, text: str, weekday: int, half: int) -> int | None:
        """Minutes of the longest of them."""
        found = self.stretches(text, weekday, half)
        return None if found is None else max((end - begin for begin, end in found.values()), default=0)
