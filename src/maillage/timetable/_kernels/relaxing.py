"""The relaxed question: each advisor's best days of a period, within the half-days they may spend with people.

Places and groups are no longer counted, they have their multipliers; quotas are kept.
"""

import numpy as np

from maillage.timetable._kernels.ground import Ground
from maillage.timetable._kernels.pricing import STEPS, Offers, Work, best_days
from maillage.vocabulary.compiling import Array, compiled


@compiled
def relaxed(g: Ground, offers: Offers, value: Array, seat: Array, w: Work, count: Array, used: Array) -> float:
    """Least sum of the prices of advisors' days minus the multipliers of their visits, none longer than the quotas.

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
    worth, many = np.zeros((days, 2)), np.zeros((days, 2), np.int64)
    told, chosen = np.zeros((days, 2, 2 * STEPS), np.int64), np.zeros(days, np.int64)
    for a in range(len(g.base)):
        begins = 0
        for d in range(days):
            at = (a * days + d) * 2
            first, noon, last = offers.start[at], offers.start[at + 1], offers.start[at + 2]
            for k in range(first, last):
                h = 0 if k < noon else 1
                price[k] = offers.wish[k] - value[offers.group[k]] + seat[offers.place[k], d, h]
            best_days(g, a, d, first, noon, last, offers, price, w, worth[d], told[d], many[d])
            if d + 1 == days or g.period[d + 1] != g.period[d]:
                total += within(worth[begins : d + 1], g.quota[a, g.period[d]], chosen[begins : d + 1])
                begins = d + 1
        for d in range(days):
            noon = offers.start[(a * days + d) * 2 + 1]
            for k in range(many[d, chosen[d] - 1] if chosen[d] else 0):
                line = told[d, chosen[d] - 1, k]
                count[offers.group[line]] += 1
                used[offers.place[line], d, 0 if line < noon else 1] += 1
    return total


@compiled
def within(worth: Array, quota: int, chosen: Array) -> float:
    """Least sum of some days of one half-day (``worth[d, 0]``) or two, within a quota; how many half-days of each."""
    days = len(worth)
    most = min(quota, 2 * days)
    least = np.zeros((days + 1, most + 1))
    for d in range(days):
        for spent in range(most + 1):
            least[d + 1, spent] = least[d, spent]
            for halves in range(1, min(spent, 2) + 1):
                least[d + 1, spent] = min(least[d + 1, spent], least[d, spent - halves] + worth[d, halves - 1])
    spent = most
    for d in range(days - 1, -1, -1):
        for halves in range(min(spent, 2) + 1):
            before = least[d, spent - halves] + (worth[d, halves - 1] if halves else 0.0)
            if least[d + 1, spent] == before:
                chosen[d] = halves
                break
        spent -= chosen[d]
    return float(least[days, most])
