"""Chains: a missing visit takes the half-day of another, which takes that of a third, until one finds room.

Shortest chains first by price (Dijkstra over visits, each worth what its half-day would cost the one before it), as the
augmenting paths of an assignment (Kuhn, 1955); laid whole or not at all.
"""

import numpy as np

from maillage.timetable._kernels.day import MOST_STOPS, day_drive, minutes_there
from maillage.timetable._kernels.ground import Ground, State
from maillage.timetable._kernels.insertion import best_place, insert, may_hold, remove, wish_price
from maillage.vocabulary.compiling import Array, compiled

_HOP = 1.0
"""Minutes a link of a chain costs at least."""
_LONGEST = 24
"""Links of a chain."""
_WORTH = 1e-7


@compiled
def _stays(g: Ground, v: int) -> bool:
    """Whether a visit goes with another and is no link."""
    return bool(g.leader[v] >= 0 or (v + 1 < len(g.place) and g.leader[v + 1] == v))


@compiled
def _instead(g: Ground, s: State, v: int, a: int, d: int, h: int, work: Array, size: Array, times: Array) -> float:
    """Driving of a day whose half-day holds visit ``v`` alone."""
    for k in range(2):
        size[k] = s.size[a, d, k]
        for i in range(size[k]):
            work[k, i] = s.route[a, d, k, i]
    work[h, 0], size[h] = v, 1
    return day_drive(g, a, d, work, size, times[0], times[1])


@compiled
def _reach(
    g: Ground, s: State, v: int, far: Array, before: Array, slot: Array, done: Array, work: Array, size: Array,
    times: Array,
) -> None:  # fmt: skip
    """Tell each visit that could leave its half-day to ``v`` what that costs."""
    place = g.place[v]
    for near in range(g.reachable[place]):
        a = g.reach[place, near]
        for period in range(g.period[g.first[v]], g.period[g.last[v]] + 1):
            spare, at, half = np.inf, -1, -1
            full = s.used[a, period] >= g.quota[a, period]
            for d in range(g.first[v], g.last[v] + 1):
                if g.period[d] != period:
                    continue
                for h in range(2):
                    if not g.there[a, d, h] or s.size[a, d, h] > 1 or s.taken[place, d, h] >= g.seats[place, d, h]:
                        continue
                    if minutes_there(g, v, d, h) == 0:
                        continue
                    wish, w = wish_price(g, v, d, h, a), s.route[a, d, h, 0]
                    if s.size[a, d, h] == 0:
                        if full and wish < spare:
                            extra = _instead(g, s, v, a, d, h, work, size, times) - s.drive[a, d] + wish
                            if extra < spare:
                                spare, at, half = extra, d, h
                        continue
                    if done[w] or g.place[w] == place or far[v] + _HOP >= far[w] or wish == np.inf or _stays(g, w):
                        continue
                    extra = wish - wish_price(g, w, d, h, a) - s.drive[a, d]
                    extra += _instead(g, s, v, a, d, h, work, size, times)
                    _link(v, w, extra, a, d, h, far, before, slot)
            if at >= 0:
                _rest(g, s, v, a, period, spare, at, half, far, before, slot, done)


@compiled
def _link(v: int, w: int, extra: float, a: int, d: int, h: int, far: Array, before: Array, slot: Array) -> None:
    """Note that ``v`` may take a half-day when ``w`` leaves."""
    reached = far[v] + max(extra, 0.0) + _HOP
    if reached < far[w]:
        far[w], before[w] = reached, v
        slot[w, 0], slot[w, 1], slot[w, 2] = d, h, a


@compiled
def _rest(
    g: Ground, s: State, v: int, a: int, period: int, spare: float, at: int, half: int, far: Array, before: Array,
    slot: Array, done: Array,
) -> None:  # fmt: skip
    """Advisor ``a`` has no half-day left in the period: any other of the period may be given up instead."""
    for d in range(len(g.period)):
        if g.period[d] != period or d == at:
            continue
        for h in range(2):
            if s.size[a, d, h] == 1:
                w = s.route[a, d, h, 0]
                if not done[w] and not _stays(g, w):
                    _link(v, w, spare - wish_price(g, w, d, h, a), a, at, half, far, before, slot)


