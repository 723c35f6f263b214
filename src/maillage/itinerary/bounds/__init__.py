"""Least driving of any rounds that serve given visits: the best of three relaxations."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import numpy as np

from maillage.itinerary.bounds.assignment import assignment_bound
from maillage.itinerary.bounds.columns import columns_bound
from maillage.itinerary.bounds.forest import forest_bound

Array = np.ndarray[Any, np.dtype[Any]]
FORBIDDEN = 1e7
"""Minutes of a leg between two visits of one stop."""
MARGIN = 1e-5
"""Minutes a bound is lowered by, more than floating-point sums may err."""

__all__ = ["lower_bound"]


def lower_bound(
    legs: Array,
    dwell: Array,
    served: Array,
    days: int,
    day_minutes: float,
    known: Sequence[Sequence[int]] = (),
    until: float | None = None,
    progress: Callable[[float], None] = lambda _share: None,
) -> float:
    """Lower bound on the driving minutes of rounds that serve ``served`` [n] visits of each stop.

    Parameters
    ----------
    legs, dwell, served, days, day_minutes
        As in :class:`~maillage.itinerary.ItineraryProblem`. The visits must fit: some rounds serve them.
    known
        Days (nodes, from 1, in order) of good rounds, which the bound is found sooner from.
    until
        Instant of :func:`time.monotonic` after which no relaxation is begun nor tightened; the work is bounded anyway.
    progress
        Called with the share done.
    """
    nodes = np.repeat(np.arange(len(served)), served) + 1
    if len(nodes) == 0:
        return 0.0
    between = legs[np.ix_(nodes, nodes)]
    between = np.where(nodes[:, None] == nodes, FORBIDDEN, between)
    out, back, spent = legs[0, nodes], legs[nodes, 0], float(dwell[nodes - 1].sum())
    least = max(int(served.max()), int(np.ceil((spent - MARGIN) / day_minutes)), 1)
    spanning, least = forest_bound(between, out, back, least, days, spent, day_minutes)
    best = max(spanning, assignment_bound(between, out, back, least, days), MARGIN)
    if until is None or monotonic() < until:
        best = max(best, columns_bound(legs, dwell, served, days, day_minutes, known, until, progress))
    return best - MARGIN
