"""What the rest of a day is worth at least, from every node and for any time left."""

import numpy as np

from maillage.vocabulary.compiling import Array, compiled

WIDEST = 64


@compiled
def endings(legs: Array, prices: Array, lasts: Array, unit: float, least: Array) -> None:
    """Least driving less prices from each node back to the depot, written in ``least`` [n + 1, units].

    ``least[i, left]`` holds for any time left below ``(left + 1) * unit``. The rest may visit a stop again but not go
    straight back. ``lasts`` [n + 1, n + 1] holds the whole units, rounded down and at least 1, of a leg and the visit
    after it. As many units are filled side by side as the shortest lasts: none of them needs another.
    """
    n, units = len(prices) - 1, least.shape[1]
    other = np.full((n + 1, units), np.inf)
    onward = np.zeros((n + 1, units), np.int32)
    first, second, toward = np.empty(WIDEST), np.empty(WIDEST), np.empty(WIDEST, np.int32)
    width = WIDEST
    for i in range(1, n + 1):
        for j in range(1, n + 1):
            if i != j and lasts[i, j] < width:
                width = lasts[i, j]
    for start in range(0, units, width):
        wide = min(width, units - start)
        for i in range(1, n + 1):
            for t in range(wide):
                first[t] = legs[i, 0] if legs[i, 0] < (start + t + 1) * unit else np.inf
                second[t], toward[t] = np.inf, 0
            for j in range(1, n + 1):
                if j == i:
                    continue
                shift = start - lasts[i, j]
                worth = legs[i, j] - prices[j]
                for t in range(max(0, -shift), wide):
                    rest = shift + t
                    value = worth + (other[j, rest] if onward[j, rest] == i else least[j, rest])
                    if value < first[t]:
                        second[t], first[t], toward[t] = first[t], value, j
                    elif value < second[t]:
                        second[t] = value
            for t in range(wide):
                least[i, start + t], other[i, start + t], onward[i, start + t] = first[t], second[t], toward[t]
