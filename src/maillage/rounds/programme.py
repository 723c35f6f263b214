r"""The weekly programme: every possible advisor-day as a column of one sparse matrix.

.. math:: \min \sum_c k_c v_c + P \sum_i s_i \quad\text{over whole } v, s \ge 0

subject to, over the fortnight, visits of place i: :math:`\sum_c a_{ic} v_c + s_i = x_i`; half-days of base b at most
:math:`h\,y_b`; patterns of base b on a weekday at most :math:`2 y_b`; visits of a place with scarce desks in a slot at
most twice its desks; full days at a place with odd visits at most :math:`(x_i - 1) / 2`. Both weeks being alike, it
relaxes the two-week roster: its optimum, and any relaxation of it, bounds the driving from below.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from maillage.rounds import _kernels
from maillage.rounds.problem import Floats, Ints, RoundsProblem

UNSERVED_MINUTES = 1000.0
"""P, price of a visit left out: no detour within a day can be worth it."""


@dataclass(frozen=True, eq=False)
class Programme:
    """Columns and rows; the last ``places`` columns are the visits left out."""

    bases: Ints
    """Place of each base."""
    columns: npt.NDArray[np.int32]
    """Base position, place, other place (-1 for half a day), weekday, order of each advisor-day [5, m]."""
    matrix: sparse.csc_matrix
    cost: Floats
    low: Floats
    high: Floats
    upper: Floats

    @property
    def days(self) -> int:
        """Number of advisor-day columns."""
        return int(self.columns.shape[1])


def scarce_desks(problem: RoundsProblem, visits: Ints) -> npt.NDArray[np.bool_]:
    """Places whose desks may run out in a slot: visits above twice the desks and three tenths of all their room."""
    scarce: npt.NDArray[np.bool_] = (visits > 2 * problem.fewest_desks) & (10 * visits > 3 * problem.room)
    return scarce


def build(problem: RoundsProblem, visits: Ints, scarce: npt.NDArray[np.bool_]) -> Programme:
    """Lay the programme of ``visits`` half-days per place, desks counted where they are ``scarce``."""
    n = len(visits)
    bases = np.flatnonzero(problem.posts)
    legs = problem.legs
    none = np.empty(0)
    count = _kernels.enumerate_days(legs, visits, problem.opening, scarce, bases, np.empty((5, 0), np.int32), none)
    columns, cost = np.empty((5, count), np.int32), np.empty(count)
    _kernels.enumerate_days(legs, visits, problem.opening, scarce, bases, columns, cost)
    first = np.array([n, n + len(bases)])
    slot_row, full_row = np.full(n, -1), np.full(n, -1)
    slot_row[scarce] = n + 6 * len(bases) + 10 * np.arange(scarce.sum())
    odd = (visits % 2 == 1) & (visits >= 3)
    full_row[odd] = n + 6 * len(bases) + 10 * scarce.sum() + np.arange(odd.sum())
    rows = n + 6 * len(bases) + 10 * int(scarce.sum()) + int(odd.sum())
    start, index, value = np.empty(count + 1, np.int32), np.empty(8 * count, np.int32), np.empty(8 * count)
    size = _kernels.lay_matrix(columns, first, slot_row, full_row, start, index, value)
    matrix = sparse.csc_matrix((value[:size], index[:size], start), shape=(rows, count))
    slack = sparse.csc_matrix((np.ones(n), (np.arange(n), np.arange(n))), shape=(rows, n))
    posts = problem.posts[bases]
    high = np.concatenate(
        [
            visits,
            problem.half_days_per_post * posts,
            np.repeat(2 * posts, 5),
            2 * problem.desks[scarce].ravel(),
            visits[odd] // 2,
        ]
    ).astype(np.float64)
    low = np.full(rows, -np.inf)
    low[:n] = visits
    i, j = columns[1], columns[2]
    most = np.minimum(visits[i], np.where(j >= 0, visits[j], visits[i])) // np.where(i == j, 2, 1)
    upper = np.minimum(most, 2 * posts[columns[0]])
    return Programme(
        bases=bases,
        columns=columns,
        matrix=sparse.hstack([matrix, slack], format="csc"),
        cost=np.concatenate([cost, np.full(n, UNSERVED_MINUTES)]),
        low=low,
        high=high,
        upper=np.concatenate([upper, visits]).astype(np.float64),
    )
