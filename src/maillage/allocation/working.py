"""A working allocation: half-days added, taken and moved by greedy steps."""

import numpy as np
from numpy.typing import NDArray

from maillage.allocation import _kernels
from maillage.allocation.problem import AllocationProblem

MOVE_SWEEPS = 30
"""Most sweeps of one-unit moves; a sweep without a move ends them."""


class Allocation:
    """A working allocation that half-days are added to and taken from, always consistent.

    Parameters
    ----------
    problem
        The allocation problem.
    half_days
        Starting half-days of each place (default: the least each must have).
    """

    def __init__(self, problem: AllocationProblem, half_days: NDArray[np.int64] | None = None) -> None:
        self.problem = problem
        self.x = (problem.at_least if half_days is None else half_days).astype(np.int64).copy()
        self._q = -np.expm1(-problem.access)
        self.seen = np.zeros(problem.n, dtype=np.int64)
        self.left = problem.weights.copy()
        self.refresh()

    def refresh(self) -> None:
        """Compute the state again from the half-days, free of rounding drift."""
        self.left = self.problem.weights * np.exp(-self.access())
        p = self.problem
        visited = np.repeat(self.x > 0, np.diff(p.reach_indptr))
        self.seen = np.bincount(p.reach_indices[visited], minlength=p.n).astype(np.int64)

    def access(self) -> NDArray[np.float64]:
        """Access :math:`A_j` of each commune."""
        p = self.problem
        per_pair = p.access * np.repeat(self.x, np.diff(p.indptr))
        return np.bincount(p.indices, weights=per_pair, minlength=p.n).astype(np.float64)

    def objective(self) -> float:
        """People effectively served."""
        return float(self.problem.weights.sum() - (self.problem.weights * np.exp(-self.access())).sum())

    def copy(self) -> "Allocation":
        """Independent copy."""
        twin = object.__new__(Allocation)
        twin.problem, twin._q = self.problem, self._q
        twin.x, twin.seen, twin.left = self.x.copy(), self.seen.copy(), self.left.copy()
        return twin

    def fill(self, amount: int, eligible: NDArray[np.bool_] | None = None) -> int:
        """Add up to ``amount`` half-days where they serve most; returns how many found room."""
        p = self.problem
        allowed = np.ones(p.n, dtype=np.bool_) if eligible is None else eligible
        return int(_kernels.fill(amount, allowed, p.rooms, *self._state()))

    def shed(self, amount: int, eligible: NDArray[np.bool_] | None = None, *, keep_reach: bool = True) -> int:
        """Take up to ``amount`` half-days where they are missed least; returns how many could go."""
        p = self.problem
        allowed = np.ones(p.n, dtype=np.bool_) if eligible is None else eligible
        required = p.required if keep_reach else np.zeros(p.n, dtype=np.bool_)
        return int(_kernels.shed(amount, allowed, p.at_least, required, *self._state()))

    def cover(self, price: float, budget: int | None = None, worth: NDArray[np.float64] | None = None) -> int:
        """Visit places until every required commune has one within reach.

        Parameters
        ----------
        price
            People served by the last half-day: what a place visited only for its reach costs.
        budget
            Most half-days to spend (default: what is left of the problem's).
        worth
            Worth of reaching each commune (default: all alike).

        Returns
        -------
        int
            Half-days this took, or -1 when the budget ran out first.
        """
        p = self.problem
        budget = p.half_days - int(self.x.sum()) if budget is None else budget
        worth = np.ones(p.n) if worth is None else worth
        arrays = (p.indptr, p.indices, self._q, self.left, self.x, p.rooms, self.seen, budget)
        return int(_kernels.cover_first(p.reach_indptr, p.reach_indices, p.required, worth, price, *arrays))

    def improve(self, group: NDArray[np.int32], sweeps: int = MOVE_SWEEPS) -> int:
        """Move single half-days to better places nearby in their group; returns the number of moves."""
        p = self.problem
        moves = int(_kernels.improve(sweeps, group, p.at_least, p.rooms, p.required, *self._state()))
        self.refresh()
        return moves

    def _state(self) -> tuple[NDArray[np.generic], ...]:
        p = self.problem
        return (p.indptr, p.indices, self._q, self.left, p.reach_indptr, p.reach_indices, self.x, self.seen)
