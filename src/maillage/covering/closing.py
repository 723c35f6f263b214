"""Sites and bound of a problem whose linear relaxation is within reach: cut it, then prove or polish what is left."""

from typing import Any

import numpy as np

from maillage.covering import polishing
from maillage.covering.prices import Prices, settled
from maillage.covering.reduction import Cover, value_of
from maillage.covering.tightening import tightened
from maillage.covering.watch import Watch

Array = np.ndarray[Any, np.dtype[Any]]
REACH = 1_500_000
"""Most pairs (row, column) times rows per column: France at 4 km, a région at 8 km."""
EXACT_NONZEROS = 20_000
"""Most pairs of unsettled columns that branch and bound is asked to settle."""
EXACT_NODES = 500
ENOUGH = 1e-9
"""Relative gap under which a choice is called optimal."""


def within_reach(cover: Cover) -> bool:
    """Whether the simplex method is expected to settle the relaxation in seconds."""
    return cover.nonzeros * cover.nonzeros <= REACH * cover.n_columns


def closed(
    cover: Cover,
    sites: int,
    taken: Array,
    *,
    gap: float,
    moves: int | None,
    seed: int,
    places: Array | None,
    watch: Watch,
) -> tuple[Array, float, str]:
    """Columns, bound and what was done, until both are within the relative ``gap`` or the work allowed is spent.

    Parameters
    ----------
    cover, sites
        The reduced problem.
    taken
        Columns to begin with.
    gap
        Relative gap that is enough; 0 for a proof.
    moves, seed
        Of the annealing.
    places
        Coordinates of the columns, if known.
    watch
        Stages timed.
    """
    gap = max(gap, ENOUGH)
    with watch.stage("cuts"):
        found = tightened(
            cover, sites, taken, gap=gap, moves=moves, seed=seed, ticking=watch.ticking("cuts"), left=watch.left
        )
    if found.near(gap) or not watch.going():
        return found.taken, found.bound, "cuts"
    inside, outside = settled(found.point.surplus, found.point.bound, found.value)
    if np.diff(cover.cp)[~inside & ~outside].sum() <= EXACT_NONZEROS:
        with watch.stage("exact"):
            answer = found.relaxation.proved(
                found.taken, inside, outside, gap=gap, nodes=EXACT_NODES, seconds=watch.left()
            )
        taken, value = found.taken, found.value
        if answer.taken is not None and value_of(cover, answer.taken) > value:
            taken, value = answer.taken, value_of(cover, answer.taken)
        return taken, min(found.bound, max(value, answer.bound)), "cuts+exact"
    with watch.stage("polishing"):
        guide = Prices(np.empty(0), found.point.price, found.point.surplus, found.bound)
        better = polishing.polished(cover, guide, found.taken, places, watch.ticking("polishing"))
    return better, found.bound, "cuts+polishing"
