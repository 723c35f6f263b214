"""Good sites: the greedy choice, then simulated annealing of swaps."""

from collections.abc import Callable
from typing import Any

import numpy as np

from maillage.covering import _kernels
from maillage.covering.reduction import Cover

Array = np.ndarray[Any, np.dtype[Any]]
CHUNKS = 20
"""Parts of the cooling between which progress is told and a time limit is looked at."""
HOT, COLD = 0.1, 0.006
"""First and last temperature, as shares of what the greedy choice's last site brings."""
FAR = 0.3
"""Share of moves that open a column anywhere."""
MOVES_PER_COLUMN = 1000


def greedy(cover: Cover, sites: int) -> tuple[Array, float]:
    """Columns taken one by one for the weight they add, and what the last one adds (the price of a site)."""
    chosen, last = _kernels.greedy(*cover.matrix, cover.w, sites)
    return chosen, float(last)


def improved(
    cover: Cover, chosen: Array, price: float, moves: int | None, seed: int, ticking: Callable[[float], bool]
) -> Array:
    """Anneal swaps from ``chosen``.

    A swap that changes the covered weight by d < 0 is kept with probability exp(d / T), T falling geometrically
    (Kirkpatrick, Gelatt and Vecchi 1983, "Optimization by simulated annealing", Science 220).

    Parameters
    ----------
    cover
        The reduced problem.
    chosen
        Columns to start from.
    price
        Weight a site brings at the margin: the unit of temperature.
    moves
        Swaps tried; 1,000 per column unless given.
    seed
        Seed of the random swaps.
    ticking
        Told the share done; answers whether to go on.

    Returns
    -------
    Array
        The best columns seen.
    """
    current, best, mine = chosen.copy(), chosen.copy(), chosen.copy()
    top = -1.0
    moves = MOVES_PER_COLUMN * cover.n_columns if moves is None else moves
    if moves == 0 or len(chosen) >= cover.n_columns:
        return best
    price = max(price, 1e-9 * float(cover.w.sum()) / len(chosen))
    heat = price * HOT * (COLD / HOT) ** (np.arange(CHUNKS + 1) / CHUNKS)
    state = np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1)
    for part in range(CHUNKS):
        n = moves * (part + 1) // CHUNKS - moves * part // CHUNKS
        cooling = (n, float(heat[part]), float(heat[part + 1]), FAR)
        value = _kernels.anneal(*cover.matrix, cover.w, current, *cooling, state, mine)
        if value > top:
            top, best = value, mine.copy()
        if not ticking((part + 1) / CHUNKS):
            break
    return best
