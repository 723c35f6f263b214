"""Cheapest days at given prices of the visits: labels in order of time, each with the stops it remembers."""

import numpy as np

from maillage.vocabulary.compiling import Array, compiled

WORD = 64


@compiled
def cheapest_days(
    legs: Array,
    dwell: Array,
    prices: Array,
    remembered: Array,
    onward: Array,
    day_minutes: float,
    unit: float,
    least: Array,
    under: float,
    most: int,
    looks: int,
    days: Array,
    size: Array,
) -> tuple[int, bool, int]:
    """Days whose driving less prices is under ``under``: the cheapest that ends at each node.

    A label is a day begun: where it is, its minutes, its worth (driving less prices), the stops it remembers. Going on
    to j it forgets those outside ``remembered[j]``, which may then be visited again: the least worth is at most that
    of any true day. It gives way to a label of its node that is no later, no dearer, no longer and remembers no more,
    and is dropped where no ending (:func:`endings`) brings it under ``under``.

    Parameters
    ----------
    legs, dwell, prices
        [n + 1, n + 1], [n + 1] and [n + 1] minutes; node 0 is the depot.
    remembered
        [n + 1, words] bits of the stops remembered at each node, itself among them.
    onward
        [n, m] stops a day may go on to from each stop; it may begin at any.
    day_minutes, unit
        Longest day, and the width of the classes of time.
    least
        [n + 1, units] of :func:`endings`.
    under
        Worth, at most 0, that days must be under.
    most, looks
        Labels allowed, and looks of labels at those of their node.
    days, size
        [k, n] and [k], filled with days found (nodes in order), from the cheapest on.

    Returns
    -------
    How many days were written; whether what was allowed was enough: if so no other day is worth less than the first
    written, or than ``under`` where none is; and looks left.
    """
    n = len(dwell) - 1
    at, before = np.empty(most, np.int32), np.empty(most, np.int32)
    following, count = np.empty(most, np.int32), np.empty(most, np.int32)
    minutes, worth = np.empty(most), np.empty(most)
    memory = np.empty((most, remembered.shape[1]), np.uint64)
    waiting = np.full(least.shape[1], -1, np.int32)
    kept, last, many = np.full(n + 1, -1, np.int32), np.full(n + 1, -1, np.int32), np.zeros(n + 1, np.int64)
    cheapest = np.full(n + 1, np.inf)
    made, bucket, label, enough = 0, 0, -1, True
    while enough:
        i = 0
        if label >= 0:
            i = at[label]
            looks -= many[i]
            if looks < 0:
                enough = False
                break
            if _dominated(label, kept[i], following, minutes, worth, count, memory):
                i = -1
            else:
                following[label] = kept[i]
                kept[i] = label
                many[i] += 1
                if minutes[label] + legs[i, 0] <= day_minutes and worth[label] + legs[i, 0] < cheapest[i]:
                    cheapest[i] = worth[label] + legs[i, 0]
                    last[i] = label
                if count[label] == n:
                    i = -1
        if i >= 0:
            for k in range(onward.shape[1] if i else n):
                j = onward[i - 1, k] if i else k + 1
                spent = (minutes[label] if i else 0.0) + legs[i, j] + dwell[j]
                if spent > day_minutes or (i and memory[label, j // WORD] >> np.uint64(j % WORD) & np.uint64(1)):
                    continue
                value = (worth[label] if i else 0.0) + legs[i, j] - prices[j]
                if value + least[j, int((day_minutes - spent) / unit)] >= under:
                    continue
                if made == most:
                    enough = False
                    break
                at[made], before[made], count[made] = j, label, (count[label] if i else 0) + 1
                minutes[made], worth[made] = spent, value
                for w in range(remembered.shape[1]):
                    memory[made, w] = memory[label, w] & remembered[j, w] if i else np.uint64(0)
                memory[made, j // WORD] |= np.uint64(1) << np.uint64(j % WORD)
                there = int(spent / unit)
                following[made] = waiting[there]
                waiting[there] = made
                made += 1
        while bucket < len(waiting) and waiting[bucket] < 0:
            bucket += 1
        if bucket == len(waiting):
            break
        label = waiting[bucket]
        waiting[bucket] = following[label]
    return _written(cheapest, last, under, at, before, count, days, size), enough, max(looks, 0)


@compiled
def _dominated(
    label: int, other: int, following: Array, minutes: Array, worth: Array, count: Array, memory: Array
) -> bool:
    """Whether a label of the list that begins at ``other`` makes ``label`` useless."""
    while other >= 0:
        if worth[other] <= worth[label] and minutes[other] <= minutes[label] and count[other] <= count[label]:
            more = False
            for w in range(memory.shape[1]):
                if memory[other, w] & ~memory[label, w]:
                    more = True
                    break
            if not more:
                return True
        other = following[other]
    return False


@compiled
def _written(
    cheapest: Array, last: Array, under: float, at: Array, before: Array, count: Array, days: Array, size: Array
) -> int:
    """Write the days that end with the labels ``last``; how many."""
    written = 0
    for node in np.argsort(cheapest):
        if last[node] < 0 or cheapest[node] >= under or written == len(size):
            break
        label = last[node]
        size[written] = count[label]
        for position in range(count[label] - 1, -1, -1):
            days[written, position] = at[label]
            label = before[label]
        written += 1
    return written
