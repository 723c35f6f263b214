"""Rounds by regret insertion, large neighbourhood search and local search."""

import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from time import monotonic
from typing import Any

import numpy as np

from maillage.itinerary import _kernels
from maillage.itinerary.bounds import lower_bound
from maillage.itinerary.problem import ItineraryProblem, ItineraryResult
from maillage.vocabulary.errors import InvalidOption

Array = np.ndarray[Any, np.dtype[Any]]
Progress = Callable[[str, float], None]

MOVES, MOVES_PER_VISIT = 20_000, 1_500
"""Moves of the search when no time is given."""
PARTS = 100
"""Parts of the work between which progress is told."""
PACKING = 0.3
"""Largest share of the work spent on leaving fewer visits out."""
HOT, COLD = 0.5, 0.005
"""First and last temperature, as shares of the mean leg."""
REGRET = 3
BOUNDING = 0.4
"""Largest share of the time given that is kept for the bound."""
BOUNDING_SECONDS, BOUNDING_STOPS = 12.0, 300
"""Seconds that the bound of that many stops may want."""
BEAT = 0.05
"""Seconds between two looks at the clock."""


@dataclass
class _Days:
    """A solution as the kernels hold it."""

    route: Array
    size: Array
    drive: Array
    dwelt: Array
    on: Array
    missing: Array
    counts: Array

    @classmethod
    def empty(cls, problem: ItineraryProblem) -> "_Days":
        """Every visit is missing."""
        n, days = len(problem.dwell), problem.days
        missing = (np.repeat(np.arange(n), problem.visits) + 1).astype(np.int64)
        return cls(
            np.zeros((days, n + 1), np.int64),
            np.zeros(days, np.int64),
            np.zeros(days),
            np.zeros(days),
            np.zeros((days, n + 1), np.uint8),
            missing,
            np.array([len(missing)]),
        )

    def copy(self) -> "_Days":
        return _Days(*(part.copy() for part in self.parts()))

    def parts(self) -> list[Array]:
        return [getattr(self, field.name) for field in fields(self)]


def solve(
    problem: ItineraryProblem,
    seed: int = 0,
    seconds: float | None = None,
    progress: Progress = lambda _stage, _share: None,
) -> ItineraryResult:
    """Rounds that leave as few visits out as can be found, then drive as little as can be found.

    Parameters
    ----------
    problem
        The question.
    seed
        Seed of random choices, at least 0. Without ``seconds`` the same seed gives the same answer.
    seconds
        Time of the search and of the bound; without it, an amount of work that grows with the number of visits.
    progress
        Called with a stage's code and the share done.

    Raises
    ------
    InvalidOption
        If the seed or the seconds make no sense.
    """
    if seed < 0:
        raise InvalidOption("itinerary.seed", value=seed)
    if seconds is not None and not (math.isfinite(seconds) and seconds > 0):
        raise InvalidOption("itinerary.seconds", value=seconds)
    start = monotonic()
    dwell = np.concatenate([[0.0], problem.dwell])
    legs = np.ascontiguousarray(problem.legs, dtype=np.float64)
    best = _Days.empty(problem)
    if len(best.missing):
        _completed(problem, legs, dwell, best)
        searching = None if seconds is None else seconds - _bounding(len(dwell), seconds)
        best = _searched(problem, legs, dwell, best, seed, start, searching, progress)
        _completed(problem, legs, dwell, best)
    days = [[int(node) - 1 for node in best.route[day, : best.size[day]]] for day in range(problem.days)]
    days.sort(key=lambda day: (not day, min(day, default=0)))
    unserved = sorted(int(node) - 1 for node in best.missing[: best.counts[0]])
    progress("itinerary_bound", 0.0)
    served = problem.visits - np.bincount(np.array(unserved, np.int64), minlength=len(problem.dwell))
    known = [[stop + 1 for stop in day] for day in days if day]
    until = None if seconds is None else start + seconds
    bound = lower_bound(
        legs, problem.dwell, served, problem.days, problem.day_minutes, known, until,
        lambda share: progress("itinerary_bound", share),
    )  # fmt: skip
    progress("itinerary_bound", 1.0)
    return ItineraryResult(days, unserved, sum(problem.drive_minutes(day) for day in days), bound)


