"""Large neighbourhood search: take the visits of a few neighbouring days out, put them back where they cost least.

Ruin and recreate with insertion "with blinks" (Christiaens and Vanden Berghe, 2020), accepted as simulated annealing
does.
"""

import numpy as np

from maillage.timetable._kernels.chains import chains
from maillage.timetable._kernels.ground import Ground, State
from maillage.timetable._kernels.insertion import best_place, insert, remove, wish_price
from maillage.vocabulary.compiling import Array, compiled, draw

_BLINK = 0.01
_FEWEST, _SPREAD = 3, 10
"""Visits a move takes out: from the first number, up to the second more."""
_POOL = 256
_FULL = 200
"""Visits in the pool from which nothing more is taken out."""
_NEAR = 12
"""Advisors around a visit whose days a move takes apart."""
_SERIES = 0.15
"""Chance that a move takes out the visits of one place instead."""
_LOST = 0.4
"""Chance that a move starts from a missing visit, where there is one."""
_TRIES = 8
_WORTH = 1e-7


@compiled
def _out(g: Ground, s: State, v: int, pool: Array, log: Array, count: Array) -> float:
    """Take a visit out and note where it was; what that costs, driving apart."""
    d, h, a = s.held[v, 0], s.held[v, 1], s.held[v, 2]
    rank = 0
    while s.route[a, d, h, rank] != v:
        rank += 1
    at = count[0]
    pool[at] = v
    log[at, 0], log[at, 1], log[at, 2], log[at, 3] = d, h, a, rank
    count[0] = at + 1
    lost = g.miss[v] - wish_price(g, v, d, h, a)
    remove(g, s, v)
    return float(lost)


@compiled
def _out_of_day(g: Ground, s: State, v: int, pool: Array, log: Array, count: Array) -> float:
    """Take a visit out, and the whole day where the road no longer fits without it; the change of price."""
    d, a = s.held[v, 0], s.held[v, 2]
    before = s.drive[a, d]
    change = _out(g, s, v, pool, log, count)
    if np.isinf(s.drive[a, d]):
        for h in range(2):
            while s.size[a, d, h] > 0:
                change += _out(g, s, s.route[a, d, h, s.size[a, d, h] - 1], pool, log, count)
    return float(change + s.drive[a, d] - before)


@compiled
def _take_out(g: Ground, s: State, v: int, pool: Array, log: Array, count: Array) -> float:
    """Take a visit out with all that cannot stay without it; the change of price."""
    if s.held[v, 0] < 0 or count[0] >= _FULL:
        return 0.0
    at = count[0]
    change = _out_of_day(g, s, v, pool, log, count)
    while at < count[0]:  # those that go with a visit taken out follow it
        w = pool[at] + 1
        while w < len(g.place) and g.leader[w] == pool[at]:
            if s.held[w, 0] >= 0:
                change += _out_of_day(g, s, w, pool, log, count)
            w += 1
        at += 1
    return change


@compiled
def _pick(limit: int, chance: Array) -> int:
    return min(int(draw(chance) * limit), limit - 1)


@compiled
def _ruin(g: Ground, s: State, seed: int, pool: Array, log: Array, count: Array, chance: Array) -> float:
    """Take out the visits of some days around a visit's place and time; the change of price."""
    wanted = _FEWEST + _pick(_SPREAD, chance)
    place, change = g.place[seed], 0.0
    change += _take_out(g, s, seed, pool, log, count)
    if draw(chance) < _SERIES:
        for v in range(len(g.place)):
            if g.place[v] == place:
                change += _take_out(g, s, v, pool, log, count)
            if count[0] >= wanted:
                break
        return change
    if g.reachable[place] == 0:
        return change
    for _ in range(_TRIES * wanted):
        if count[0] >= wanted:
            break
        a = g.reach[place, _pick(min(_NEAR, g.reachable[place]), chance)]
        d = g.first[seed] + _pick(g.last[seed] - g.first[seed] + 1, chance)
        for h in range(2):
            while s.size[a, d, h] > 0 and count[0] < _FULL:
                change += _take_out(g, s, s.route[a, d, h, s.size[a, d, h] - 1], pool, log, count)
    return change


@compiled
def _shuffle(pool: Array, count: int, chance: Array) -> None:
    for i in range(count - 1, 0, -1):
        j = _pick(i + 1, chance)
        pool[i], pool[j] = pool[j], pool[i]


