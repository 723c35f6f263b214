"""Solve the allocation: cover, fill, move, then whole posts per département."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.allocation.bound import Relaxation, relax
from maillage.allocation.problem import AllocationProblem
from maillage.allocation.whole_posts import to_whole_posts
from maillage.allocation.working import Allocation
from maillage.vocabulary.errors import Infeasible
from maillage.vocabulary.units import PLANNED_HALF_DAYS

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class AllocationResult:
    """Half-days of each place, with the proof of how good they are.

    Attributes
    ----------
    half_days
        Half-days per fortnight of each place, int64 [n].
    posts
        Whole posts of each group, int64 [groups].
    objective
        People effectively served.
    upper_bound
        No allocation within the same rules serves more people.
    access
        :math:`A_j` of each commune, float64 [n].
    """

    half_days: NDArray[np.int64]
    posts: NDArray[np.int64]
    objective: float
    upper_bound: float
    access: NDArray[np.float64]

    @property
    def gap_percent(self) -> float:
        """Share of the bound not reached, in percent."""
        return 100.0 * (self.upper_bound - self.objective) / self.upper_bound if self.upper_bound > 0 else 0.0


def solve(
    problem: AllocationProblem,
    group: NDArray[np.int32],
    *,
    relaxation: Relaxation | None = None,
    whole_posts: bool = True,
    half_days_per_post: int = PLANNED_HALF_DAYS,
    progress: Progress | None = None,
) -> AllocationResult:
    """Allocate half-days with a proven bound, as whole posts in each group.

    Parameters
    ----------
    problem
        The allocation.
    group
        Group (département) of each place, from 0; each gets whole posts.
    relaxation
        Continuous solution when it is already known.
    whole_posts
        Round each group to whole posts of ``half_days_per_post``.
    half_days_per_post
        Planned half-days per post and fortnight.
    progress
        Called with a stage's name and the share done.

    Raises
    ------
    Infeasible
        If reach and floors need more half-days than the budget has, with how many are missing.
    """

    def tell(share: float) -> None:
        if progress is not None:
            progress("allocation", share)

    tell(0.0)
    base = relaxation or relax(problem, _first(problem), progress=lambda share: tell(0.1 + 0.6 * share))
    whole = np.minimum(np.maximum(np.floor(base.half_days + 0.02).astype(np.int64), problem.at_least), problem.rooms)
    work = Allocation(problem, whole)
    if (excess := int(whole.sum()) - problem.half_days) > 0:
        work.shed(excess, keep_reach=False)
    if work.cover(base.price) < 0:
        work = _cover_alone(problem, base.price)
    tell(0.75)
    for family in problem.floors:
        for g, least in enumerate(family.least):
            held = int(work.x[family.group == g].sum())
            if held < least:
                work.fill(int(np.ceil(least - 1e-9)) - held, family.group == g)
    balance = problem.half_days - int(work.x.sum())
    if balance > 0:
        work.fill(balance)
    elif balance < 0:
        _shed_above_floors(work, -balance)
    posts = np.zeros(int(group.max(initial=0)) + 1, dtype=np.int64)
    if whole_posts:
        posts = to_whole_posts(work, group, half_days_per_post)
    tell(0.85)
    work.improve(_finest(problem, group if whole_posts else np.zeros_like(group)))
    tell(1.0)
    objective = work.objective()
    bound = max(base.upper_bound, objective)
    return AllocationResult(work.x, posts, objective, bound, work.access())


def _first(problem: AllocationProblem) -> NDArray[np.float64]:
    """Greedy whole allocation to start the continuous one from."""
    work = Allocation(problem)
    work.fill(problem.half_days - int(work.x.sum()))
    return work.x.astype(np.float64)


def _cover_alone(problem: AllocationProblem, price: float) -> Allocation:
    """Reach first, from the least half-days, when the continuous start leaves no room for it."""
    work = Allocation(problem)
    if work.cover(price) < 0:
        free = Allocation(problem)
        need = int(free.x.sum()) + free.cover(price, budget=problem.n)
        raise Infeasible(
            "allocation.reach_over_budget", need=need, budget=problem.half_days, missing=need - problem.half_days
        )
    return work


def _shed_above_floors(work: Allocation, amount: int) -> None:
    """Take half-days back one at a time where no floor forbids it."""
    p = work.problem
    for _ in range(amount):
        eligible = np.ones(p.n, dtype=np.bool_)
        for family in p.floors:
            held = np.bincount(family.group, weights=work.x, minlength=len(family.least))
            eligible &= (held - 1 >= family.least)[family.group]
        if work.shed(1, eligible) < 1:
            raise Infeasible("allocation.floors_and_reach", missing=amount)


def _finest(problem: AllocationProblem, group: NDArray[np.int32]) -> NDArray[np.int32]:
    """Groups within which moves keep every floor and the whole posts."""
    keys = np.stack([group, *[family.group for family in problem.floors if (family.least > 0).any()]])
    return np.unique(keys, axis=1, return_inverse=True)[1].astype(np.int32).ravel()
