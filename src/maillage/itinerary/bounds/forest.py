r"""Forest with prices.

Rounds that use k days and serve V visits are k paths over the visits, V - k legs between visits, k legs from the depot
and k to it (0 long for open rounds). The V - k legs, taken both ways at the lesser of their two times, are a forest of
V - k edges over the visits without edges between visits of one stop; each visit has two legs, and at most one from and
one to the depot. For any prices :math:`\pi_i` of the visits, adding :math:`\pi_i` to both legs of i and taking
:math:`2 \sum \pi_i` off changes nothing to the rounds' total, so that

.. math:: L_k(\pi) = F_{V-k}(\pi) + O_k(\pi) + I_k(\pi) - 2 \sum_i \pi_i

is at most their driving, with F the cheapest forest of V - k edges (the V - k shortest edges of a minimum spanning
tree, by the greedy algorithm on the graphic matroid cut at rank V - k), O and I the k cheapest legs from and to the
depot. k is unknown, so the least :math:`L_k` over possible k counts. A k is impossible when it is less than the most
visits of a stop, or when the visits and :math:`L_k(\pi)` last longer than k days together. Prices rise by subgradient
steps, as in Held and Karp 1971, "The traveling-salesman problem and minimum spanning trees: part II", Mathematical
Programming 1.
"""

from typing import Any

import numpy as np

from maillage.itinerary import _kernels

Array = np.ndarray[Any, np.dtype[Any]]
STEPS = 400
FAR = 1e6
"""Minutes above which a leg is forbidden."""


def forest_bound(
    between: Array, out: Array, back: Array, least: int, days: int, spent: float, day_minutes: float
) -> tuple[float, int]:
    """Best forest with prices, and the least number of days it leaves possible."""
    size = len(out)
    symmetric = np.ascontiguousarray(np.minimum(between, between.T))
    prices, best = np.zeros(size), -np.inf
    ends, lengths = np.empty((size - 1, 2), np.int64), np.empty(size - 1)
    most = min(days, size)
    usual = float(np.where(symmetric < FAR, symmetric, 0.0).mean()) + float(out.mean() + back.mean())
    step, stale = 0.2 * usual, 0
    for _ in range(STEPS):
        _kernels.spanning_tree(symmetric, prices, ends, lengths)
        by_length, leaving, coming = np.argsort(lengths), np.argsort(out + prices), np.argsort(back + prices)
        tree = np.concatenate([[0.0], np.cumsum(lengths[by_length])])
        depot = np.cumsum((out + prices)[leaving]) + np.cumsum((back + prices)[coming])
        used = np.arange(least, most + 1)
        values = tree[size - used] + depot[used - 1] - 2.0 * prices.sum()
        while least < most and values[0] + spent > least * day_minutes + 1e-3:
            least, values, used = least + 1, values[1:], used[1:]
        at = int(np.argmin(values))
        value, k = float(values[at]), int(used[at])
        if value > best + 1e-9:
            best, stale = value, 0
        else:
            stale += 1
            if stale >= 10:
                step, stale = step / 1.5, 0
        degree = np.bincount(ends[by_length[: size - k]].ravel(), minlength=size)
        degree[leaving[:k]] += 1
        degree[coming[:k]] += 1
        slope = degree - 2.0
        norm = float(np.sqrt((slope**2).sum()))
        if norm == 0.0 or step < 1e-4 * usual:
            break
        prices = prices + step * slope / norm * np.sqrt(size) / 4.0
    return best, least
