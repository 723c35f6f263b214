"""Solve the allocation: cover, fill, move, then whole posts per département."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.allocation import _kernels
from maillage.allocation.bound import Relaxation, relax
from maillage.allocation.problem import AllocationProblem
from maillage.vocabulary.errors import Infeasible
from maillage.vocabulary.units import PLANNED_HALF_DAYS

Progress = Callable[[str, float], None]

MOVE_SWEEPS = 30
"""Most sweeps of one-unit moves; a sweep without a move ends them."""


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


def to_whole_posts(work: Allocation, group: NDArray[np.int32], per_post: int) -> NDArray[np.int64]:
    """Round every group to whole posts, giving each spare post to the group where it serves most; returns the posts.

    Every group is first brought down to whole posts; each remaining post then goes, one at a time, to the group
    whose next ``per_post`` half-days serve most people.
    """
    p = work.problem
    groups = int(group.max(initial=0)) + 1
    total = p.half_days // per_post
    members = [np.asarray(group == g) for g in range(groups)]
    least = np.zeros(groups)
    for family in p.floors:
        for g in range(groups):
            inside = np.unique(family.group[members[g]])
            own = [k for k in inside if not np.any(family.group[~members[g]] == k)]
            least[g] = max(least[g], float(family.least[own].sum()))
    floor_posts = np.ceil((least - 1e-9) / per_post).astype(np.int64)
    if (need := int(floor_posts.sum())) > total:
        raise Infeasible("allocation.floors_whole_posts", need=need, posts=total, missing=need - total)
    posts = np.zeros(groups, dtype=np.int64)
    for g in range(groups):
        held = int(work.x[members[g]].sum())
        posts[g] = max(held // per_post, floor_posts[g])
        if (excess := held - int(posts[g]) * per_post) > 0:
            stuck = excess - work.shed(excess, members[g])
            if stuck > 0:
                posts[g] += 1
    while (extra := int(posts.sum()) - total) > 0:
        spare = np.where(posts > floor_posts, [work.x[m].sum() for m in members] - (posts - 1) * per_post, np.inf)
        order = np.argsort(spare, kind="stable")
        for g in order[:extra]:
            over = int(work.x[members[g]].sum()) - int(posts[g] - 1) * per_post
            if not np.isfinite(spare[g]) or (over > 0 and work.shed(over, members[g]) < over):
                continue
            posts[g] -= 1
            break
        else:
            raise Infeasible("allocation.reach_whole_posts", need=int(posts.sum()), posts=total)
    values = np.array([_value_of_next(work, members[g], int(posts[g]), per_post) for g in range(groups)])
    while int(posts.sum()) < total:
        g = int(np.argmax(values))
        if values[g] < 0:
            raise Infeasible("allocation.over_rooms", asked=p.half_days, rooms=int(p.rooms.sum()))
        posts[g] += 1
        work.fill(int(posts[g]) * per_post - int(work.x[members[g]].sum()), members[g])
        values[g] = _value_of_next(work, members[g], int(posts[g]), per_post)
    for g in range(groups):
        held = int(work.x[members[g]].sum())
        if held < int(posts[g]) * per_post:
            work.fill(int(posts[g]) * per_post - held, members[g])
    work.refresh()
    return posts


def _value_of_next(work: Allocation, member: NDArray[np.bool_], posts: int, per_post: int) -> float:
    """People served by one more whole post in a group; -1 where there is no room for it."""
    trial = work.copy()
    before = float(trial.left.sum())
    wanted = (posts + 1) * per_post - int(trial.x[member].sum())
    if trial.fill(wanted, member) < wanted:
        return -1.0
    return before - float(trial.left.sum())


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