@compiled
def _recreate(g: Ground, s: State, pool: Array, many: int, blink: float, entered: Array, chance: Array) -> float:
    """Put visits in one by one, each where it costs least unless leaving it out is cheaper; the change of price.

    ``entered`` [0] receives how many went in, the others their numbers. Leaders go before those that follow them.
    """
    change, best = 0.0, np.zeros(4, np.int64)
    entered[0] = 0
    for follows in range(2):
        for i in range(many):
            v = pool[i]
            if s.held[v, 0] >= 0 or (g.leader[v] >= 0) != (follows == 1):
                continue
            extra = best_place(g, s, v, blink, chance, best)
            if extra < g.miss[v]:
                insert(g, s, v, best[0], best[1], best[2], best[3])
                change += extra - g.miss[v]
                entered[0] += 1
                entered[entered[0]] = v
    return change


@compiled
def _undo(g: Ground, s: State, pool: Array, log: Array, count: int, entered: Array) -> None:
    """Put everything back as it was."""
    for i in range(entered[0], 0, -1):
        remove(g, s, entered[i])
    for i in range(count - 1, -1, -1):
        insert(g, s, pool[i], log[i, 0], log[i, 1], log[i, 2], log[i, 3])


@compiled
def _keep(s: State, best: State) -> None:
    best.route[:], best.size[:], best.taken[:] = s.route, s.size, s.taken
    best.drive[:], best.busy[:], best.used[:], best.held[:] = s.drive, s.busy, s.used, s.held


@compiled
def _seed(s: State, chance: Array) -> int:
    """A visit to start from, a missing one more often."""
    count = len(s.held)
    v = _pick(count, chance)
    if draw(chance) < _LOST:
        for step in range(count):
            w = (v + step) % count
            if s.held[w, 0] < 0:
                return w
    return v


@compiled
def search(g: Ground, s: State, best: State, prices: Array, moves: int, hot: float, cold: float, chance: Array) -> None:
    """Make ``moves`` moves; ``prices`` [2] are those of ``s`` and of ``best``, which is kept whenever it is beaten."""
    pool, log = np.zeros(_POOL, np.int64), np.zeros((_POOL, 4), np.int64)
    order, entered = np.zeros(2 * _POOL, np.int64), np.zeros(2 * _POOL + 1, np.int64)
    count = np.zeros(1, np.int64)
    for move in range(moves):
        heat = hot * (cold / hot) ** (move / moves)
        count[0] = 0
        seed = _seed(s, chance)
        change = _ruin(g, s, seed, pool, log, count, chance)
        many = count[0]
        for i in range(many):
            order[i] = pool[i]
        if s.held[seed, 0] < 0 and not _among(order, many, seed):
            order[many] = seed
            many += 1
        w = seed + 1
        while w < len(g.place) and g.leader[w] == seed and many < 2 * _POOL:
            if s.held[w, 0] < 0 and not _among(order, many, w):
                order[many] = w
                many += 1
            w += 1
        _shuffle(order, many, chance)
        change += _recreate(g, s, order, many, _BLINK, entered, chance)
        if change <= -heat * np.log(max(draw(chance), 1e-300)):
            prices[0] += change
            if prices[0] < prices[1] - _WORTH:
                prices[1] = prices[0]
                _keep(s, best)
        else:
            _undo(g, s, pool, log, count[0], entered)


@compiled
def let_in(g: Ground, s: State, best: State, prices: Array, order: Array, chance: Array) -> None:
    """Let the missing visits of a list in by chains; ``prices`` and ``best`` as in :func:`search`."""
    prices[0] += chains(g, s, order, chance)
    if prices[0] < prices[1] - _WORTH:
        prices[1] = prices[0]
        _keep(s, best)


@compiled
def fill(g: Ground, s: State, order: Array, chance: Array) -> float:
    """Put every missing visit of a list in where it costs least; the change of price."""
    entered = np.zeros(len(order) + 1, np.int64)
    return _recreate(g, s, order, len(order), 0.0, entered, chance)


@compiled
def _among(values: Array, many: int, value: int) -> bool:
    for i in range(many):  # noqa: SIM110  # numba knows plain loops best
        if values[i] == value:
            return True
    return False