def _completed(problem: ItineraryProblem, legs: Array, dwell: Array, days: _Days) -> None:
    """Shorten the driving and insert the missing visits into the room made, until none is."""
    before = -1
    while days.counts[0] != before:
        before = int(days.counts[0])
        _kernels.descend(legs, dwell, problem.day_minutes, *days.parts()[:5])
        _kernels.insert_by_regret(legs, dwell, problem.day_minutes, min(REGRET, problem.days), *days.parts())


def _searched(
    problem: ItineraryProblem,
    legs: Array,
    dwell: Array,
    best: _Days,
    seed: int,
    start: float,
    seconds: float | None,
    progress: Progress,
) -> _Days:
    """Large neighbourhood search: first to leave fewer visits out, where some may be spared, then to drive less."""
    near = _neighbours(legs)
    state = np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1)
    absent = np.zeros(len(dwell), np.int64)
    total = MOVES + MOVES_PER_VISIT * len(best.missing)
    enough = _unavoidable(problem, legs)
    packing = best.counts[0] > enough
    now, done, share, chunk = best.copy(), 0, 0.0, max(1, total // PARTS) if seconds is None else 100
    legs_made = max(1, len(best.missing) - int(best.counts[0]) + problem.days)
    unit = max(float(best.drive.sum()) / legs_made, 1e-6)
    origin = 0.0
    while share < 1.0:
        if packing and (best.counts[0] <= enough or share >= PACKING):
            packing, now, origin = False, best.copy(), share
        beat = monotonic()
        ahead = min(1.0, (done + chunk) / total if seconds is None else (beat - start + BEAT) / seconds)
        span = 1.0 - origin
        hot, cold = (
            unit * (HOT * (COLD / HOT) ** ((at - origin) / span) if not packing else HOT / 5) for at in (share, ahead)
        )
        made = _kernels.search(
            legs, dwell, near, problem.day_minutes, chunk, hot, cold, packing, enough, state, absent,
            *now.parts(), *best.parts(),
        )  # fmt: skip
        done += made
        if seconds is None:
            share = done / total
            chunk = max(1, min(chunk, total - done))
        else:
            now_is = monotonic()
            share = (now_is - start) / seconds
            pace = made / max(now_is - beat, 1e-6)
            chunk = max(10, int(pace * min(BEAT, max(seconds - (now_is - start), 1e-3))))
        progress("itinerary", min(share, 1.0))
    return best


def _bounding(stops: int, seconds: float) -> float:
    """Seconds kept for the bound, of those given."""
    wanted = 0.5 + BOUNDING_SECONDS * math.pow(stops / BOUNDING_STOPS, 2.5)
    return min(BOUNDING * seconds, wanted)


def _neighbours(legs: Array) -> Array:
    """[n + 1, n] stops from the nearest (itself) to the farthest of each node, both ways together."""
    both = legs + legs.T
    np.fill_diagonal(both, -1.0)
    return np.ascontiguousarray(np.argsort(both[:, 1:], axis=1, kind="stable") + 1)


def _unavoidable(problem: ItineraryProblem, legs: Array) -> int:
    """Visits that no rounds can serve: the shortest, each with its cheapest leg in, already fill every day."""
    inward = legs + np.where(np.eye(len(legs), dtype=bool), np.inf, 0.0)
    each = np.sort(np.repeat(problem.dwell + inward[:, 1:].min(axis=0), problem.visits))
    fitting = int((np.cumsum(each) <= problem.days * problem.day_minutes + 1e-6).sum())
    return len(each) - fitting
