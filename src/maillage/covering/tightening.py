"""Bound and sites brought together: the relaxation cut again and again, its point leading the choice of sites."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from maillage.covering import annealing
from maillage.covering.cuts import zero_half
from maillage.covering.reduction import Cover, narrowed, value_of
from maillage.covering.relaxation import Point, Relaxation

Array = np.ndarray[Any, np.dtype[Any]]
ROUNDS = 60
FIRST, AFTER = 100_000, 12_000
"""Simplex iterations allowed to the relaxation itself, then to all its cuts and dives."""
WINDOW, PROGRESS = 6, 0.08
"""Cutting stops when so many rounds bring less than this share of what cuts have brought so far."""
EVERY = 3
"""Rounds between two looks for sites."""
MOVES = 400
"""Annealing moves per plausible column at each look."""
PLAUSIBLE = 0.5
"""Largest shortfall of a plausible column, as a share of the gap."""


@dataclass(frozen=True, eq=False)
class Tightened:
    """Best sites and bound, and the relaxation left for a proof.

    Parameters
    ----------
    taken
        Columns.
    value
        Weight they cover.
    bound
        Weight no choice can exceed.
    point, relaxation
        Last point and model.
    """

    taken: Array
    value: float
    bound: float
    point: Point
    relaxation: Relaxation

    def near(self, gap: float) -> bool:
        """Whether sites and bound are within the relative ``gap``."""
        return self.bound - self.value <= gap * self.bound


def tightened(
    cover: Cover,
    sites: int,
    taken: Array,
    *,
    gap: float,
    moves: int | None,
    seed: int,
    ticking: Callable[[float], bool],
    left: Callable[[], float | None],
) -> Tightened:
    """Cut the relaxation until it meets a choice, or cuts no longer help.

    Parameters
    ----------
    cover, sites
        The reduced problem.
    taken
        Columns to begin with.
    gap
        Relative gap that is enough.
    moves
        Annealing moves at each look for sites; 400 per plausible column unless given.
    seed
        Seed of the annealing and of the cuts.
    ticking
        Told the share done; answers whether to go on.
    left
        Seconds left, ``None`` without limit.

    Returns
    -------
    Tightened
        The best of what was seen.
    """
    random = np.random.default_rng(seed)
    relaxation = Relaxation(cover, sites)
    point = relaxation.solved(FIRST, left())
    most = point.iterations + AFTER
    bounds = [min(point.bound, float(cover.w.sum()))]
    now = Tightened(taken, value_of(cover, taken), bounds[0], point, relaxation)

    def going(_share: float = 0.0) -> bool:
        """Tell how much of the gap is closed; answer whether to go on."""
        return ticking(min((bounds[0] - now.bound) / max(bounds[0] - now.value, 1e-300), 0.99))

    for turn in range(ROUNDS):
        if now.near(gap) or not going():
            break
        cuts, lower = zero_half(relaxation.rows, relaxation.lower, point.values, random)
        last = len(lower) == 0 or stalled(bounds) or relaxation.iterations >= most or turn == ROUNDS - 1
        if last or turn % EVERY == EVERY - 1:
            now = _led(cover, sites, now, moves, seed + turn, going)
        if last or now.near(gap):
            break
        relaxation.drop_idle(point.values)
        relaxation.add(cuts, lower)
        point = relaxation.solved(most - relaxation.iterations, left())
        bounds.append(min(bounds[-1], point.bound))
        now = Tightened(now.taken, now.value, bounds[-1], point, relaxation)
    return now


def stalled(bounds: list[float]) -> bool:
    """Whether the last rounds hardly lowered the bound."""
    return len(bounds) > WINDOW + 1 and bounds[-1 - WINDOW] - bounds[-1] < PROGRESS * (bounds[0] - bounds[-1])


def _led(
    cover: Cover, sites: int, now: Tightened, moves: int | None, seed: int, going: Callable[[float], bool]
) -> Tightened:
    """Better sites among the columns that the relaxation's point finds plausible, if there are any."""
    point, share = now.point, now.point.values[: cover.n_columns]
    dived = np.argsort(-now.relaxation.dive(point.values, AFTER), kind="stable")[:sites].astype(np.int32)
    plausible = (share > 0) | (point.surplus >= -PLAUSIBLE * (now.bound - now.value))
    plausible[now.taken] = plausible[dived] = True
    columns = np.flatnonzero(plausible)
    start = dived if value_of(cover, dived) > now.value else now.taken
    part = narrowed(cover, columns)
    first = np.searchsorted(columns, np.sort(start)).astype(np.int32)
    moves = MOVES * len(columns) if moves is None else moves
    found = columns[annealing.improved(part, first, point.price, moves, seed, going)]
    value = value_of(cover, found)
    return Tightened(found, value, now.bound, point, now.relaxation) if value > now.value else now
