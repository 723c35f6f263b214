"""Which advisor-days a fortnight is made of: an integer programme over the few columns that can matter."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from maillage.rounds import engine
from maillage.rounds.master import Relaxation
from maillage.rounds.problem import Floats, Ints
from maillage.rounds.programme import UNSERVED_MINUTES, Programme

GAP = 3e-3
"""Relative gap at which searching stops, divided by the effort."""
COLUMNS = 100
"""Columns looked at beyond those of no reduced cost, per unit of effort."""
CHOICES = 4
"""Columns looked at for each place beyond those of no reduced cost, per unit of effort."""
NO_COST = 1e-6
"""Reduced cost that counts as none, in minutes."""
NODES = 10
"""Branch-and-bound nodes per unit of effort."""


class Choice(NamedTuple):
    """Days of a fortnight, its weeks alike."""

    times: Ints
    """How often each column is used."""
    cost: float
    """Driving and price of visits left out."""
    gap: float
    """Minutes not worth searching for."""
    bound: float
    """No choice costs less."""


def choose(programme: Programme, relaxation: Relaxation, *, effort: int, seed: int) -> Choice:
    """Cheapest days among the columns of least reduced cost.

    A fortnight that uses a column beyond the threshold d costs at least the relaxation's bound + d, so the answer over
    the others proves a bound over all: min(bound over the others, relaxation's bound + d).
    """
    days = programme.days
    reduced = relaxation.reduced_cost[:days]
    slack = np.arange(days, len(programme.cost))
    gap = GAP / effort * float(programme.cost[:days] @ relaxation.values[:days])
    size = int((reduced <= NO_COST).sum()) + COLUMNS * effort
    while True:
        threshold = float(np.partition(reduced, size)[size]) if size < days else np.inf
        looked_at = (reduced <= threshold) | _best_of_each(programme, reduced, CHOICES * effort)
        kept = np.concatenate([np.flatnonzero(looked_at), slack])
        model = engine.load(
            relaxation.matrix[:, kept],
            programme.cost[kept],
            relaxation.low,
            relaxation.high,
            programme.upper[kept],
            seed,
        )
        whole = np.arange(len(kept), dtype=np.int32)
        answer = engine.solve_integer(model, whole, nodes=NODES * effort, gap=gap, target=relaxation.bound + gap)
        bound = max(relaxation.bound, min(answer.bound, relaxation.bound + threshold))
        if threshold == np.inf or answer.objective - bound < UNSERVED_MINUTES / 2:
            break
        size *= 2
    count = np.zeros(days, np.int64)
    if answer.values is not None:
        count[kept[kept < days]] = answer.values[kept < days].astype(np.int64)
    return Choice(count, answer.objective, gap, bound)


def _best_of_each(programme: Programme, reduced: Floats, choices: int) -> npt.NDArray[np.bool_]:
    """Columns among the ``choices`` of least positive reduced cost of one of their places."""
    column = np.flatnonzero(reduced > NO_COST)
    place, other = programme.columns[1, column], programme.columns[2, column]
    pair = other >= 0
    column, place = np.concatenate([column, column[pair]]), np.concatenate([place, other[pair]])
    order = np.lexsort((reduced[column], place))
    first = np.searchsorted(place[order], place[order])
    best = np.zeros(len(reduced), np.bool_)
    best[column[order[np.arange(len(order)) - first < choices]]] = True
    return best
