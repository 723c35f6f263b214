"""An advisor's best days of one half-day and of two when visits are worth their multipliers.

Days are judged apart, and a day may visit a place again and again: only legs, minutes there and the longest half-day
are kept. What is left out only lowers the price, so that the bound holds.
"""

from typing import NamedTuple

import numpy as np

from maillage.timetable._kernels.day import minutes_there
from maillage.timetable._kernels.ground import Ground
from maillage.timetable._kernels.insertion import wish_price
from maillage.vocabulary.compiling import Array, compiled

_SLACK = 1e-4
_UNIT = 15
"""Minutes of a step of the clock; everything is rounded down to it."""
STEPS = 24


class Offers(NamedTuple):
    """What each advisor may hold in each half-day: a line per group of visits."""

    start: Array
    """[a * days * 2 + 1] where each half-day's lines begin."""
    group: Array
    place: Array
    need: Array
    """Least minutes of the group's visits."""
    wish: Array
    """Least price of the wishes one of them breaks there."""


class Work(NamedTuple):
    """Room for one day's labels."""

    cost: Array
    """[2, line, step] least price of a day so far that ends with a line at a step of the clock."""
    line: Array
    """[2, line, step] line before it in the half-day, -1 for none."""
    step: Array
    """[2, line, step] step of that line."""
    reached: Array
    """[line] least price of a morning that ends with each line."""
    end: Array
    """[line] step at which it does."""
    after: Array
    """[line] morning's last line before an afternoon that begins with each, -1 for home."""


@compiled
def list_offers(g: Ground, group: Array, offers: Offers, write: bool) -> int:
    """Count the lines or write them; returns how many. Visits of a group are consecutive."""
    total, days = 0, g.there.shape[1]
    for a in range(len(g.base)):
        for d in range(days):
            for h in range(2):
                offers.start[(a * days + d) * 2 + h] = total
                if not g.there[a, d, h]:
                    continue
                known = -1
                for v in range(len(g.place)):
                    p = g.place[v]
                    if d < g.first[v] or d > g.last[v] or g.seats[p, d, h] == 0:
                        continue
                    minutes = minutes_there(g, v, d, h)
                    if minutes == 0 or (p != g.base[a] and g.minutes[g.base[a], p] > g.limit[a] + _SLACK):
                        continue
                    wish = wish_price(g, v, d, h, a)
                    if wish == np.inf:
                        continue
                    fresh = group[v] != known
                    if fresh:
                        known = group[v]
                        total += 1
                    if write:
                        at = total - 1
                        offers.group[at], offers.place[at] = known, p
                        offers.need[at] = minutes if fresh else min(minutes, offers.need[at])
                        offers.wish[at] = wish if fresh else min(wish, offers.wish[at])
    offers.start[len(g.base) * days * 2] = total
    return total


@compiled
def _leg(minutes: Array, limit: float, p: int, q: int) -> float:
    if p == q:
        return 0.0
    return minutes[p, q] if minutes[p, q] <= limit + _SLACK else np.inf


