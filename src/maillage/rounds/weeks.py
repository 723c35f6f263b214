"""From a fortnight's advisor-days to two weeks: which week, weekday and half-day, alike in both weeks where possible.

Each candidate day is three whole variables: both weeks alike (E), first week only (A), second week only (B). With the
pattern counts of the fortnight fixed, only regularity is left to optimise; where no split exists, the same model with the
places' visits instead of pattern counts finds the cheapest roster over the candidates (:func:`repair`).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from maillage.rounds import engine
from maillage.rounds._kernels import BACKWARD, EITHER, FORWARD
from maillage.rounds.problem import Ints, RoundsProblem
from maillage.rounds.programme import UNSERVED_MINUTES, Programme

Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.int32]

IRREGULAR_MINUTES = 1e-3
"""Price of a day made in one week only: breaks ties, never a minute of driving."""


class Fortnight(NamedTuple):
    """Two weeks of advisor-days without advisors: one row per day driven."""

    week: Ints
    days: Days
    """Base position, morning place, afternoon place (-1 free), weekday [4, r]."""
    unserved: Ints


class _Rows:
    """Sparse rows gathered block by block."""

    def __init__(self, width: int) -> None:
        self.width, self.height = width, 0
        self._blocks: list[sparse.csr_matrix] = []
        self._low: list[Floats] = []
        self._high: list[Floats] = []

    def add(
        self, row: npt.NDArray[np.integer], column: npt.NDArray[np.integer], value: npt.ArrayLike, low: Floats, high: Floats
    ) -> None:
        """Add ``len(low)`` rows holding ``value`` at (row, column)."""
        values = np.broadcast_to(np.asarray(value, np.float64), row.shape)
        self._blocks.append(sparse.csr_matrix((values, (row, column)), shape=(len(low), self.width)))
        self._low.append(low)
        self._high.append(high)

    def done(self) -> tuple[sparse.csc_matrix, Floats, Floats]:
        """Rows without those that hold nothing."""
        matrix = sparse.vstack(self._blocks, format="csr")
        low, high = np.concatenate(self._low), np.concatenate(self._high)
        full = np.diff(matrix.indptr) > 0
        return matrix[full].tocsc(), low[full], high[full]


def split(problem: RoundsProblem, visits: Ints, programme: Programme, count: Ints, *, nodes: int, seed: int) -> Fortnight | None:
    """Two weeks making each pattern of the fortnight as often as ``count`` says (per column), or None if none is found."""
    used = np.flatnonzero(count)
    patterns, which = np.unique(programme.columns[:3, used], axis=1, return_inverse=True)
    which = which.ravel()
    times = np.bincount(which, weights=count[used], minlength=patterns.shape[1])
    keys = _keys(patterns, len(visits))
    mine = np.flatnonzero(np.isin(_keys(programme.columns[:3], len(visits)), keys))
    days = _orders(problem, visits, programme.columns[:, mine])
    pattern = np.searchsorted(keys, _keys(days[:3], len(visits)))
    m = days.shape[1]
    rows = _Rows(3 * m)
    rows.add(np.tile(pattern, 3), np.arange(3 * m), np.repeat([2.0, 1.0, 1.0], m), times, times)
    _weekly(rows, problem, visits, programme.bases, days, slack=False)
    whole_days = np.bincount(patterns[0], weights=times * (patterns[2] >= 0), minlength=len(programme.bases))
    _single_days(rows, problem, programme.bases, days, whole_days)
    matrix, low, high = rows.done()
    cost = np.repeat([0.0, 1.0, 1.0], m)
    model = engine.load(matrix, cost, low, high, np.full(3 * m, np.inf), seed)
    answer = engine.solve_integer(model, np.arange(3 * m, dtype=np.int32), nodes=nodes, gap=0.1)
    if answer.values is None:
        return None
    return _fortnight(days, answer.values, np.rint(visits - _served(days, answer.values, len(visits))).astype(np.int64))


def repair(
    problem: RoundsProblem, visits: Ints, programme: Programme, candidates: Ints, *, nodes: int, gap: float, seed: int
) -> Fortnight | None:
    """Cheapest two weeks over the ``candidates`` columns, visits left out being priced."""
    days = _orders(problem, visits, programme.columns[:, candidates])
    driving = _driving(problem, programme.bases, days)
    m, n = days.shape[1], len(visits)
    rows = _Rows(3 * m + n)
    place, column = _visits_of(days)
    weights = np.array([2.0, 1.0, 1.0])
    for block, weight in enumerate(weights):
        _ = block, weight
    rows.add(
        np.concatenate([np.tile(place, 3), np.arange(n)]),
        np.concatenate([column, column + m, column + 2 * m, 3 * m + np.arange(n)]),
        np.concatenate([np.repeat(weights, len(place)), np.ones(n)]),
        visits.astype(np.float64),
        visits.astype(np.float64),
    )
    size = np.where(days[2] >= 0, 2.0, 1.0)
    cap = (problem.half_days_per_post * problem.posts[programme.bases]).astype(np.float64)
    half_days = np.concatenate([2 * size, size, size])
    rows.add(np.tile(days[0], 3), np.arange(3 * m), half_days, np.full(len(cap), -np.inf), cap)
    _weekly(rows, problem, visits, programme.bases, days, slack=True)
    _single_days(rows, problem, programme.bases, days, None)
    matrix, low, high = rows.done()
    cost = np.concatenate([2 * driving, driving + IRREGULAR_MINUTES, driving + IRREGULAR_MINUTES, np.full(n, UNSERVED_MINUTES)])
    upper = np.concatenate([np.full(3 * m, np.inf), visits])
    model = engine.load(matrix, cost, low, high, upper, seed)
    answer = engine.solve_integer(model, np.arange(3 * m + n, dtype=np.int32), nodes=nodes, gap=gap)
    if answer.values is None:
        return None
    return _fortnight(days, answer.values, np.rint(answer.values[3 * m :]).astype(np.int64))


def _keys(patterns: Days, places: int) -> Ints:
    """One number per (base, place, other place), in the order of the three."""
    return (patterns[0].astype(np.int64) * places + patterns[1]) * (places + 1) + patterns[2] + 1


def limited_desks(problem: RoundsProblem, visits: Ints) -> npt.NDArray[np.bool_]:
    """Places whose visits of one week could all fall in one slot and exceed the desks."""
    return visits - (visits >= 2) > problem.desks


def _orders(problem: RoundsProblem, visits: Ints, columns: Days) -> Days:
    """Columns whose order is left open and matters, written out in both orders."""
    limited = limited_desks(problem, visits)
    i, j, order = columns[1], columns[2], columns[4]
    both = (order == EITHER) & (limited[i] | ((j >= 0) & limited[j]))
    forward, backward = columns[:, both].copy(), columns[:, both].copy()
    forward[4], backward[4] = FORWARD, BACKWARD
    return np.concatenate([columns[:, ~both], forward, backward], axis=1)


def _halves(days: Days) -> tuple[Days, Days]:
    """Morning and afternoon place of each day (-1 free); an open order is read forward."""
    back = days[4] == BACKWARD
    return np.where(back, days[2], days[1]), np.where(back, days[1], days[2])


def _visits_of(days: Days) -> tuple[Ints, Ints]:
    """Place and column of every half-day visit."""
    column = np.arange(days.shape[1])
    pair = days[2] >= 0
    return np.concatenate([days[1], days[2][pair]]).astype(np.int64), np.concatenate([column, column[pair]])


def _weekly(rows: _Rows, problem: RoundsProblem, visits: Ints, bases: Ints, days: Days, *, slack: bool) -> None:
    """Per week: advisors of a base and weekday, desks of a slot, a visit to every place of two visits or more."""
    m, n = days.shape[1], len(visits)
    posts = np.repeat(problem.posts[bases], 5).astype(np.float64)
    day_row = 5 * days[0].astype(np.int64) + days[3]
    limited = limited_desks(problem, visits)
    slot_of = np.cumsum(limited) - 1
    slots, slot_columns = [], []
    for half, place in enumerate(_halves(days)):
        here = np.flatnonzero((place >= 0) & limited[place])
        slots.append(10 * slot_of[place[here]] + 2 * days[3, here] + half)
        slot_columns.append(here)
    slot, slot_column = np.concatenate(slots), np.concatenate(slot_columns)
    desks = np.repeat(problem.desks[limited], 10).astype(np.float64)
    place, column = _visits_of(days)
    spread = (visits >= 2)[place]
    weight = np.maximum(visits - 1, 1) if slack else np.ones(n, np.int64)
    need = np.where(visits >= 2, weight, 0).astype(np.float64)
    need_row, need_column = place[spread], column[spread]
    slack_row = np.flatnonzero(visits >= 2) if slack else np.empty(0, np.int64)
    for week in range(2):
        alone = (1 + week) * m
        for row, col, high in ((day_row, np.arange(m), posts), (slot, slot_column, desks)):
            rows.add(np.tile(row, 2), np.concatenate([col, col + alone]), 1.0, np.full(len(high), -np.inf), high)
        rows.add(
            np.concatenate([np.tile(need_row, 2), slack_row]),
            np.concatenate([need_column, need_column + alone, 3 * m + slack_row]),
            np.concatenate([np.tile(weight[need_row], 2), np.ones(len(slack_row))]),
            need,
            np.full(n, np.inf),
        )


def _single_days(rows: _Rows, problem: RoundsProblem, bases: Ints, days: Days, whole: Floats | None) -> None:
    """Half-day patterns an advisor's fortnight can hold: whole days + single half-days of any day ≤ 9 posts.

    With 18 half-days out of 20, each advisor has a free day or two single half-days on different days; the rule says
    exactly when the patterns of a base can be shared out so (:mod:`maillage.rounds.advisors`).
    """
    if problem.half_days_per_post != 18:
        return
    m = days.shape[1]
    single = np.flatnonzero(days[2] < 0)
    concerned = np.unique(days[0, single])
    place = np.full(len(bases), -1)
    place[concerned] = np.arange(len(concerned))
    most = 9.0 * problem.posts[bases[concerned]]
    if whole is not None:
        most = most - whole[concerned]
    full = np.flatnonzero((days[2] >= 0) & (place[days[0]] >= 0)) if whole is None else np.empty(0, np.int64)
    row = place[days[0, full]]
    for week in range(2):
        alone = (1 + week) * m
        for weekday in range(5):
            today = single[days[3, single] == weekday]
            today_row = place[days[0, today]]
            rows.add(
                np.concatenate([today_row, today_row, row, row, row]),
                np.concatenate([today, today + alone, full, full + m, full + 2 * m]),
                np.concatenate([np.ones(2 * len(today)), np.repeat([2.0, 1.0, 1.0], len(full))]),
                np.full(len(most), -np.inf),
                most,
            )


def _driving(problem: RoundsProblem, bases: Ints, days: Days) -> Floats:
    """Minutes of each day."""
    legs = problem.minutes.astype(np.float64)
    b, i = bases[days[0]], days[1]
    j = np.where(days[2] >= 0, days[2], i)
    return legs[b, i] + legs[i, j] + legs[j, b]


def _served(days: Days, values: Floats, places: int) -> Floats:
    """Visits each place receives."""
    m = days.shape[1]
    times = 2 * values[:m] + values[m : 2 * m] + values[2 * m : 3 * m]
    place, column = _visits_of(days)
    return np.bincount(place, weights=times[column], minlength=places)


def _fortnight(days: Days, values: Floats, unserved: Ints) -> Fortnight:
    """One row per day driven, first week then second."""
    m = days.shape[1]
    counts = np.rint(values[: 3 * m]).astype(np.int64).reshape(3, m)
    morning, afternoon = _halves(days)
    table = np.stack([days[0], morning, afternoon, days[3]])
    weeks = [np.repeat(np.arange(m), counts[0] + counts[1 + week]) for week in range(2)]
    rows = np.concatenate(weeks)
    return Fortnight(np.repeat([0, 1], [len(week) for week in weeks]), table[:, rows], unserved)