@compiled
def _enter(g: Ground, s: State, v: int, d: int, h: int, a: int, work: Array, size: Array, times: Array) -> bool:
    """Put a visit in an empty half-day, if it may be there."""
    place, need = g.place[v], minutes_there(g, v, d, h)
    if s.size[a, d, h] > 0 or need == 0 or s.taken[place, d, h] >= g.seats[place, d, h]:
        return False
    if not may_hold(g, s, v, need, d, h, a) or wish_price(g, v, d, h, a) == np.inf:
        return False
    if _instead(g, s, v, a, d, h, work, size, times) == np.inf:
        return False
    insert(g, s, v, d, h, a, 0)
    return True


@compiled
def _lay(
    g: Ground, s: State, last: int, before: Array, slot: Array, chance: Array, work: Array, size: Array, times: Array
) -> float:
    """Lay a chain that ends with visit ``last``; the change of price, 0 when it is given up."""
    chain, log = np.zeros(_LONGEST + 1, np.int64), np.zeros((_LONGEST + 1, 3), np.int64)
    best, count, v = np.zeros(4, np.int64), 0, last
    while v >= 0:
        if count > _LONGEST:
            return 0.0
        chain[count] = v
        count, v = count + 1, before[v]
    driven, change = s.drive.sum(), -g.miss[chain[count - 1]]
    for i in range(count - 1):
        w = chain[i]
        log[i, 0], log[i, 1], log[i, 2] = s.held[w, 0], s.held[w, 1], s.held[w, 2]
        change -= wish_price(g, w, log[i, 0], log[i, 1], log[i, 2])
        remove(g, s, w)
    laid = True
    for i in range(count - 1):  # each takes the half-day noted beside the one it drives out
        v, w = chain[i + 1], chain[i]
        laid = laid and _enter(g, s, v, slot[w, 0], slot[w, 1], slot[w, 2], work, size, times)
    if laid and best_place(g, s, last, 0.0, chance, best) < np.inf:
        insert(g, s, last, best[0], best[1], best[2], best[3])
    laid = laid and s.held[last, 0] >= 0
    for i in range(count):
        v = chain[i]
        if s.held[v, 0] >= 0:
            change += wish_price(g, v, s.held[v, 0], s.held[v, 1], s.held[v, 2])
    change += s.drive.sum() - driven
    if laid and change < -_WORTH:
        return float(change)
    for i in range(count):
        if s.held[chain[i], 0] >= 0:
            remove(g, s, chain[i])
    for i in range(count - 1):
        insert(g, s, chain[i], log[i, 0], log[i, 1], log[i, 2], 0)
    return 0.0


@compiled
def _chained(
    g: Ground, s: State, v: int, dead: Array, chance: Array, far: Array, before: Array, slot: Array, done: Array,
    work: Array, size: Array, times: Array,
) -> float:  # fmt: skip
    """Find the shortest chain from a missing visit and lay it; the change of price."""
    far[:], before[:], done[:] = np.inf, -1, dead
    best = np.zeros(4, np.int64)
    far[v] = 0.0
    done[v] = False
    while True:
        x, nearest = -1, np.inf
        for w in range(len(far)):
            if not done[w] and far[w] < nearest:
                x, nearest = w, far[w]
        if x < 0 or nearest >= g.miss[v]:
            break
        done[x] = True
        if nearest + best_place(g, s, x, 0.0, chance, best) < g.miss[v]:
            change = _lay(g, s, x, before, slot, chance, work, size, times)
            if change < 0.0:
                return change
        _reach(g, s, x, far, before, slot, done, work, size, times)
    for w in range(len(far)):
        if far[w] < np.inf and done[w]:
            dead[w] = True
    return 0.0


@compiled
def chains(g: Ground, s: State, order: Array, chance: Array) -> float:
    """Let every missing visit of a list in by a chain, where there is one; the change of price."""
    many, change = len(g.place), 0.0
    dead, done = np.zeros(many, np.bool_), np.zeros(many, np.bool_)
    far, before, slot = np.zeros(many), np.zeros(many, np.int64), np.zeros((many, 3), np.int64)
    work, size = np.zeros((2, MOST_STOPS + 1), np.int64), np.zeros(2, np.int64)
    times = np.zeros((2, 2, MOST_STOPS + 1), np.int64)
    for v in order:
        if s.held[v, 0] < 0 and not _stays(g, v):
            change += _chained(g, s, v, dead, chance, far, before, slot, done, work, size, times)
    return change