@compiled
def _longest(opens: Array, d: int, h: int, place: Array) -> int:
    """Steps of the clock between the first opening and the last closing of the places on offer."""
    opening, closing = 1440, 0
    for p in place:
        opening = min(opening, opens[p, d, h, 0])
        closing = max(closing, opens[p, d, h, 1])
    return int(min(max((closing - opening) // _UNIT, 0), STEPS - 1))


@compiled
def _extend(
    minutes: Array, limit: float, set_up: int, h: int, longest: int, place: Array, need: Array, price: Array, w: Work
) -> None:
    """Follow the first stops of a half-day by others."""
    fewest = 10_000
    for j in range(len(place)):
        fewest = min(fewest, need[j])
    for step in range(max(longest - int(fewest + set_up) // _UNIT + 1, 0)):
        for k in range(len(place)):
            if w.cost[h, k, step] == np.inf:
                continue
            for j in range(len(place)):
                leg = _leg(minutes, limit, place[k], place[j])
                if place[j] == place[k] or leg == np.inf:
                    continue
                after = step + int((need[j] + set_up + leg) // _UNIT)
                price_now = w.cost[h, k, step] + leg + price[j]
                if after <= longest and price_now < w.cost[h, j, after]:
                    w.cost[h, j, after], w.line[h, j, after], w.step[h, j, after] = price_now, k, step


@compiled
def _morning(
    minutes: Array, limit: float, set_up: int, base: int, longest: int, place: Array, need: Array, price: Array, w: Work
) -> None:
    """Least price of a morning that ends with each line."""
    w.cost[0, : len(place), : longest + 1] = np.inf
    for k in range(len(place)):
        step = min(need[k] // _UNIT, longest)
        w.cost[0, k, step], w.line[0, k, step] = _leg(minutes, limit, base, place[k]) + price[k], -1
    _extend(minutes, limit, set_up, 0, longest, place, need, price, w)
    for k in range(len(place)):
        w.reached[k] = np.inf
        for step in range(longest + 1):
            if w.cost[0, k, step] < w.reached[k]:
                w.reached[k], w.end[k] = w.cost[0, k, step], step


@compiled
def _afternoon(
    minutes: Array, limit: float, set_up: int, base: int, longest: int, morning: bool, before: Array, place: Array,
    need: Array, price: Array, w: Work,
) -> None:  # fmt: skip
    """Least price of a day whose afternoon ends with each line, after the best morning or without one."""
    w.cost[1, : len(place), : longest + 1] = np.inf
    for k in range(len(place)):
        into, w.after[k] = np.inf, -1
        if not morning:
            into = _leg(minutes, limit, base, place[k])
        for j in range(len(before) if morning else 0):
            through = w.reached[j] + _leg(minutes, limit, before[j], place[k])
            if through < into:
                into, w.after[k] = through, j
        step = min(need[k] // _UNIT, longest)
        w.cost[1, k, step], w.line[1, k, step] = into + price[k], -1
    _extend(minutes, limit, set_up, 1, longest, place, need, price, w)


@compiled
def _trace(h: int, line: int, step: int, first: int, w: Work, told: Array, many: int) -> tuple[int, int]:
    """Tell the lines of a half-day that ends with one; how many are told, and the line it began with."""
    while True:
        told[many] = first + line
        many += 1
        before = w.line[h, line, step]
        if before < 0:
            return many, line
        line, step = before, w.step[h, line, step]


@compiled
def _ended(minutes: Array, limit: float, base: int, place: Array, longest: int, w: Work) -> tuple[float, int, int]:
    """Least price of a day that goes home after its afternoon, and the line and step it ends with."""
    lowest, line, step = np.inf, -1, -1
    for k in range(len(place)):
        home = _leg(minutes, limit, place[k], base)
        for s in range(longest + 1):
            if w.cost[1, k, s] + home < lowest:
                lowest, line, step = w.cost[1, k, s] + home, k, s
    return lowest, line, step


@compiled
def best_days(
    g: Ground, a: int, d: int, first: int, noon: int, last: int, offers: Offers, price: Array, w: Work, worth: Array,
    told: Array, many: Array,
) -> None:  # fmt: skip
    """Least price, ``worth`` [2], of a day of advisor ``a`` with one half-day and with two; the lines of each.

    Lines ``first`` to ``noon`` are on offer in the morning, to ``last`` in the afternoon; ``told`` [2, 2 * STEPS]
    receives ``many`` [2] of them.
    """
    minutes, limit, base, set_up = g.minutes, g.limit[a], g.base[a], g.rules[4]
    am, pm = offers.place[first:noon], offers.place[noon:last]
    ends = _longest(g.opens, d, 0, am), _longest(g.opens, d, 1, pm)
    _morning(minutes, limit, set_up, base, ends[0], am, offers.need[first:noon], price[first:noon], w)
    worth[:], many[:], line = np.inf, 0, -1
    for k in range(len(am)):
        home = w.reached[k] + _leg(minutes, limit, am[k], base)
        if home < worth[0]:
            worth[0], line = home, k
    if line >= 0:
        many[0], _begun = _trace(0, line, w.end[line], first, w, told[0], 0)
    need, prices = offers.need[noon:last], price[noon:last]
    _afternoon(minutes, limit, set_up, base, ends[1], False, am, pm, need, prices, w)
    alone, line, step = _ended(minutes, limit, base, pm, ends[1], w)
    if alone < worth[0]:
        worth[0] = alone
        many[0], _begun = _trace(1, line, step, noon, w, told[0], 0)
    _afternoon(minutes, limit, set_up, base, ends[1], True, am, pm, need, prices, w)
    worth[1], line, step = _ended(minutes, limit, base, pm, ends[1], w)
    if line >= 0 and worth[1] < np.inf:
        many[1], begun = _trace(1, line, step, noon, w, told[1], 0)
        line = w.after[begun]
        many[1], _begun = _trace(0, line, w.end[line], first, w, told[1], many[1])
