"""Whole half-days one at a time: greedy filling and shedding, one-unit moves.

State: ``left[j] = w_j exp(-A_j)``, the people in need not yet served, and ``q = 1 - exp(-a_ij)``, so that one more
half-day at place i serves ``sum_j left[j] q_ij`` more people and multiplies ``left`` by ``1 - q``.
"""

import heapq

from numba import njit


@njit(cache=True)
def gain_of(i, indptr, indices, q, left):
    """People served by one more half-day at place i."""
    total = 0.0
    for k in range(indptr[i], indptr[i + 1]):
        total += left[indices[k]] * q[k]
    return total


@njit(cache=True)
def loss_of(i, indptr, indices, q, left):
    """People no longer served with one half-day less at place i."""
    total = 0.0
    for k in range(indptr[i], indptr[i + 1]):
        total += left[indices[k]] * q[k] / (1.0 - q[k])
    return total


@njit(cache=True)
def add(i, indptr, indices, q, left, reach_indptr, reach_indices, x, seen):
    """Put one half-day at place i."""
    for k in range(indptr[i], indptr[i + 1]):
        left[indices[k]] *= 1.0 - q[k]
    if x[i] == 0:
        for k in range(reach_indptr[i], reach_indptr[i + 1]):
            seen[reach_indices[k]] += 1
    x[i] += 1


@njit(cache=True)
def remove(i, indptr, indices, q, left, reach_indptr, reach_indices, x, seen):
    """Take one half-day from place i."""
    for k in range(indptr[i], indptr[i + 1]):
        left[indices[k]] /= 1.0 - q[k]
    x[i] -= 1
    if x[i] == 0:
        for k in range(reach_indptr[i], reach_indptr[i + 1]):
            seen[reach_indices[k]] -= 1


@njit(cache=True)
def may_close(i, reach_indptr, reach_indices, required, seen):
    """Whether every required commune around place i has another visited place."""
    for k in range(reach_indptr[i], reach_indptr[i + 1]):
        j = reach_indices[k]
        if required[j] and seen[j] <= 1:
            return False
    return True


@njit(cache=True)
def newly_reached(i, reach_indptr, reach_indices, required, worth, seen):
    """Worth of the required communes that place i would be the first to reach."""
    total = 0.0
    for k in range(reach_indptr[i], reach_indptr[i + 1]):
        j = reach_indices[k]
        if required[j] and seen[j] == 0:
            total += worth[j]
    return total


@njit(cache=True)
def cover_first(reach_indptr, reach_indices, required, worth, price, indptr, indices, q, left, x, rooms, seen, budget):
    """Visit places until every required commune has one within reach, cheapest per newly reached worth first.

    The cost of a place is ``price`` less the people its first half-day serves. Returns the half-days spent, or -1
    when the budget ran out.
    """
    spent = 0
    heap = [(0.0, 0)]
    heap.clear()
    for i in range(len(rooms)):
        if x[i] == 0 and rooms[i] > 0:
            fresh = newly_reached(i, reach_indptr, reach_indices, required, worth, seen)
            if fresh > 0.0:
                cost = max(price - gain_of(i, indptr, indices, q, left), 0.01 * price)
                heap.append((cost / fresh, i))
    heapq.heapify(heap)
    while len(heap) > 0:
        score, i = heap[0]
        fresh = newly_reached(i, reach_indptr, reach_indices, required, worth, seen)
        if fresh <= 0.0:
            heapq.heappop(heap)
            continue
        now = max(price - gain_of(i, indptr, indices, q, left), 0.01 * price) / fresh
        if now > score * (1.0 + 1e-12):
            heapq.heapreplace(heap, (now, i))
            continue
        if spent >= budget:
            return -1
        heapq.heappop(heap)
        add(i, indptr, indices, q, left, reach_indptr, reach_indices, x, seen)
        spent += 1
    return spent


