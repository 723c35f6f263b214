r"""Least driving of any rounds that serve given visits.

Rounds that use k days and serve V visits are k paths over the visits, V - k legs between visits, k legs from the
depot and k to it (0 long for open rounds). Two relaxations, the better of which is kept:

- *Forest with prices.* Its V - k legs, taken both ways at the lesser of their two times, are a forest of V - k edges
  over the visits without edges between visits of one stop; each visit has two legs, and at most one from and one to
  the depot. For any prices :math:`\pi_i` of the visits, adding :math:`\pi_i` to both legs of i and taking :math:`2
  \sum \pi_i` off changes nothing to the rounds' total, so that

  .. math:: L_k(\pi) = F_{V-k}(\pi) + O_k(\pi) + I_k(\pi) - 2 \sum_i \pi_i

  is at most their driving, with F the cheapest forest of V - k edges (the V - k shortest edges of a minimum spanning
  tree, by the greedy algorithm on the graphic matroid cut at rank V - k), O and I the k cheapest legs from and to the
  depot. k is unknown, so the least :math:`L_k` over possible k counts. A k is impossible when it is less than the
  most visits of a stop, or when the visits and :math:`L_k(\pi)` last longer than k days together. Prices rise by
  subgradient steps, as in Held and Karp 1971, "The traveling-salesman problem and minimum spanning trees: part II",
  Mathematical Programming 1.
- *Assignment.* Every visit has one leg to it and one from it; each of the days one from the depot and one to it, or,
  for as many days as may be idle, none. The cheapest such choice (never between visits of one stop) is an assignment
  problem; it forgets that legs must not close circuits without the depot, but knows that times differ from one way to
  the other.
"""

from typing import Any

import numpy as np

from maillage.itinerary import _kernels

Array = np.ndarray[Any, np.dtype[Any]]
FORBIDDEN = 1e7
"""Minutes of a leg between two visits of one stop."""
STEPS = 400
MARGIN = 1e-5
"""Minutes a bound is lowered by, more than floating-point sums may err."""


def lower_bound(legs: Array, dwell: Array, served: Array, days: int, day_minutes: float) -> float:
    """Lower bound on the driving minutes of rounds that serve ``served`` [n] visits of each stop.

    ``legs`` [n + 1, n + 1] and ``dwell`` [n] in minutes, as in :class:`~maillage.itinerary.ItineraryProblem`. The
    visits must fit: some rounds serve them.
    """
    nodes = np.repeat(np.arange(len(served)), served) + 1
    if len(nodes) == 0:
        return 0.0
    between = legs[np.ix_(nodes, nodes)]
    between = np.where(nodes[:, None] == nodes, FORBIDDEN, between)
    least = max(int(served.max()), int(np.ceil((dwell[nodes - 1].sum() - MARGIN) / day_minutes)), 1)
    spent = float(dwell[nodes - 1].sum())
    forest, least = _forest(between, legs[0, nodes], legs[nodes, 0], least, days, spent, day_minutes)
    return max(forest, _assignment(between, legs[0, nodes], legs[nodes, 0], least, days), MARGIN) - MARGIN


def _forest(
    between: Array, out: Array, back: Array, least: int, days: int, spent: float, day_minutes: float
) -> tuple[float, int]:
    """Best forest with prices, and the least number of days it leaves possible."""
    size = len(out)
    symmetric = np.ascontiguousarray(np.minimum(between, between.T))
    prices, best = np.zeros(size), -np.inf
    ends, lengths = np.empty((size - 1, 2), np.int64), np.empty(size - 1)
    most = min(days, size)
    usual = float(np.where(symmetric < FORBIDDEN, symmetric, 0.0).mean()) + float(out.mean() + back.mean())
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


def _assignment(between: Array, out: Array, back: Array, least: int, days: int) -> float:
    """Cheapest legs to and from each visit; days beyond ``least`` may be idle."""
    from scipy.optimize import linear_sum_assignment

    size = len(out)
    cost = np.full((size + days, size + days), FORBIDDEN)
    cost[:size, :size] = between
    cost[size:, :size] = out
    cost[:size, size:] = back[:, None]
    idle = np.arange(size + min(least, days), size + days)
    cost[idle, idle] = 0.0
    rows, columns = linear_sum_assignment(cost)
    return float(cost[rows, columns].sum())
