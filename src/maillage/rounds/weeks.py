"""From a fortnight's advisor-days to two weeks: which week, weekday and half-day, alike in both weeks where possible.

With the pattern counts of the fortnight fixed, only regularity is left to optimise (:func:`split`). Where desks make
that impossible, the patterns around those places, and only they, are chosen anew (:func:`repair`).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from maillage.rounds import engine, timetable
from maillage.rounds.problem import Floats, Ints, RoundsProblem
from maillage.rounds.programme import UNSERVED_MINUTES, Programme
from maillage.rounds.timetable import Days, Rows

Booleans = npt.NDArray[np.bool_]

IRREGULAR_MINUTES = 1e-3
"""Price of a day made in one week only: breaks ties, never a minute of driving."""

IRREGULAR_SHARE = 0.02
"""Share of the days whose regularity is not worth searching for."""

EXTRA_DESK = 100.0
"""Price of a desk that does not exist, to find which places are in the way."""


class Fortnight(NamedTuple):
    """Two weeks of advisor-days without advisors, one entry per day driven."""

    week: Ints
    base: Ints
    """Place of the base."""
    weekday: Ints
    morning: Ints
    """Place, -1 where the half-day is free."""
    afternoon: Ints


NOTHING = Fortnight(*(np.empty(0, np.int64) for _ in range(5)))
"""A fortnight without a single day."""


def join(parts: list[Fortnight]) -> Fortnight:
    """Days of all ``parts``, week by week and base by base."""
    columns = [np.concatenate(rows) for rows in zip(NOTHING, *parts, strict=True)]
    week, base, weekday, morning, afternoon = columns
    order = np.lexsort((afternoon, morning, base, weekday, week))
    return Fortnight(*(column[order] for column in columns))


class Patterns(NamedTuple):
    """Base and places of the days of a fortnight, whatever the weekday, and how often each is driven."""

    key: Ints
    place: Ints
    other: Ints
    times: Floats


def patterns(programme: Programme, count: Ints, places: int) -> Patterns:
    """Patterns of a fortnight that uses column c ``count[c]`` times."""
    used = np.flatnonzero(count)
    key, which = np.unique(_keys(programme.columns[:, used], places), return_inverse=True)
    times = np.bincount(which.ravel(), weights=count[used], minlength=len(key))
    return Patterns(key, key // (places + 1) % places, key % (places + 1) - 1, times.astype(np.float64))


def split(
    problem: RoundsProblem, visits: Ints, programme: Programme, used: Patterns, *, nodes: int, seed: int
) -> tuple[Fortnight | None, Ints]:
    """Two weeks driving each pattern as often as asked, or None and the places whose desks are in the way."""
    n = len(visits)
    mine = np.flatnonzero(np.isin(_keys(programme.columns, n), used.key))
    days = timetable.ordered(problem, visits, programme.columns[:, mine])
    m, short = days.shape[1], np.flatnonzero(timetable.limited_desks(problem, visits))
    rows = Rows(3 * m + len(short))
    pattern = np.searchsorted(used.key, _keys(days, n))
    rows.add(*timetable.thrice(pattern, np.arange(m), m, (2.0, 1.0, 1.0)), used.times, used.times)
    timetable.add_advisors(rows, problem, programme.bases, days)
    timetable.add_desks(rows, problem, visits, days, 3 * m)
    timetable.add_spread(rows, visits, days, None)
    timetable.add_single_half_days(rows, problem, programme.bases, days)
    matrix, low, high = rows.done()
    cost = np.concatenate([np.repeat([0.0, 1.0, 1.0], m), np.full(len(short), EXTRA_DESK)])
    model = engine.load(matrix, cost, low, high, np.full(len(cost), np.inf), seed)
    answer = engine.solve_integer(
        model, np.arange(len(cost), dtype=np.int32), nodes=nodes, gap=IRREGULAR_SHARE * used.times.sum()
    )
    if answer.values is None:
        return None, np.arange(n)
    missing = short[answer.values[3 * m :] > 0]
    return (None if len(missing) else _fortnight(programme, days, answer.values)), missing


def repair(
    problem: RoundsProblem,
    visits: Ints,
    programme: Programme,
    used: Patterns,
    free: Booleans,
    cheap: Booleans,
    *,
    nodes: int,
    target: float,
    gap: float,
    seed: int,
) -> tuple[Fortnight | None, float]:
    """Cheapest two weeks where only patterns touching a ``free`` place change, and their cost with visits left out.

    New patterns come from the ``cheap`` columns between the places of those that change.
    """
    n = len(visits)
    changing = _touching(used, free)
    around = np.zeros(n, np.bool_)
    around[used.place[changing]] = True
    around[used.other[changing & (used.other >= 0)]] = True
    place, other = programme.columns[1], programme.columns[2]
    inside = cheap & around[place] & ((other < 0) | around[other])
    mine = np.flatnonzero(inside | np.isin(_keys(programme.columns, n), used.key))
    days = timetable.ordered(problem, visits, programme.columns[:, mine])
    m = days.shape[1]
    rows = Rows(3 * m + n)
    _add_kept(rows, used, ~changing, _keys(days, n))
    _add_visits(rows, visits, days)
    half_days = np.where(days[2] >= 0, 2.0, 1.0)
    row, column, value = timetable.thrice(days[0].astype(np.int64), np.arange(m), m, (2.0, 1.0, 1.0))
    most = (problem.half_days_per_post * problem.posts[programme.bases]).astype(np.float64)
    rows.add(row, column, value * np.tile(half_days, 3), -np.inf, most)
    timetable.add_advisors(rows, problem, programme.bases, days)
    timetable.add_desks(rows, problem, visits, days, None)
    timetable.add_spread(rows, visits, days, 3 * m)
    timetable.add_single_half_days(rows, problem, programme.bases, days)
    matrix, low, high = rows.done()
    driving = _driving(problem, programme.bases, days)
    alone = driving + IRREGULAR_MINUTES
    cost = np.concatenate([2 * driving, alone, alone, np.full(n, UNSERVED_MINUTES)])
    upper = np.concatenate([np.full(3 * m, np.inf), visits])
    model = engine.load(matrix, cost, low, high, upper, seed)
    answer = engine.solve_integer(model, np.arange(len(cost), dtype=np.int32), nodes=nodes, gap=gap, target=target)
    if answer.values is None:
        return None, np.inf
    return _fortnight(programme, days, answer.values), answer.objective


def widen(used: Patterns, free: Booleans) -> Booleans:
    """The ``free`` places and those that share a day with one of them."""
    touching = _touching(used, free)
    wider = free.copy()
    wider[used.place[touching]] = True
    wider[used.other[touching & (used.other >= 0)]] = True
    return wider


def _touching(used: Patterns, free: Booleans) -> Booleans:
    """Patterns with a ``free`` place."""
    touching: Booleans = free[used.place] | ((used.other >= 0) & free[used.other])
    return touching


def _keys(columns: Days, places: int) -> Ints:
    """One number per (base, place, other place), in the order of the three."""
    keys: Ints = (columns[0].astype(np.int64) * places + columns[1]) * (places + 1) + columns[2] + 1
    return keys


def _add_kept(rows: Rows, used: Patterns, kept: Booleans, day_keys: Ints) -> None:
    """Patterns ``kept`` are driven as often as before."""
    days = np.flatnonzero(np.isin(day_keys, used.key[kept]))
    row = np.searchsorted(used.key[kept], day_keys[days])
    rows.add(*timetable.thrice(row, days, len(day_keys), (2.0, 1.0, 1.0)), used.times[kept], used.times[kept])


def _add_visits(rows: Rows, visits: Ints, days: Days) -> None:
    """Every place has its visits, made or left out (the last columns)."""
    m, n = days.shape[1], len(visits)
    row, column, value = timetable.thrice(*timetable.visits_of(days), m, (2.0, 1.0, 1.0))
    row, column = np.concatenate([row, np.arange(n)]), np.concatenate([column, 3 * m + np.arange(n)])
    rows.add(row, column, np.concatenate([value, np.ones(n)]), visits, visits.astype(np.float64))


def _driving(problem: RoundsProblem, bases: Ints, days: Days) -> Floats:
    """Minutes of each day."""
    b, i = bases[days[0]], days[1]
    j = np.where(days[2] >= 0, days[2], i)
    minutes = problem.minutes.astype(np.float64)
    driving: Floats = minutes[b, i] + minutes[i, j] + minutes[j, b]
    return driving


def _fortnight(programme: Programme, days: Days, values: Floats) -> Fortnight:
    """One entry per day driven, first week then second."""
    m = days.shape[1]
    counts = values[: 3 * m].astype(np.int64).reshape(3, m)
    weeks = [np.repeat(np.arange(m), counts[0] + counts[1 + week]) for week in range(2)]
    drawn = np.concatenate(weeks)
    morning, afternoon = timetable.halves(days)
    week = np.repeat(np.arange(2), [len(each) for each in weeks])
    base = programme.bases[days[0, drawn]]
    return Fortnight(week, base, days[3, drawn].astype(np.int64), morning[drawn], afternoon[drawn])
