"""The problem without its unreachable places and forbidden bases, as a balanced transport."""

from dataclasses import dataclass

import numpy as np

from maillage.bases import _kernels
from maillage.bases._kernels import Floats, Ints
from maillage.bases.problem import BasesProblem

NEAR = 10
WIDTH = 30


@dataclass(frozen=True)
class Plan:
    """Posts per candidate, flow (rows and columns of :class:`Balance`), driving and half-days unserved."""

    posts: Ints
    flow: Ints
    driving: float
    unserved: int


@dataclass(frozen=True)
class Balance:
    """Candidate bases by reachable places, plus a row (nobody serves) and a column (a post idles).

    Parameters
    ----------
    base, place
        Indices of the candidates and of the reachable places with half-days in the original problem.
    cost
        Minutes per half-day; the last row costs ``price`` (more than any driving can save), the last column nothing.
    half_days, low
        Half-days of each reachable place; posts kept at each candidate.
    posts, size
        Posts to place; half-days per post.
    near
        Nearest candidates of each candidate.
    """

    base: Ints
    place: Ints
    cost: Floats
    half_days: Ints
    low: Ints
    posts: int
    size: int
    near: Ints

    @staticmethod
    def of(problem: BasesProblem) -> "Balance":
        """Drop what no plan can use."""
        n = len(problem.half_days)
        minutes = problem.minutes.astype(np.float64)
        np.fill_diagonal(minutes, 0.0)
        minutes[minutes > problem.drive_minutes] = np.inf
        allowed = np.ones(n, np.bool_) if problem.allowed is None else problem.allowed
        base = np.flatnonzero(allowed)
        reach = np.isfinite(minutes[base]).any(axis=0) & (problem.half_days > 0)
        place = np.flatnonzero(reach)
        cost = np.zeros((len(base) + 1, len(place) + 1))
        cost[:-1, :-1] = minutes[np.ix_(base, place)]
        half_days = problem.half_days[place].astype(np.int64)
        cost[-1, :-1] = problem.drive_minutes * (half_days.sum() + 1)
        kept = np.zeros(n, np.int64) if problem.at_least is None else problem.at_least
        near = np.argsort(minutes[np.ix_(base, base)], axis=1, kind="stable")[:, :NEAR]
        return Balance(
            base, place, cost, half_days, kept[base].astype(np.int64), problem.posts, problem.half_days_per_post, near
        )

    def improve(self, posts: Ints, kicks: int, seed: int) -> Plan:
        """Best transport for ``posts``, then moves of posts while driving falls, then ``kicks`` restarts nearby."""
        _, best, flow = _kernels.search(
            posts, self.low, self.size, self.cost, self.half_days, self.near, kicks, WIDTH, seed
        )
        driving = _kernels.total_cost(self.cost[:-1], flow[:-1])
        return Plan(best, flow, float(driving), int(flow[-1, :-1].sum()))

    def whole(self, posts: Floats) -> Ints:
        """Whole posts near fractional ones, by largest remainder, never below those kept, summing to the total."""
        whole = np.maximum(np.floor(posts + 1e-6).astype(np.int64), self.low)
        order = np.argsort(whole - posts, kind="stable")
        missing = self.posts - int(whole.sum())
        while missing > 0:
            whole[order[:missing]] += 1
            missing -= len(order[:missing])
        for b in order[::-1]:
            taken = min(-missing, int(whole[b] - self.low[b])) if missing < 0 else 0
            whole[b] -= taken
            missing += taken
        return whole

    def own_demand(self) -> Floats:
        """Posts each candidate's own half-days would fill, scaled to the total: a first guess."""
        own: Floats = np.zeros(len(self.base))
        _, at, of = np.intersect1d(self.base, self.place, return_indices=True)
        own[at] = self.half_days[of]
        own *= min(1.0 / self.size, self.posts / max(float(own.sum()), 1.0))
        return own
