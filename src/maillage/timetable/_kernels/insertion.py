"""Where a visit costs least, and how it enters and leaves a day."""

import numpy as np

from maillage.timetable._kernels.day import MOST_STOPS, day_drive, minutes_there
from maillage.timetable._kernels.ground import Ground, State
from maillage.vocabulary.compiling import Array, compiled, draw

_HALF_DAY = 330
"""Minutes of a half-day's visits beyond which no other can enter."""


@compiled
def wish_price(g: Ground, v: int, d: int, h: int, a: int) -> float:
    """Price of the wishes visit ``v`` breaks on day ``d``, half-day ``h``, by advisor ``a``; ``inf`` if locked out."""
    price = 0.0
    if g.usual[v, 0] >= 0:
        elsewhere = d != g.usual[v, 0] or (g.usual[v, 1] >= 0 and h != g.usual[v, 1])
        if g.locked[v] and (elsewhere or (g.usual[v, 2] >= 0 and a != g.usual[v, 2])):
            return np.inf
        if elsewhere:
            price += g.prices[0] if d != g.usual[v, 0] else g.prices[1]
    if g.usual[v, 2] >= 0 and a != g.usual[v, 2]:
        price += g.prices[2]
    if g.adopted[v, 0] >= 0:
        if d != g.adopted[v, 0] or h != g.adopted[v, 1]:
            price += g.prices[3]
        if a != g.adopted[v, 2]:
            price += g.prices[4]
    return price


@compiled
def may_hold(g: Ground, s: State, v: int, need: int, d: int, h: int, a: int) -> bool:
    """Whether the half-day could take the visit, times and legs apart."""
    place = g.place[v]
    if not g.there[a, d, h] or s.size[a, d, h] >= MOST_STOPS or s.busy[a, d, h] + need > _HALF_DAY:
        return False
    if s.size[a, d, h] == 0 and s.used[a, g.period[d]] >= g.quota[a, g.period[d]]:
        return False
    for k in range(s.size[a, d, h]):  # noqa: SIM110  # never twice the same place in a half-day
        if g.place[s.route[a, d, h, k]] == place:
            return False
    return True


@compiled
def best_place(g: Ground, s: State, v: int, blink: float, chance: Array, best: Array) -> float:
    """Least extra price of a missing visit, ``inf`` where nothing holds it.

    ``best`` [4] receives day, half, advisor and rank; ``blink`` is the chance that a half-day is not looked at.
    """
    place, lowest = g.place[v], np.inf
    first, last = g.first[v], g.last[v]
    lead = g.leader[v]
    if lead >= 0:
        if s.held[lead, 0] < 0:
            return np.inf
        first = last = s.held[lead, 0]
    stops = np.full((2, MOST_STOPS + 1), -1, np.int64)
    size = np.zeros(2, np.int64)
    begins, ends = np.zeros((2, MOST_STOPS + 1), np.int64), np.zeros((2, MOST_STOPS + 1), np.int64)
    there, opens, seats, period, quota = g.there, g.opens, g.seats, g.period, g.quota  # a named tuple is costly to pass
    size_of, busy, taken, used = s.size, s.busy, s.taken, s.used
    for near in range(g.reachable[place]):
        a = g.reach[place, near]
        for d in range(first, last + 1):
            full = used[a, period[d]] >= quota[a, period[d]]
            for h in range(2):
                count = size_of[a, d, h]
                if not there[a, d, h] or (full and count == 0) or taken[place, d, h] >= seats[place, d, h]:
                    continue
                if lead >= 0 and h != s.held[lead, 1]:
                    continue
                need = min(g.most[v], opens[place, d, h, 1] - opens[place, d, h, 0])
                if need < g.least[v] or (
                    count and (busy[a, d, h] + need > _HALF_DAY or not may_hold(g, s, v, need, d, h, a))
                ):
                    continue
                wish = wish_price(g, v, d, h, a)
                if wish >= lowest or (blink > 0.0 and draw(chance) < blink):
                    continue
                for k in range(2):
                    size[k] = s.size[a, d, k]
                    for i in range(size[k]):
                        stops[k, i] = s.route[a, d, k, i]
                size[h] = count + 1
                for rank in range(count, -1, -1):  # the last place first: the others shift by one
                    if rank < count:
                        stops[h, rank + 1] = stops[h, rank]
                    stops[h, rank] = v
                    extra = day_drive(g, a, d, stops, size, begins, ends) - s.drive[a, d] + wish
                    if extra < lowest:
                        lowest = extra
                        best[0], best[1], best[2], best[3] = d, h, a, rank
    return lowest


