"""The relaxed question: each advisor's best day when visits are worth their multipliers.

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
    minutes: Array,
    limit: float,
    set_up: int,
    base: int,
    longest: int,
    before: Array,
    place: Array,
    need: Array,
    price: Array,
    w: Work,
) -> None:
    """Least price of a day whose afternoon ends with each line."""
    w.cost[1, : len(place), : longest + 1] = np.inf
    for k in range(len(place)):
        into, w.after[k] = _leg(minutes, limit, base, place[k]), -1
        for j in range(len(before)):
            if w.reached[j] >= into:
                continue
            through = w.reached[j] + _leg(minutes, limit, before[j], place[k])
            if through < into:
                into, w.after[k] = through, j
        step = min(need[k] // _UNIT, longest)
        w.cost[1, k, step], w.line[1, k, step] = into + price[k], -1
    _extend(minutes, limit, set_up, 1, longest, place, need, price, w)


@compiled
def _count(h: int, line: int, step: int, d: int, group: Array, place: Array, w: Work, count: Array, used: Array) -> int:
    """Count the visits of a half-day that ends with a line; returns the line it began with."""
    while True:
        count[group[line]] += 1
        used[place[line], d, h] += 1
        before = w.line[h, line, step]
        if before < 0:
            return line
        line, step = before, w.step[h, line, step]


@compiled
def _best_day(
    g: Ground, a: int, d: int, first: int, noon: int, last: int, offers: Offers, price: Array, w: Work, count: Array,
    used: Array,
) -> float:  # fmt: skip
    """Least of 0 and the price of a day of advisor ``a``; its visits are counted."""
    minutes, limit, base, set_up = g.minutes, g.limit[a], g.base[a], g.rules[4]
    am, pm = offers.place[first:noon], offers.place[noon:last]
    ends = _longest(g.opens, d, 0, am), _longest(g.opens, d, 1, pm)
    _morning(minutes, limit, set_up, base, ends[0], am, offers.need[first:noon], price[first:noon], w)
    _afternoon(minutes, limit, set_up, base, ends[1], am, pm, offers.need[noon:last], price[noon:last], w)
    lowest, half, line, step = 0.0, -1, -1, -1
    for k in range(len(am)):
        home = w.reached[k] + _leg(minutes, limit, am[k], base)
        if home < lowest:
            lowest, half, line, step = home, 0, k, w.end[k]
    for k in range(len(pm)):
        for s in range(ends[1] + 1):
            home = w.cost[1, k, s] + _leg(minutes, limit, pm[k], base)
            if home < lowest:
                lowest, half, line, step = home, 1, k, s
    if half == 1:
        line = w.after[_count(1, line, step, d, offers.group[noon:last], pm, w, count, used)]
        half, step = (0, w.end[line]) if line >= 0 else (-1, -1)
    if half == 0:
        _count(0, line, step, d, offers.group[first:noon], am, w, count, used)
    return lowest


@compiled
def relaxed(g: Ground, offers: Offers, value: Array, seat: Array, w: Work, count: Array, used: Array) -> float:
    """Sum over advisors and days of the least of 0 and the price of a day minus the multipliers of its visits.

    Parameters
    ----------
    value
        [groups] multiplier of each group.
    seat
        [n, days, 2] multiplier of each place's seats.
    count, used
        [groups] and [n, days, 2] receive how many times the days found visit each group and each place.
    """
    total, days = 0.0, g.there.shape[1]
    count[:] = 0
    used[:] = 0
    price = np.zeros(len(offers.wish))
    for a in range(len(g.base)):
        for d in range(days):
            at = (a * days + d) * 2
            first, noon, last = offers.start[at], offers.start[at + 1], offers.start[at + 2]
            for k in range(first, last):
                h = 0 if k < noon else 1
                price[k] = offers.wish[k] - value[offers.group[k]] + seat[offers.place[k], d, h]
            if first < last:
                total += _best_day(g, a, d, first, noon, last, offers, price, w, count, used)
    return total
