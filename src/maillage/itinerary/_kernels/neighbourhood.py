"""Large neighbourhood search with simulated annealing."""

import numpy as np

from maillage.itinerary._kernels.insertion import insert_greedily
from maillage.itinerary._kernels.routes import SLACK, path_minutes, take
from maillage.vocabulary.compiling import Array, compiled, draw

REMOVED = 10.0
"""Mean number of visits removed at a time."""
LONGEST = 10.0
"""Longest string removed from a day."""
SPLIT = 0.5
"""Share of strings that leave some visits in their middle."""
STRETCH = 0.01
"""Chance that one more visit is left in the middle."""
BLINK = 0.01
"""Share of positions overlooked by the insertion."""
WHOLE = 0.03
"""Share of moves that empty a whole day, and as many that remove visits anywhere."""


@compiled
def _remove(
    route: Array, size: Array, dwelt: Array, dwell: Array, on: Array, missing: Array, counts: Array,
    day: int, at: int, length: int,
) -> None:  # fmt: skip
    """Take a string off a day and count its visits as missing."""
    for k in range(at, at + length):
        missing[counts[0]] = route[day, k]
        counts[0] += 1
        dwelt[day] -= dwell[route[day, k]]
    take(route, size, on, day, at, length)


@compiled
def _remove_string(
    route: Array, size: Array, dwelt: Array, dwell: Array, on: Array, missing: Array, counts: Array,
    day: int, node: int, length: int, state: Array,
) -> None:  # fmt: skip
    """Remove ``length`` visits of a day around a node, whole or with a gap in the middle."""
    at = 0
    while route[day, at] != node:
        at += 1
    kept = 0
    if length < size[day] and length > 1 and draw(state) < SPLIT:
        kept = 1
        while length + kept < size[day] and draw(state) < STRETCH:
            kept += 1
    span = length + kept
    low, high = max(0, at - span + 1), min(at, size[day] - span)
    start = low + int(draw(state) * (high - low + 1))
    if kept == 0:
        _remove(route, size, dwelt, dwell, on, missing, counts, day, start, length)
    else:
        head = 1 + int(draw(state) * (length - 1))
        _remove(route, size, dwelt, dwell, on, missing, counts, day, start + head + kept, length - head)
        _remove(route, size, dwelt, dwell, on, missing, counts, day, start, head)


@compiled
def _served_at(size: Array, rank: int) -> tuple[int, int]:
    """Day and position of the visit of a rank."""
    day = 0
    while rank >= size[day]:
        rank -= size[day]
        day += 1
    return day, rank


@compiled
def _ruin(
    dwell: Array, near: Array, route: Array, size: Array, dwelt: Array, on: Array, missing: Array, counts: Array,
    touched: Array, state: Array,
) -> None:  # fmt: skip
    """Remove visits near one another, or a whole day, or any visits; ``touched`` tells the days that lost some."""
    days, served, used = len(size), 0, 0
    for day in range(days):
        served += size[day]
        used += 1 if size[day] > 0 else 0
    if served == 0:
        return
    kind = draw(state)
    day, at = _served_at(size, int(draw(state) * served))
    if kind < WHOLE and size[day] <= 3 * LONGEST:
        touched[day] = 1
        _remove(route, size, dwelt, dwell, on, missing, counts, day, 0, size[day])
        return
    if kind < 2 * WHOLE:
        for _ in range(min(served, 1 + int(draw(state) * REMOVED))):
            day, at = _served_at(size, int(draw(state) * served))
            touched[day] = 1
            _remove(route, size, dwelt, dwell, on, missing, counts, day, at, 1)
            served -= 1
        return
    seed = route[day, at]
    if counts[0] > 0 and draw(state) < 0.5:
        seed = missing[int(draw(state) * counts[0])]
    longest = min(LONGEST, served / used)
    strings = 1 + int(draw(state) * (4.0 * REMOVED / (1.0 + longest) - 1.0))
    for r in range(near.shape[1]):
        node = near[seed, r]
        first = int(draw(state) * days)
        for step in range(days):
            day = first + step if first + step < days else first + step - days
            if on[day, node] and not touched[day]:
                length = 1 + int(draw(state) * min(float(size[day]), longest))
                touched[day] = 1
                _remove_string(route, size, dwelt, dwell, on, missing, counts, day, node, min(length, size[day]), state)
                strings -= 1
                if strings == 0:
                    return


@compiled
def _arrange(legs: Array, dwell: Array, missing: Array, counts: Array, key: Array, state: Array) -> None:
    """Order the missing visits: at random, the longest, the farthest from the depot or the nearest first."""
    kind = draw(state) * 11.0
    for w in range(counts[0]):
        node = missing[w]
        if kind < 4.0:
            value = draw(state)
        elif kind < 8.0:
            value = -dwell[node]
        elif kind < 10.0:
            value = -legs[0, node]
        else:
            value = legs[0, node]
        # by insertion, equal keys in the order they came
        r = w
        while r > 0 and key[r - 1] > value:
            key[r] = key[r - 1]
            missing[r] = missing[r - 1]
            r -= 1
        key[r] = value
        missing[r] = node


