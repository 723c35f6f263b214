"""The linear relaxation over the days known so far, in HiGHS."""

from collections.abc import Callable, Sequence
from typing import Any

import highspy
import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
EPSILON = 1e-7
LEAST_FAIR, MOST_FAIR = 0.5, 1.5
"""Least and most a price may be at first, as shares of a fair one."""


class Relaxation:
    """Least driving of fractions of days that serve the visits.

    A visit may be left out or served too often at a price, dear unless prices are boxed.

    Parameters
    ----------
    drive
        Driving of a day.
    served
        [n] visits of each stop.
    days
        Most days.
    dear
        Minutes above any price.
    """

    def __init__(self, drive: Callable[[Sequence[int]], float], served: Array, days: int, dear: float) -> None:
        self.drive, self.served, self.most, self.dear = drive, served, days, dear
        self.stops, self.value = len(served), np.inf
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        self.highs.setOptionValue("threads", 1)
        for visits in served:
            self._row(float(visits), float(visits))
        self._row(-np.inf, float(days))
        for sign in (1.0, -1.0):
            for row in range(self.stops):
                self.highs.addCol(dear, 0.0, np.inf, 1, np.array([row], np.int32), np.array([sign]))

    def _row(self, low: float, high: float) -> None:
        self.highs.addRow(low, high, 0, np.zeros(0, np.int32), np.zeros(0))

    def box(self, fair: Array) -> None:
        """Keep prices near fair ones [n]."""
        self._price_slack(np.concatenate([MOST_FAIR * fair, -LEAST_FAIR * fair]))

    def unbox(self) -> None:
        """Let prices be what they are."""
        self._price_slack(np.full(2 * self.stops, self.dear))

    def _price_slack(self, cost: Array) -> None:
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)

    def add(self, days: Sequence[Sequence[int]]) -> None:
        """Bring in days (nodes in order)."""
        for day in days:
            rows, times = np.unique(np.array(day) - 1, return_counts=True)
            self.highs.addCol(
                self.drive(day), 0.0, np.inf, len(rows) + 1,
                np.append(rows, self.stops).astype(np.int32), np.append(times, 1).astype(float),
            )  # fmt: skip

    def solve(self) -> tuple[Array, float]:
        """Prices [n + 1] of the stops, and what a day must be worth less than to be brought in, less than 0."""
        self.highs.run()
        dual = np.array(self.highs.getSolution().row_dual)
        self.value = float(self.highs.getInfo().objective_function_value)
        return np.concatenate([[0.0], dual[: self.stops]]), min(float(dual[-1]), 0.0) - EPSILON

    def bound(self, prices: Array, worth: float) -> float:
        """Driving that no rounds are below, where no day is worth less than ``worth``, less than 0, at these prices."""
        return float(self.served @ prices[1:]) + self.most * worth
