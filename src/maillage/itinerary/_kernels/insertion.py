"""Where a visit costs least, and construction by regret."""

import numpy as np

from maillage.itinerary._kernels.routes import SLACK, path_minutes, put
from maillage.vocabulary.compiling import Array, compiled, draw

_NOWHERE = np.inf


@compiled
def cheapest_on(
    legs: Array, dwell: Array, limit: float, route: Array, size: Array, drive: Array, dwelt: Array, on: Array,
    node: int, day: int,
) -> tuple[float, int]:  # fmt: skip
    """Least extra driving to visit a node on a day and the position for it; infinite where it does not fit."""
    best, place = _NOWHERE, -1
    if on[day, node]:
        return best, place
    room = limit + SLACK - drive[day] - dwelt[day] - dwell[node]
    before = 0
    n = size[day]
    for at in range(n + 1):
        after = route[day, at] if at < n else 0
        extra = legs[before, node] + legs[node, after]
        if n > 0:
            extra -= legs[before, after]
        if extra < best and extra <= room:
            best, place = extra, at
        before = after
    return best, place


@compiled
def insert_greedily(
    legs: Array, dwell: Array, limit: float, route: Array, size: Array, drive: Array, dwelt: Array, on: Array,
    node: int, blink: float, until: int, state: Array,
) -> tuple[int, int]:  # fmt: skip
    """Insert a node at its cheapest position of all days, skipping about one position in ``1 / blink``.

    ``until`` counts the positions to the next skipped one. Returns the day (-1: nowhere) and the new ``until``.
    """
    best, best_day, best_at = _NOWHERE, -1, -1
    emptied = False
    for day in range(len(size)):
        n = size[day]
        if n == 0:
            if emptied:
                continue  # empty days are alike
            emptied = True
        if on[day, node]:
            continue
        room = limit + SLACK - drive[day] - dwelt[day] - dwell[node]
        before = 0
        for at in range(n + 1):
            after = route[day, at] if at < n else 0
            extra = legs[before, node] + legs[node, after]
            if n > 0:
                extra -= legs[before, after]
            before = after
            until -= 1
            if until <= 0:
                until = 1 + int(np.log(1.0 - draw(state)) / np.log(1.0 - blink)) if blink > 0.0 else 1 << 60
                continue
            if extra < best and extra <= room:
                best, best_day, best_at = extra, day, at
    if best_day >= 0:
        put(route, size, on, best_day, best_at, node)
        drive[best_day] += best
        dwelt[best_day] += dwell[node]
    return best_day, until


@compiled
def insert_by_regret(
    legs: Array, dwell: Array, limit: float, k: int, route: Array, size: Array, drive: Array, dwelt: Array,
    on: Array, missing: Array, counts: Array,
) -> None:  # fmt: skip
    """Insert the missing visits one by one, first the one that would lose most by waiting.

    What it would lose: the sum over its second to k-th best days of what they cost more than its best one (Potvin and
    Rousseau 1993); a day it does not fit counts for a large sum. Visits that fit nowhere stay missing.
    """
    days, waiting = len(size), counts[0]
    large = 1.0
    for i in range(legs.shape[0]):
        for j in range(legs.shape[0]):
            large = max(large, 4.0 * legs[i, j])
    cost = np.empty((waiting, days))
    best = np.empty(k)
    for w in range(waiting):
        for day in range(days):
            cost[w, day] = cheapest_on(legs, dwell, limit, route, size, drive, dwelt, on, missing[w], day)[0]
    while True:
        chosen, chosen_day, most = -1, -1, -1.0
        for w in range(waiting):
            for r in range(k):
                best[r] = large
            first = -1
            for day in range(days):
                value = cost[w, day]
                if first < 0 or value < cost[w, first]:
                    first = day
                r = k - 1
                if value < best[r]:
                    while r > 0 and value < best[r - 1]:
                        best[r] = best[r - 1]
                        r -= 1
                    best[r] = value
            if cost[w, first] == _NOWHERE:
                continue
            regret = 0.0
            for r in range(1, k):
                regret += best[r] - best[0]
            # among equals, the longest visit first
            regret = max(regret, 0.0) + 1e-6 * dwell[missing[w]]
            if regret > most:
                chosen, chosen_day, most = w, first, regret
        if chosen < 0:
            break
        node = missing[chosen]
        _, at = cheapest_on(legs, dwell, limit, route, size, drive, dwelt, on, node, chosen_day)
        put(route, size, on, chosen_day, at, node)
        dwelt[chosen_day] += dwell[node]
        drive[chosen_day] = path_minutes(legs, route, size, chosen_day)
        waiting -= 1
        missing[chosen] = missing[waiting]
        for day in range(days):
            cost[chosen, day] = cost[waiting, day]
        for w in range(waiting):
            cost[w, chosen_day] = cheapest_on(
                legs, dwell, limit, route, size, drive, dwelt, on, missing[w], chosen_day
            )[0]
    counts[0] = waiting
