"""Compiled kernels: exact moves of posts on a balanced transport, and the search for violated rounding cuts.

Private to this room; each kernel has a slow obvious twin in ``tests/bases``.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

EPS = 1e-9

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@njit(cache=True)
def takeovers(giver, cost, flow, step, via):  # type: ignore[no-untyped-def]
    """Refresh what every base pays to take one half-day over from ``giver``, and through which place.

    step[u, v] = min over places i with flow[v, i] > 0 of cost[u, i] - cost[v, i]; ``via`` is the place that attains it.
    """
    bases, places = cost.shape
    for u in range(bases):
        step[u, giver] = np.inf
        via[u, giver] = -1
    for i in range(places):
        if flow[giver, i] > 0:
            for u in range(bases):
                d = cost[u, i] - cost[giver, i]
                if d < step[u, giver]:
                    step[u, giver] = d
                    via[u, giver] = i
    step[giver, giver] = 0.0


@njit(cache=True)
def transfer(source, sink, units, cost, flow, step, via, limit):  # type: ignore[no-untyped-def]
    """Let ``source`` take over and ``sink`` give up ``units`` half-days at least cost; the change of total cost.

    Successive shortest chains of takeovers (Bellman-Ford), so an optimal transport stays optimal. Chains only get
    dearer (convexity): once the change must exceed ``limit`` the answer is infinity and ``flow`` is left half-way.
    """
    bases = cost.shape[0]
    total = 0.0
    dist = np.empty(bases)
    before = np.empty(bases, np.int64)
    now = np.zeros(bases, np.bool_)
    then = np.zeros(bases, np.bool_)
    while units > 0:
        dist[:] = np.inf
        dist[source] = 0.0
        before[:] = -1
        now[:] = False
        now[source] = True
        for _ in range(bases):
            changed = False
            then[:] = False
            for u in range(bases):
                if now[u] and u != sink:
                    for v in range(bases):
                        d = dist[u] + step[u, v]
                        if d < dist[v] - EPS:
                            dist[v] = d
                            before[v] = u
                            then[v] = True
                            changed = True
            now, then = then, now
            if not changed:
                break
        if dist[sink] == np.inf or total + units * dist[sink] > limit:
            return np.inf
        amount = units
        v = sink
        while v != source:
            amount = min(amount, flow[v, via[before[v], v]])
            v = before[v]
        v = sink
        while v != source:
            i = via[before[v], v]
            flow[v, i] -= amount
            flow[before[v], i] += amount
            v = before[v]
        v = sink
        while v != source:
            takeovers(v, cost, flow, step, via)
            v = before[v]
        takeovers(source, cost, flow, step, via)
        units -= amount
        total += amount * dist[sink]
    return total


@njit(cache=True)
def keep(flow, step, via, flow2, step2, via2):  # type: ignore[no-untyped-def]
    """Write the second transport over the first, cell by cell: whole arrays take seconds to compile."""
    rows, columns = flow.shape
    for v in range(rows):
        for i in range(columns):
            flow[v, i] = flow2[v, i]
        for u in range(rows):
            step[v, u] = step2[v, u]
            via[v, u] = via2[v, u]


@njit(cache=True)
def chains(step):  # type: ignore[no-untyped-def]
    """Cheapest chain of takeovers between every two bases (Floyd and Warshall)."""
    dist = step.copy()
    n = dist.shape[0]
    for k in range(n):
        for u in range(n):
            d = dist[u, k]
            if d < np.inf:
                for v in range(n):
                    if d + dist[k, v] < dist[u, v]:
                        dist[u, v] = d + dist[k, v]
    return dist


@njit(cache=True)
def descend(posts, low, size, cost, flow, step, via, width):  # type: ignore[no-untyped-def]
    """Move one post at a time while the total cost falls; the total change.

    Half-days moved one by one cost at least ``size * chain`` (convexity), so only negative chains are tried, the
    ``width`` most negative first; the last row of ``cost`` (nobody) neither gives nor receives posts.
    """
    bases = cost.shape[0] - 1
    gain = 0.0
    while True:
        dist = chains(step)
        score = np.empty(bases * bases)
        pair = np.empty(bases * bases, np.int64)
        k = 0
        for a in range(bases):
            if posts[a] > low[a]:
                for b in range(bases):
                    if dist[b, a] < -1e-7:
                        score[k] = dist[b, a]
                        pair[k] = b * bases + a
                        k += 1
        found = False
        for _ in range(min(width, k)):
            j = 0
            for other in range(1, k):  # compiles ten times faster than a sort, of which only the head would serve
                if score[other] < score[j]:
                    j = other
            score[j] = np.inf
            b = pair[j] // bases
            a = pair[j] % bases
            flow2, step2, via2 = flow.copy(), step.copy(), via.copy()
            d = transfer(b, a, size, cost, flow2, step2, via2, -1e-6)
            if d < -1e-6:
                keep(flow, step, via, flow2, step2, via2)
                posts[a] -= 1
                posts[b] += 1
                gain += d
                found = True
                break
        if not found:
            return gain


@njit(cache=True)
def search(start, low, size, cost, half_days, near, kicks, width, seed):  # type: ignore[no-untyped-def]
    """Descend from ``start``, then ``kicks`` times displace two or three posts nearby and descend again.

    ``cost`` has one more row (nobody, at the price of unserved half-days) and one more column (idleness, free).
    Returns the best total cost, its posts and its flow.
    """
    np.random.seed(seed)  # noqa: NPY002 (numba's own generator, reseeded at each call)
    rows, columns = cost.shape
    bases = rows - 1
    posts = start.copy()
    flow = np.zeros((rows, columns), np.int64)
    for i in range(columns - 1):
        flow[bases, i] = half_days[i]
    flow[bases, columns - 1] = size * posts.sum()
    step = np.empty((rows, rows))
    via = np.empty((rows, rows), np.int64)
    for v in range(rows):
        takeovers(v, cost, flow, step, via)
    for b in range(bases):
        if posts[b] > 0:
            transfer(b, bases, size * posts[b], cost, flow, step, via, np.inf)
    descend(posts, low, size, cost, flow, step, via, width)
    best = total_cost(cost, flow)
    best_posts, best_flow, best_step, best_via = posts.copy(), flow.copy(), step.copy(), via.copy()
    for _ in range(kicks):
        centre = np.random.randint(bases)  # noqa: NPY002
        for _ in range(2 + np.random.randint(2)):  # noqa: NPY002
            a = near[centre, np.random.randint(near.shape[1])]  # noqa: NPY002
            b = near[a, np.random.randint(near.shape[1])]  # noqa: NPY002
            if a != b and posts[a] > low[a]:
                transfer(b, a, size, cost, flow, step, via, np.inf)
                posts[a] -= 1
                posts[b] += 1
        descend(posts, low, size, cost, flow, step, via, width)
        total = total_cost(cost, flow)
        if total <= best + EPS:
            best = total
            best_posts = posts.copy()
            keep(best_flow, best_step, best_via, flow, step, via)
        else:
            posts = best_posts.copy()
            keep(flow, step, via, best_flow, best_step, best_via)
    return best, best_posts, best_flow


@njit(cache=True)
def total_cost(cost, flow):  # type: ignore[no-untyped-def]
    """Sum of cost * flow over used arcs."""
    total = 0.0
    for v in range(cost.shape[0]):
        for i in range(cost.shape[1]):
            if flow[v, i] > 0:
                total += cost[v, i] * flow[v, i]
    return total


@njit(cache=True)
def separate(  # type: ignore[no-untyped-def]
    half_days, posts, flow, size, starts, steps
):
    """Sets of places whose rounding cut is violated most: from each start, add or drop one place while it helps.

    excess[r] = sum_b max(0, n_b(S) - r * y_b) is kept for every r, so that a trial only corrects the bases that serve
    the place tried. Returns one set per start and the violations.
    """
    bases, places = flow.shape
    sets = starts.copy()
    values = np.zeros(len(starts))
    first = np.zeros(places + 1, np.int64)
    for i in range(places):
        first[i + 1] = first[i]
        for b in range(bases):
            if flow[b, i] > EPS:
                first[i + 1] += 1
    server = np.empty(first[places], np.int64)
    amount = np.empty(first[places])
    for i in range(places):
        k = first[i]
        for b in range(bases):
            if flow[b, i] > EPS:
                server[k] = b
                amount[k] = flow[b, i]
                k += 1
    served = np.empty(bases)
    excess = np.empty(size + 1)
    for s in range(len(starts)):
        chosen = sets[s]
        served[:] = 0.0
        members = 0
        demand = 0
        for i in range(places):
            if chosen[i]:
                members += 1
                demand += half_days[i]
                for k in range(first[i], first[i + 1]):
                    served[server[k]] += amount[k]
        for step in range(steps + 1):
            excess[:] = 0.0
            for b in range(bases):
                if served[b] > EPS:
                    for r in range(1, size + 1):
                        d = served[b] - r * posts[b]
                        if d <= 0.0:
                            break
                        excess[r] += d
            r = (demand - 1) % size + 1
            values[s] = excess[r] + r * ((demand + size - 1) // size) - demand
            if step == steps:
                break
            best = values[s] + EPS
            toggled = -1
            for i in range(places):
                sign = -1 if chosen[i] else 1
                if members + sign == 0:
                    continue
                total = demand + sign * half_days[i]
                r = (total - 1) % size + 1
                trial = excess[r] + r * ((total + size - 1) // size) - total
                for k in range(first[i], first[i + 1]):
                    b = server[k]
                    d = served[b] - r * posts[b]
                    trial += max(0.0, d + sign * amount[k]) - max(0.0, d)
                if trial > best:
                    best = trial
                    toggled = i
            if toggled < 0:
                break
            sign = -1 if chosen[toggled] else 1
            chosen[toggled] = not chosen[toggled]
            members += sign
            demand += sign * half_days[toggled]
            for k in range(first[toggled], first[toggled + 1]):
                served[server[k]] += sign * amount[k]
    return sets, values