@compiled
def _copy_day(
    day: int, route: Array, size: Array, drive: Array, dwelt: Array,
    to_route: Array, to_size: Array, to_drive: Array, to_dwelt: Array, to_on: Array,
) -> None:  # fmt: skip
    """Copy a day from one solution to another."""
    for at in range(to_size[day]):
        to_on[day, to_route[day, at]] = 0
    for at in range(size[day]):
        to_route[day, at] = route[day, at]
        to_on[day, route[day, at]] = 1
    to_size[day], to_drive[day], to_dwelt[day] = size[day], drive[day], dwelt[day]


@compiled
def search(
    legs: Array, dwell: Array, near: Array, limit: float, moves: int, hot: float, cold: float, packing: bool,
    enough: int, state: Array, absent: Array, route: Array, size: Array, drive: Array, dwelt: Array, on: Array,
    missing: Array, counts: Array, best_route: Array, best_size: Array, best_drive: Array, best_dwelt: Array,
    best_on: Array, best_missing: Array, best_counts: Array,
) -> int:  # fmt: skip
    """Remove and insert visits ``moves`` times; the solution given changes in place, the best one seen is kept.

    Strings of visits near one another are removed and inserted greedily with blinks (Christiaens and Vanden Berghe
    2020, "Slack induction by string removals for vehicle routing problems", Transportation Science 54). A worse
    solution is kept with probability exp(-change / T), T falling geometrically from ``hot`` to ``cold``; one with
    more missing visits never is, unless ``packing``: then a solution is also kept when its missing visits were
    ``absent`` less often so far, until only ``enough`` are missing. Returns the moves made.
    """
    days = len(size)
    now_route, now_size, now_drive = route.copy(), size.copy(), drive.copy()
    now_dwelt, now_on, now_missing = dwelt.copy(), on.copy(), missing.copy()
    now_lost = counts[0]
    touched = np.zeros(days, np.uint8)
    key = np.zeros(len(missing))
    now_cost = 0.0
    best_cost = 0.0
    for day in range(days):
        now_cost += drive[day]
        best_cost += best_drive[day]
    heat, fall = hot, (cold / hot) ** (1.0 / max(moves, 1))
    until = 1
    for move in range(moves):
        heat *= fall
        for day in range(days):
            touched[day] = 0
        _ruin(dwell, near, route, size, dwelt, on, missing, counts, touched, state)
        for day in range(days):
            if touched[day]:
                drive[day] = path_minutes(legs, route, size, day)
        _arrange(legs, dwell, missing, counts, key, state)
        lost = 0
        for w in range(counts[0]):
            node = missing[w]
            day, until = insert_greedily(legs, dwell, limit, route, size, drive, dwelt, on, node, BLINK, until, state)
            if day < 0:
                missing[lost] = node
                lost += 1
            else:
                touched[day] = 1
        counts[0] = lost
        cost, fits = 0.0, True
        for day in range(days):
            if touched[day]:
                drive[day] = path_minutes(legs, route, size, day)
                fits = fits and drive[day] + dwelt[day] <= limit + SLACK  # a detour may be the shorter way
            cost += drive[day]
        kept = fits and lost < now_lost
        if fits and not kept and packing:
            before, after = 0, 0
            for w in range(now_lost):
                before += absent[now_missing[w]]
            for w in range(lost):
                after += absent[missing[w]]
                absent[missing[w]] += 1
            kept = after < before
        if fits and not kept and lost == now_lost:
            kept = cost <= now_cost - heat * np.log(1.0 - draw(state))
        if kept:
            for day in range(days):
                if touched[day]:
                    _copy_day(day, route, size, drive, dwelt, now_route, now_size, now_drive, now_dwelt, now_on)
            for w in range(lost):
                now_missing[w] = missing[w]
            now_lost, now_cost = lost, cost
            if lost < best_counts[0] or (lost == best_counts[0] and cost < best_cost - 1e-9):
                for day in range(days):
                    _copy_day(day, route, size, drive, dwelt, best_route, best_size, best_drive, best_dwelt, best_on)
                for w in range(lost):
                    best_missing[w] = missing[w]
                best_counts[0], best_cost = lost, cost
                if packing and lost <= enough:
                    return move + 1
        else:
            for day in range(days):
                if touched[day]:
                    _copy_day(day, now_route, now_size, now_drive, now_dwelt, route, size, drive, dwelt, on)
            for w in range(now_lost):
                missing[w] = now_missing[w]
            counts[0] = now_lost
    return moves