@compiled
def insert(g: Ground, s: State, v: int, d: int, h: int, a: int, rank: int) -> None:
    """Put a visit in a half-day."""
    count = s.size[a, d, h]
    for k in range(count, rank, -1):
        s.route[a, d, h, k] = s.route[a, d, h, k - 1]
    s.route[a, d, h, rank] = v
    s.size[a, d, h] = count + 1
    if count == 0:
        s.used[a, g.period[d]] += 1
    s.busy[a, d, h] += minutes_there(g, v, d, h)
    s.taken[g.place[v], d, h] += 1
    s.held[v, 0], s.held[v, 1], s.held[v, 2] = d, h, a
    _refresh(g, s, a, d)


@compiled
def remove(g: Ground, s: State, v: int) -> None:
    """Take a visit out of its half-day."""
    d, h, a = s.held[v, 0], s.held[v, 1], s.held[v, 2]
    count = s.size[a, d, h]
    rank = 0
    while s.route[a, d, h, rank] != v:
        rank += 1
    for k in range(rank, count - 1):
        s.route[a, d, h, k] = s.route[a, d, h, k + 1]
    s.route[a, d, h, count - 1] = -1
    s.size[a, d, h] = count - 1
    if count == 1:
        s.used[a, g.period[d]] -= 1
    s.busy[a, d, h] -= minutes_there(g, v, d, h)
    s.taken[g.place[v], d, h] -= 1
    s.held[v, 0], s.held[v, 1], s.held[v, 2] = -1, -1, -1
    _refresh(g, s, a, d)


@compiled
def _refresh(g: Ground, s: State, a: int, d: int) -> None:
    """Driving of a day just changed."""
    begins, ends = np.zeros((2, MOST_STOPS), np.int64), np.zeros((2, MOST_STOPS), np.int64)
    s.drive[a, d] = day_drive(g, a, d, s.route[a, d], s.size[a, d], begins, ends)


@compiled
def settle(g: Ground, s: State, order: Array) -> float:
    """Put missing visits where the timetable in force, else habit, has them, where that fits; the change of price."""
    change = 0.0
    stops = np.full((2, MOST_STOPS + 1), -1, np.int64)
    size = np.zeros(2, np.int64)
    begins, ends = np.zeros((2, MOST_STOPS + 1), np.int64), np.zeros((2, MOST_STOPS + 1), np.int64)
    for v in order:
        wish = g.adopted[v] if g.adopted[v, 0] >= 0 and g.adopted[v, 2] >= 0 else g.usual[v]
        d, h, a = wish[0], wish[1], wish[2]
        if d < 0 or h < 0 or a < 0 or d < g.first[v] or d > g.last[v]:
            continue
        lead = g.leader[v]
        if lead >= 0 and (s.held[lead, 0] != d or s.held[lead, 1] != h):
            continue
        need = minutes_there(g, v, d, h)
        price = wish_price(g, v, d, h, a)
        if need == 0 or price == np.inf or s.taken[g.place[v], d, h] >= g.seats[g.place[v], d, h]:
            continue
        if not may_hold(g, s, v, need, d, h, a):
            continue
        for k in range(2):
            size[k] = s.size[a, d, k]
            for i in range(size[k]):
                stops[k, i] = s.route[a, d, k, i]
        stops[h, size[h]] = v
        size[h] += 1
        before = s.drive[a, d]
        if day_drive(g, a, d, stops, size, begins, ends) < np.inf:
            insert(g, s, v, d, h, a, size[h] - 1)
            change += s.drive[a, d] - before + price - g.miss[v]
    return change
