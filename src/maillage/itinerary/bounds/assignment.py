"""Assignment of legs.

Every visit has one leg to it and one from it; each of the days one from the depot and one to it, or, for as many days
as may be idle, none. The cheapest such choice (never between visits of one stop) is an assignment problem; it forgets
that legs must not close circuits without the depot, but knows that times differ from one way to the other.
"""

from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Array = np.ndarray[Any, np.dtype[Any]]
FORBIDDEN = 1e7
"""Minutes of a leg that no rounds have."""


def assignment_bound(between: Array, out: Array, back: Array, least: int, days: int) -> float:
    """Cheapest legs to and from each visit; days beyond ``least`` may be idle."""
    size = len(out)
    cost = np.full((size + days, size + days), FORBIDDEN)
    cost[:size, :size] = between
    cost[size:, :size] = out
    cost[:size, size:] = back[:, None]
    idle = np.arange(size + min(least, days), size + days)
    cost[idle, idle] = 0.0
    rows, columns = linear_sum_assignment(cost)
    return float(cost[rows, columns].sum())