@njit(cache=True)
def fill(amount, eligible, rooms, indptr, indices, q, left, reach_indptr, reach_indices, x, seen):
    """Add up to ``amount`` half-days, each at the eligible place that serves most; returns how many were added.

    Lazy greedy: gains only fall, so a stale gain is an upper bound.
    """
    heap = [(0.0, 0)]
    heap.clear()
    for i in range(len(rooms)):
        if eligible[i] and x[i] < rooms[i]:
            heap.append((-gain_of(i, indptr, indices, q, left), i))
    heapq.heapify(heap)
    added = 0
    while added < amount and len(heap) > 0:
        stale, i = heap[0]
        now = -gain_of(i, indptr, indices, q, left)
        if now > stale:
            heapq.heapreplace(heap, (now, i))
            continue
        add(i, indptr, indices, q, left, reach_indptr, reach_indices, x, seen)
        added += 1
        if x[i] >= rooms[i]:
            heapq.heappop(heap)
        else:
            heapq.heapreplace(heap, (-gain_of(i, indptr, indices, q, left), i))
    return added


@njit(cache=True)
def shed(amount, eligible, at_least, required, indptr, indices, q, left, reach_indptr, reach_indices, x, seen):
    """Take up to ``amount`` half-days, each where fewest people lose; floors and reach are kept. Returns how many."""
    heap = [(0.0, 0)]
    heap.clear()
    for i in range(len(x)):
        if eligible[i] and x[i] > at_least[i]:
            heap.append((loss_of(i, indptr, indices, q, left), i))
    heapq.heapify(heap)
    taken = 0
    while taken < amount and len(heap) > 0:
        stale, i = heap[0]
        if x[i] == 1 and not may_close(i, reach_indptr, reach_indices, required, seen):
            heapq.heappop(heap)
            continue
        now = loss_of(i, indptr, indices, q, left)
        if now > stale:
            heapq.heapreplace(heap, (now, i))
            continue
        remove(i, indptr, indices, q, left, reach_indptr, reach_indices, x, seen)
        taken += 1
        if x[i] <= at_least[i]:
            heapq.heappop(heap)
        else:
            heapq.heapreplace(heap, (loss_of(i, indptr, indices, q, left), i))
    return taken


@njit(cache=True)
def takes_over(k, i, reach_indptr, reach_indices, required, seen):
    """Whether place k reaches every required commune that would be lost with place i (rows sorted)."""
    a = reach_indptr[k]
    stop = reach_indptr[k + 1]
    for p in range(reach_indptr[i], reach_indptr[i + 1]):
        j = reach_indices[p]
        if required[j] and seen[j] <= 1:
            while a < stop and reach_indices[a] < j:
                a += 1
            if a == stop or reach_indices[a] != j:
                return False
    return True


@njit(cache=True)
def improve(sweeps, group, at_least, rooms, required, indptr, indices, q, left, reach_indptr, reach_indices, x, seen):
    """Move single half-days to a better place nearby in their group until a sweep finds none; returns the moves.

    Places of a negative group stay as they are.
    """
    moves = 0
    for _ in range(sweeps):
        found = 0
        for i in range(len(x)):
            if group[i] < 0 or x[i] <= at_least[i]:
                continue
            closing = x[i] == 1 and not may_close(i, reach_indptr, reach_indices, required, seen)
            loss = loss_of(i, indptr, indices, q, left)
            best = -1
            most = loss * (1.0 + 1e-9) + 1e-9
            remove(i, indptr, indices, q, left, reach_indptr, reach_indices, x, seen)
            for k in range(indptr[i], indptr[i + 1]):
                c = indices[k]
                if c == i or x[c] >= rooms[c] or group[c] != group[i]:
                    continue
                gain = gain_of(c, indptr, indices, q, left)
                if gain > most:
                    if closing:
                        add(i, indptr, indices, q, left, reach_indptr, reach_indices, x, seen)
                        fits = x[c] == 0 and takes_over(c, i, reach_indptr, reach_indices, required, seen)
                        remove(i, indptr, indices, q, left, reach_indptr, reach_indices, x, seen)
                        if not fits:
                            continue
                    most = gain
                    best = c
            if best < 0:
                best = i
            else:
                found += 1
            add(best, indptr, indices, q, left, reach_indptr, reach_indices, x, seen)
        moves += found
        if found == 0:
            break
    return moves
