"""Compiled loops of the rounds: enumerate advisor-days, lay the programme's matrix. Slow twins judge them in tests."""

import numpy as np
import numpy.typing as npt
from numba import njit

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FORWARD = 0
"""First place in the morning, second (if any) in the afternoon."""
BACKWARD = 1
"""First place in the afternoon, second (if any) in the morning."""
EITHER = 2
"""Both orders are open and neither place can run out of desks: decided last."""


@njit(cache=True)
def enumerate_days(
    legs: npt.NDArray[np.float32],
    visits: Int64s,
    opening: Int64s,
    scarce: npt.NDArray[np.bool_],
    bases: Int64s,
    columns: Int32s,
    cost: Floats,
) -> int:
    """List every advisor-day (base position, place, other place or -1, weekday, order) and its driving minutes.

    Called once with empty arrays to count, once to fill. A full day at one place needs three visits or more (two visits
    are spread over the two weeks); orders are told apart only where a place's desks are ``scarce``.
    """
    n = len(visits)
    fill = len(cost) > 0
    count = 0
    near = np.empty(n, np.int64)
    for k in range(len(bases)):
        b = bases[k]
        size = 0
        for i in range(n):
            if visits[i] > 0 and np.isfinite(legs[b, i]):
                near[size] = i
                size += 1
        for first in range(size):
            i = near[first]
            for second in range(first - 1, size):
                j = near[second] if second >= first else -1
                if j == i and visits[i] < 3:
                    continue
                minutes = 2.0 * legs[b, i]
                if j >= 0 and j != i:
                    if not np.isfinite(legs[i, j]):
                        continue
                    minutes = float(legs[b, i]) + float(legs[i, j]) + float(legs[b, j])
                for weekday in range(5):
                    forward = (opening[i] >> (2 * weekday)) & 1
                    backward = (opening[i] >> (2 * weekday + 1)) & 1
                    if j >= 0:
                        forward &= opening[j] >> (2 * weekday + 1)
                        backward &= opening[j] >> (2 * weekday)
                        if j == i:
                            backward = 0
                    either = forward and backward and not scarce[i] and (j < 0 or not scarce[j])
                    for order in range(3):
                        if order == 0 and (either or not forward):
                            continue
                        if order == 1 and (either or not backward):
                            continue
                        if order == 2 and not either:
                            continue
                        if fill:
                            columns[0, count] = k
                            columns[1, count] = i
                            columns[2, count] = j
                            columns[3, count] = weekday
                            columns[4, count] = order
                            cost[count] = minutes
                        count += 1
    return count


@njit(cache=True)
def lay_matrix(
    columns: Int32s,
    first_row: Int64s,
    slot_row: Int64s,
    full_row: Int64s,
    start: Int32s,
    index: Int32s,
    value: Floats,
) -> int:
    """Lay the weekly programme's matrix by columns, rows ascending, and return the number of entries.

    Rows: places (a visit each), half-days of a base, patterns of a base and weekday (from ``first_row``), then slots of
    places with scarce desks (``slot_row``, -1 elsewhere), full days of places with odd visits (``full_row``).
    """
    size = 0
    for c in range(columns.shape[1]):
        k, i, j, weekday, order = columns[0, c], columns[1, c], columns[2, c], columns[3, c], columns[4, c]
        start[c] = size
        index[size] = i
        value[size] = 2.0 if i == j else 1.0
        size += 1
        if j >= 0 and j != i:
            index[size] = j
            value[size] = 1.0
            size += 1
        index[size] = first_row[0] + k
        value[size] = 2.0 if j >= 0 else 1.0
        size += 1
        index[size] = first_row[1] + 5 * k + weekday
        value[size] = 1.0
        size += 1
        if slot_row[i] >= 0:
            if order != BACKWARD:
                index[size] = slot_row[i] + 2 * weekday
                value[size] = 1.0
                size += 1
            if order == BACKWARD or i == j:
                index[size] = slot_row[i] + 2 * weekday + 1
                value[size] = 1.0
                size += 1
        if j >= 0 and j != i and slot_row[j] >= 0:
            index[size] = slot_row[j] + 2 * weekday + (0 if order == BACKWARD else 1)
            value[size] = 1.0
            size += 1
        if j == i and full_row[i] >= 0:
            index[size] = full_row[i]
            value[size] = 1.0
            size += 1
    start[columns.shape[1]] = size
    return size
