"""Minimum spanning tree of the visits."""

import numpy as np

from maillage.vocabulary.compiling import Array, compiled


@compiled
def spanning_tree(cost: Array, prices: Array, ends: Array, lengths: Array) -> None:
    """Minimum spanning tree of a dense graph with edges ``cost[i, j] + prices[i] + prices[j]`` (Prim 1957).

    Edge k joins ``ends[k, 0]`` and ``ends[k, 1]`` and is ``lengths[k]`` long; there are ``len(cost) - 1``.
    """
    n = len(cost)
    inside = np.zeros(n, np.uint8)
    nearest = np.zeros(n, np.int64)
    away = np.empty(n)
    inside[0] = 1
    for i in range(n):
        away[i] = cost[0, i] + prices[0] + prices[i]
    for k in range(n - 1):
        new = -1
        for i in range(n):
            if not inside[i] and (new < 0 or away[i] < away[new]):
                new = i
        inside[new] = 1
        ends[k, 0], ends[k, 1] = nearest[new], new
        lengths[k] = away[new]
        for i in range(n):
            length = cost[new, i] + prices[new] + prices[i]
            if not inside[i] and length < away[i]:
                away[i] = length
                nearest[i] = new
