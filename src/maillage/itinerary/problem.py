"""The question: stops to visit over some days, none too long; and what an answer must respect."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from maillage.vocabulary.errors import InvalidOption

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_DAYS = 366
TOLERANCE = 1e-6
"""Minutes two ways of adding the same legs may differ by."""


@dataclass(frozen=True, eq=False)
class ItineraryProblem:
    """Visits to spread over identical days.

    Parameters
    ----------
    legs
        [n + 1, n + 1] driving minutes from node to node, finite, at least 0, not always the same both ways. Node 0 is
        the depot, where every day begins and ends; for open rounds its row and column are 0.
    dwell
        [n] minutes of a visit of each stop, at least 0.
    visits
        [n] visits wanted of each stop, from 0 to ``days``, never two the same day.
    days
        Days, from 1 to :data:`MOST_DAYS`.
    day_minutes
        Most minutes of driving and visits in a day, more than 0.

    Raises
    ------
    InvalidOption
        If one of them makes no sense.
    """

    legs: Floats
    dwell: Floats
    visits: Ints
    days: int
    day_minutes: float

    def __post_init__(self) -> None:
        n = len(self.dwell)
        shapes = {"legs": (n + 1, n + 1), "dwell": (n,), "visits": (n,)}
        for name, expected in shapes.items():
            if getattr(self, name).shape != expected:
                raise InvalidOption("itinerary.shape", name=name, value=getattr(self, name).shape, expected=expected)
        for name in ("legs", "dwell"):
            values = getattr(self, name)
            if not (np.isfinite(values).all() and (values >= 0).all()):
                raise InvalidOption("itinerary.minutes", name=name)
        if not 1 <= self.days <= MOST_DAYS:
            raise InvalidOption("itinerary.days", value=self.days, most=MOST_DAYS)
        if not (math.isfinite(self.day_minutes) and self.day_minutes > 0):
            raise InvalidOption("itinerary.day_minutes", value=self.day_minutes)
        if n and not 0 <= self.visits.min() <= self.visits.max() <= self.days:
            raise InvalidOption("itinerary.visits", days=self.days)

    def drive_minutes(self, day: list[int]) -> float:
        """Driving minutes of a day given as stops (from 0) in order."""
        nodes = [0, *(stop + 1 for stop in day), 0]
        return float(sum(self.legs[here, there] for here, there in pairwise(nodes))) if day else 0.0

    def minutes(self, day: list[int]) -> float:
        """Driving and visits of a day."""
        return self.drive_minutes(day) + float(sum(self.dwell[stop] for stop in day))


@dataclass(frozen=True)
class ItineraryResult:
    """Rounds and their bound.

    Parameters
    ----------
    days
        Stops (from 0) of each day, in order; the days used come first.
    unserved
        A stop for each visit left out, increasing.
    drive_minutes
        Driving of all days.
    bound
        No rounds that serve the same visits drive less.
    """

    days: list[list[int]]
    unserved: list[int]
    drive_minutes: float
    bound: float


def mistakes(problem: ItineraryProblem, result: ItineraryResult) -> list[str]:
    """What an answer breaks, one line each, looked for without the solver's kernels; empty when it is right."""
    found = []
    if len(result.days) != problem.days:
        found.append(f"{len(result.days)} days instead of {problem.days}")
    counts = np.zeros(len(problem.dwell), np.int64)
    for number, day in enumerate(result.days, 1):
        if len(set(day)) < len(day):
            found.append(f"a stop twice on day {number}")
        if problem.minutes(day) > problem.day_minutes + TOLERANCE:
            found.append(f"day {number} lasts {problem.minutes(day)} minutes")
        for stop in day:
            counts[stop] += 1
    for stop in result.unserved:
        counts[stop] += 1
    if (counts != problem.visits).any():
        found.append(f"visits {counts.tolist()} instead of {problem.visits.tolist()}")
    total = sum(problem.drive_minutes(day) for day in result.days)
    if abs(total - result.drive_minutes) > TOLERANCE:
        found.append(f"{result.drive_minutes} minutes told, {total} driven")
    if result.bound > total + TOLERANCE:
        found.append(f"bound {result.bound} above {total}")
    return found
