"""Rows of the two-week model: advisors' days, desks, both weeks seen, single half-days.

Each candidate day stands for three whole variables, in three blocks of m: both weeks alike (E), first week only (A),
second week only (B).
"""

import numpy as np
import numpy.typing as npt
from scipy import sparse

from maillage.rounds._kernels import BACKWARD, EITHER, FORWARD
from maillage.rounds.problem import Floats, Ints, RoundsProblem

Days = npt.NDArray[np.int32]
"""Base position, place, other place (-1 for half a day), weekday, order of each candidate day [5, m]."""


class Rows:
    """Sparse rows gathered block by block."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._blocks: list[sparse.csr_matrix] = []
        self._low: list[Floats] = []
        self._high: list[Floats] = []

    def add(self, row: Ints, column: Ints, value: Floats, low: npt.ArrayLike, high: Floats) -> None:
        """Add ``len(high)`` rows holding ``value`` at (row, column)."""
        self._blocks.append(sparse.csr_matrix((value, (row, column)), shape=(len(high), self.width)))
        self._low.append(np.broadcast_to(np.asarray(low, np.float64), len(high)))
        self._high.append(np.asarray(high, np.float64))

    def done(self) -> tuple[sparse.csc_matrix, Floats, Floats]:
        """Rows without those that hold or ask nothing."""
        matrix = sparse.vstack(self._blocks, format="csr")
        low, high = np.concatenate(self._low), np.concatenate(self._high)
        full = (np.diff(matrix.indptr) > 0) & (np.isfinite(low) | np.isfinite(high))
        return matrix[full].tocsc(), low[full], high[full]


def keys(columns: Days, places: int) -> Ints:
    """One number per (base, place, other place), in the order of the three."""
    made: Ints = (columns[0].astype(np.int64) * places + columns[1]) * (places + 1) + columns[2] + 1
    return made


def limited_desks(problem: RoundsProblem, visits: Ints) -> npt.NDArray[np.bool_]:
    """Places whose visits of one week could all fall in one slot and exceed the desks."""
    limited: npt.NDArray[np.bool_] = visits - (visits >= 2) > problem.fewest_desks
    return limited


def ordered(problem: RoundsProblem, visits: Ints, columns: Days) -> Days:
    """Columns whose order is left open and matters, written out in both orders."""
    limited = limited_desks(problem, visits)
    i, j, order = columns[1], columns[2], columns[4]
    both = (order == EITHER) & (limited[i] | ((j >= 0) & limited[j]))
    forward, backward = columns[:, both].copy(), columns[:, both].copy()
    forward[4], backward[4] = FORWARD, BACKWARD
    return np.concatenate([columns[:, ~both], forward, backward], axis=1)


def halves(days: Days) -> tuple[Ints, Ints]:
    """Morning and afternoon place of each day (-1 free); an open order is read forward."""
    back, i, j = days[4] == BACKWARD, days[1].astype(np.int64), days[2].astype(np.int64)
    return np.where(back, j, i), np.where(back, i, j)


def visits_of(days: Days) -> tuple[Ints, Ints]:
    """Place and column of every half-day visit."""
    column = np.arange(days.shape[1])
    pair = days[2] >= 0
    return np.concatenate([days[1], days[2][pair]]).astype(np.int64), np.concatenate([column, column[pair]])


def thrice(row: Ints, column: Ints, m: int, weights: tuple[float, float, float]) -> tuple[Ints, Ints, Floats]:
    """Entries of the blocks E, A and B alike but for their weight."""
    return (
        np.tile(row, 3),
        np.concatenate([column, column + m, column + 2 * m]),
        np.repeat(np.array(weights), len(row)),
    )


def add_advisors(rows: Rows, problem: RoundsProblem, bases: Ints, days: Days) -> None:
    """At most y_b advisors of a base out on a weekday of either week."""
    m = days.shape[1]
    row, column = 5 * days[0].astype(np.int64) + days[3], np.arange(m)
    posts = np.repeat(problem.posts[bases], 5).astype(np.float64)
    for alone in (m, 2 * m):
        rows.add(np.tile(row, 2), np.concatenate([column, column + alone]), np.ones(2 * m), -np.inf, posts)


def desks_of(problem: RoundsProblem, visits: Ints) -> Ints:
    """Desks of each week, place and half-day, -1 where they cannot lack [2, n, 10]."""
    room: Ints = np.where(limited_desks(problem, visits)[:, None], problem.desks, -1)
    return np.tile(room[None], (2, 1, 1))


def slots(days: Days, half: int) -> Ints:
    """Half-day of the week, 2 * weekday + (0 morning, 1 afternoon), of each day's ``half``."""
    slot: Ints = 2 * days[3].astype(np.int64) + half
    return slot


