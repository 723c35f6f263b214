"""Cheapest days of a set of stops at given prices."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from maillage.itinerary import _kernels

Array = np.ndarray[Any, np.dtype[Any]]
REMEMBERED = 8
"""Stops remembered at each node, beside itself."""
NEAR = 8
"""Stops a day may go on to while prices are still rough."""
UNITS = 400
"""Classes of time of a day."""
LABELS = 2_000_000
LOOKS, MOST_LOOKS = 300_000_000, 3_000_000_000
"""Looks of labels at one another, in one search and in all: many short visits in a day would want hours."""
STRETCH = 1e-7
"""Minutes a day may be longer for sums to err."""


class CheapestDays:
    """Days worth little: their driving less the prices of the stops they visit.

    Parameters
    ----------
    legs, dwell
        [n + 1, n + 1] and [n + 1] minutes; node 0 is the depot.
    day_minutes
        Longest day.
    """

    def __init__(self, legs: Array, dwell: Array, day_minutes: float) -> None:
        n = len(dwell) - 1
        self.legs, self.dwell, self.day_minutes = np.ascontiguousarray(legs), dwell, day_minutes + STRETCH
        self.unit = self.day_minutes / UNITS
        self.lasts = ((self.legs + dwell) / self.unit).astype(np.int64)
        self.ended = bool((self.lasts[1:, 1:][~np.eye(n, dtype=bool)] > 0).all())
        self.least = np.full((n + 1, UNITS + 2), -np.inf)
        self.all = _nearest(self.legs)
        self.near = np.ascontiguousarray(self.all[:, :NEAR])
        self.remembered = _bits(self.all[:, :REMEMBERED])
        self.looks = MOST_LOOKS
        self.found, self.size = np.zeros((n + 1, n), np.int64), np.zeros(n + 1, np.int64)

    def drive(self, day: Sequence[int]) -> float:
        """Driving of a day (nodes in order)."""
        return float(sum(self.legs[here, there] for here, there in pairwise([0, *day, 0])))

    def worth(self, day: Sequence[int], prices: Array) -> float:
        """Driving less prices [n + 1]."""
        return self.drive(day) - float(prices[list(day)].sum())

    def shares(self, days: Sequence[Sequence[int]]) -> Array:
        """[n] driving of each stop's days, each shared alike between its stops."""
        share, met = np.zeros(len(self.dwell)), np.zeros(len(self.dwell))
        for day in days:
            share[list(day)] += self.drive(day) / len(day)
            met[list(day)] += 1.0
        return share[1:] / np.maximum(met[1:], 1.0)

    def days(self, prices: Array, under: float, *, near_only: bool) -> tuple[list[list[int]], bool]:
        """Days worth less than ``under``, the cheapest first, and whether no other is worth less than it or ``under``.

        The second is never so where days go on to near stops only.
        """
        if self.ended:
            _kernels.endings(self.legs, prices, self.lasts, self.unit, self.least)
        looks = min(LOOKS, self.looks)
        count, enough, left = _kernels.cheapest_days(
            self.legs, self.dwell, prices, self.remembered, self.near if near_only else self.all, self.day_minutes,
            self.unit, self.least, under, LABELS, looks, self.found, self.size,
        )  # fmt: skip
        self.looks -= looks - left
        return [self.found[day, : self.size[day]].tolist() for day in range(count)], enough


def _nearest(legs: Array) -> Array:
    """[n, n - 1] other stops of each stop, the nearest both ways first."""
    both = (legs + legs.T)[1:, 1:].copy()
    np.fill_diagonal(both, -1.0)
    return np.ascontiguousarray(np.argsort(both, axis=1, kind="stable")[:, 1:] + 1)


def _bits(remembered: Array) -> Array:
    """[n + 1, words] of bits of each stop and of those in its row of ``remembered``."""
    n = len(remembered)
    bits = np.zeros((n + 1, n // 64 + 1), np.uint64)
    for stop in range(1, n + 1):
        for other in (stop, *remembered[stop - 1]):
            bits[stop, other // 64] |= np.uint64(1) << np.uint64(other % 64)
    return bits
