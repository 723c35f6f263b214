"""Good sites made better: the best choice of each region while the others stay.

Regions are cut as for the bound but hold the open columns and the plausible ones only: a column whose surplus is far
below the price of a site is almost never part of a good choice. Leaving it out costs no validity, since the bound is
proved elsewhere.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from maillage.covering import programme
from maillage.covering.prices import Prices
from maillage.covering.reduction import Cover, reduced
from maillage.covering.regions import cut, neighbour_order

Array = np.ndarray[Any, np.dtype[Any]]
PLAUSIBLE = 0.3
"""Largest shortfall of a plausible column, as a share of the price of a site."""
WINDOWS = (4_000, 6_000)
"""Pairs (row, column) in a region, pass by pass: the second one's borders fall elsewhere."""
NODES = 20


def polished(
    cover: Cover, prices: Prices, taken: Array, positions: Array | None, ticking: Callable[[float], bool]
) -> Array:
    """Choose again, region by region, the open columns ``taken``.

    Parameters
    ----------
    cover, prices
        The reduced problem and prices of its relaxation.
    taken
        Open columns.
    positions
        Coordinates of the columns, or ``None`` to order them by their neighbours.
    ticking
        Told the share done; answers whether to go on.

    Returns
    -------
    Array
        As many columns, which cover at least as much.
    """
    inside = np.zeros(cover.n_columns, bool)
    inside[taken] = True
    places = neighbour_order(cover) if positions is None else positions
    rows = cover.by_row().astype(np.int32)
    for done, nonzeros in enumerate(WINDOWS):
        pool = np.flatnonzero(inside | (prices.surplus >= -PLAUSIBLE * prices.site))
        load = np.diff(cover.cp)[pool]
        label = cut(places[pool], load, max(1, round(float(load.sum()) / nonzeros)))
        regions = int(label.max()) + 1
        for region in range(regions):
            here = pool[label == region]
            old = here[inside[here]]
            if 0 < len(old) < len(here):
                inside[old] = False
                open_rows = rows @ inside.astype(np.int32) == 0
                part = reduced(rows[open_rows][:, here], cover.w[open_rows], here)
                inside[_best(part, old)] = True
            if not ticking((done + (region + 1) / regions) / len(WINDOWS)):
                return np.flatnonzero(inside)
    return np.flatnonzero(inside)


def _best(part: Cover, old: Array) -> Array:
    """Columns of ``part`` that cover most, as many as ``old``, or ``old`` if they are not better."""
    if part.n_columns <= len(old):
        return np.concatenate([part.columns, np.setdiff1d(old, part.columns)])[: len(old)]
    answer = programme.answered(part, sites=len(old), nodes=NODES)
    if answer.taken is None:
        return old
    new = part.columns[answer.taken]
    return np.concatenate([new, np.setdiff1d(old, new)])[: len(old)]