def add_desks(rows: Rows, days: Days, room: Ints, extra: int | None) -> None:
    """At most ``room[w, i, slot]`` visits at once at the places that may lack desks.

    From column ``extra`` on, a desk more at each of these places, which ``room`` gives as -1 elsewhere.
    """
    m = days.shape[1]
    limited = room[0, :, 0] >= 0
    rank = np.cumsum(limited) - 1
    parts, columns = [], []
    for half, place in enumerate(halves(days)):
        here = np.flatnonzero((place >= 0) & limited[place])
        parts.append(10 * rank[place[here]] + slots(days, half)[here])
        columns.append(here)
    slot, column = np.concatenate(parts), np.concatenate(columns)
    more = np.arange(10 * int(limited.sum())) if extra is not None else np.empty(0, np.int64)
    for week, alone in enumerate((m, 2 * m)):
        rows.add(
            np.concatenate([slot, slot, more]),
            np.concatenate([column, column + alone, (extra or 0) + more // 10]),
            np.concatenate([np.ones(2 * len(slot)), -np.ones(len(more))]),
            -np.inf,
            room[week, limited].ravel().astype(np.float64),
        )


def add_spread(rows: Rows, least: Ints, days: Days, instead: int, weight: Ints) -> None:
    r"""Week w sees place i: :math:`k_i \sum_c a_{ic} v_{cw} + s_i \ge k_i` wherever ``least[w, i]`` is 1.

    The columns from ``instead`` on hold s, what stands in for a visit, and ``weight`` holds k.
    """
    m, n = days.shape[1], least.shape[1]
    place, column = visits_of(days)
    every = np.arange(n)
    value = weight.astype(np.float64)
    for week, alone in enumerate((m, 2 * m)):
        rows.add(
            np.concatenate([place, place, every]),
            np.concatenate([column, column + alone, instead + every]),
            np.concatenate([value[place], value[place], np.ones(n)]),
            np.where(least[week] > 0, value, -np.inf),
            np.full(n, np.inf),
        )


def add_single_half_days(
    rows: Rows, problem: RoundsProblem, bases: Ints, days: Days, whole_days: Ints | None = None
) -> None:
    """Whole days of a base's fortnight (``whole_days`` if settled) + its single half-days of any one day ≤ 9 y_b.

    With 18 half-days out of 20, each advisor has a free day or two single half-days on different days: this says
    exactly when a base's days can be shared out so (:mod:`maillage.rounds.advisors`).
    """
    if problem.half_days_per_post != 18:
        return
    m = days.shape[1]
    single = np.flatnonzero(days[2] < 0)
    concerned = np.unique(days[0, single])
    rank = np.full(len(bases), -1)
    rank[concerned] = np.arange(len(concerned))
    whole = np.flatnonzero((days[2] >= 0) & (rank[days[0]] >= 0) & (whole_days is None))
    whole_entries = thrice(rank[days[0, whole]], whole, m, (2.0, 1.0, 1.0))
    most = 9.0 * problem.posts[bases[concerned]] - (0 if whole_days is None else whole_days[concerned])
    for alone in (m, 2 * m):
        for weekday in range(5):
            today = single[days[3, single] == weekday]
            row = rank[days[0, today]]
            entries = (np.tile(row, 2), np.concatenate([today, today + alone]), np.ones(2 * len(today)))
            row, column, value = (np.concatenate(pair) for pair in zip(entries, whole_entries, strict=True))
            rows.add(row, column, value, -np.inf, most)
