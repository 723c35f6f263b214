"""A tighter bound for large problems: each region solved as a whole, neighbours tied by prices only.

Columns are cut into regions. A row whose columns lie in one region keeps its weight there; a row shared by several is
priced: y_j <= sum_r y_jr relaxed with its price u_j gives each region u_j per cover and (w_j - u_j) to the bound. With
the price p of a site,

    bound = P p + sum_{shared j} (w_j - u_j) + sum_r max_x (covered weight in r - p |x|)

It is never above the linear relaxation at the same prices, since each region's integers are kept
(Lagrangian decomposition: Guignard and Kim 1987, Mathematical Programming 39). Any bound on a region's maximum will do,
so HiGHS may stop early.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from scipy.sparse import csgraph

from maillage.covering import programme
from maillage.covering.prices import Prices
from maillage.covering.reduction import Cover, reduced

Array = np.ndarray[Any, np.dtype[Any]]
SMALLEST, LARGEST = 6_000, 12_000
"""Pairs (row, column) in a region: most are settled by HiGHS in tenths of a second, dense ones in seconds."""
WORK = 1_500_000_000
"""Pairs in a region times pairs in all: the larger the problem, the smaller its regions."""
NODES = 20


def regional_bound(
    cover: Cover,
    prices: Prices,
    sites: int,
    positions: Array | None,
    threads: int,
    ticking: Callable[[float], bool],
    nonzeros: int | None = None,
) -> float:
    """Bound of the whole from the optimum, or a bound, of each region.

    Parameters
    ----------
    cover, prices, sites
        The reduced problem, prices of its relaxation and the number of sites.
    positions
        Coordinates of the columns, or ``None`` to order them by their neighbours.
    threads
        Regions solved at once; the bound does not depend on it.
    ticking
        Told the share done; answers whether to go on (regions left keep their relaxation's bound).
    nonzeros
        Pairs (row, column) aimed at in each region; between 6,000 and 12,000 unless given.

    Returns
    -------
    float
        Weight no choice can exceed.
    """
    nonzeros = nonzeros or min(max(WORK // max(cover.nonzeros, 1), SMALLEST), LARGEST)
    rows = cover.by_row()
    places = neighbour_order(cover) if positions is None else positions
    label = cut(places, np.diff(cover.cp), max(1, round(cover.nonzeros / nonzeros)))
    of_pair = label[cover.ri]
    starts = cover.rp[:-1]
    shared = np.minimum.reduceat(of_pair, starts) < np.maximum.reduceat(of_pair, starts)
    worth = np.where(shared, prices.rows, cover.w)
    home = np.where(shared, -1, of_pair[starts])
    total = sites * prices.site + float((cover.w - prices.rows)[shared].sum())

    def one(region: int) -> float:
        """Bound of one region's best priced choice."""
        inside = np.flatnonzero(label == region)
        relaxed = float((cover.w - prices.rows)[home == region].sum() + np.maximum(prices.surplus[inside], 0.0).sum())
        if not going[0]:
            return relaxed
        part = reduced(rows[:, inside], worth, inside)
        answer = programme.answered(part, price=prices.site, nodes=NODES, heuristics=False)
        return min(relaxed, answer.bound) if np.isfinite(answer.bound) else relaxed

    going, bounds, n = [True], [], int(label.max()) + 1
    with ThreadPoolExecutor(threads) as pool:
        for done, bound in enumerate(pool.map(one, range(n)), 1):
            bounds.append(bound)
            going[0] = ticking(done / n)
    return (total + sum(bounds)) * (1 + 1e-9)


def cut(places: Array, load: Array, parts: int) -> Array:
    """Cut points into ``parts`` boxes of equal ``load``, always across the longest side."""
    label = np.zeros(len(places), np.int64)

    def halve(points: Array, first: int, count: int) -> None:
        """Label ``points`` from ``first``, splitting them while they hold several boxes."""
        label[points] = first
        if count == 1 or len(points) < 2:
            return
        side = int(np.argmax(np.ptp(places[points], axis=0)))
        line = points[np.argsort(places[points, side], kind="stable")]
        before = np.cumsum(load[line])
        left = count // 2
        at = int(np.searchsorted(before, before[-1] * left / count))
        at = min(max(at, 1), len(line) - 1)
        halve(line[:at], first, left)
        halve(line[at:], first + left, count - left)

    halve(np.arange(len(places)), 0, parts)
    return np.unique(label, return_inverse=True)[1]


def neighbour_order(cover: Cover) -> Array:
    """One coordinate per column, near for columns that share rows (reverse Cuthill-McKee)."""
    rows = cover.by_row().astype(np.int32)
    graph = (rows.T @ rows).tocsr()
    rank = np.empty(cover.n_columns)
    rank[csgraph.reverse_cuthill_mckee(graph, symmetric_mode=True)] = np.arange(cover.n_columns)
    return rank[:, None]
