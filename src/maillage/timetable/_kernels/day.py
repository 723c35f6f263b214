"""An advisor's day: whether its stops fit, when each begins and how much driving it takes."""

import numpy as np

from maillage.timetable._kernels.ground import Ground, State
from maillage.vocabulary.compiling import Array, compiled

MOST_STOPS = 8
"""Stops of a half-day, at most."""
STEP = 5
"""Minutes: stops begin at a multiple of it."""
_SLACK = 1e-4


@compiled
def minutes_there(g: Ground, v: int, d: int, h: int) -> int:
    """Minutes visit ``v`` takes on a half-day: those wanted, or all the place is open; 0 where that is too few."""
    place = g.place[v]
    need = min(g.most[v], g.opens[place, d, h, 1] - g.opens[place, d, h, 0])
    return need if need >= g.least[v] else 0


@compiled
def day_drive(g: Ground, a: int, d: int, stops: Array, size: Array, begins: Array, ends: Array) -> float:
    """Driving minutes of advisor ``a``'s day ``d``, ``inf`` where it does not fit.

    ``stops`` [2, rank] are the visits of the morning and the afternoon in order, ``size`` [2] how many; ``begins`` and
    ``ends`` [2, rank] receive their times.
    """
    starts, latest, longest, lunch, set_up = g.rules[0], g.rules[1], g.rules[2], g.rules[3], g.rules[4]
    node, clock, work, drive = g.base[a], float(starts), 0.0, 0.0
    fresh = True  # nothing is set up at home
    for h in range(2):
        for k in range(size[h]):
            v = stops[h, k]
            here = g.place[v]
            leg = g.minutes[node, here] if node != here else 0.0
            if leg > g.limit[a] + _SLACK and node != here:
                return np.inf
            need = minutes_there(g, v, d, h)
            if need == 0:
                return np.inf
            clock += leg
            if h == 1 and k == 0 and size[0] > 0:
                clock += lunch
            if fresh or node != here:
                clock += set_up
                work += set_up
            begin = max(float(g.opens[here, d, h, 0]), STEP * np.ceil((clock - _SLACK) / STEP))
            end = begin + need
            if end > g.opens[here, d, h, 1]:
                return np.inf
            begins[h, k], ends[h, k] = int(begin), int(end)
            work += need
            drive += leg
            clock, node, fresh = end, here, False
    if size[0] + size[1] > 0:
        home = g.base[a]
        leg = g.minutes[node, home] if node != home else 0.0
        if leg > g.limit[a] + _SLACK and node != home:
            return np.inf
        drive += leg
        if clock + leg > latest + _SLACK or work + drive > longest + _SLACK:
            return np.inf
    return drive


@compiled
def dated(g: Ground, s: State, begins: Array, ends: Array, order: Array, legs: Array, back: Array) -> None:
    """Times, ranks and legs [visit] of every visit held."""
    starts = np.zeros((2, MOST_STOPS), np.int64)
    stops = np.zeros((2, MOST_STOPS), np.int64)
    for a in range(s.size.shape[0]):
        for d in range(s.size.shape[1]):
            day_drive(g, a, d, s.route[a, d], s.size[a, d], starts, stops)
            node, rank, last = g.base[a], 0, -1
            for h in range(2):
                for k in range(s.size[a, d, h]):
                    v = s.route[a, d, h, k]
                    begins[v], ends[v], order[v] = starts[h, k], stops[h, k], rank
                    legs[v] = g.minutes[node, g.place[v]] if node != g.place[v] else 0.0
                    node, rank, last = g.place[v], rank + 1, v
            if last >= 0 and node != g.base[a]:
                back[last] = g.minutes[node, g.base[a]]
