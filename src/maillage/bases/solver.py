"""Solve: relaxation and cuts, moves of posts, then branch and cut until the gap or the effort is reached."""

from collections.abc import Callable
from pathlib import Path

import highspy
import numpy as np

from maillage.bases._balance import Balance, Plan
from maillage.bases._kernels import Floats, search
from maillage.bases._relaxation import Relaxation
from maillage.bases._tree import Tree
from maillage.bases.problem import BasesProblem, BasesResult
from maillage.vocabulary.errors import InvalidOption

CHECK = 6
STALL = 5e-4
MIP_NODES = 500
SAFETY = 1e-6


def solve(
    problem: BasesProblem,
    *,
    seed: int = 0,
    effort: int = 10,
    gap_percent: float = 0.5,
    progress: Callable[[int, float, float], None] | None = None,
) -> BasesResult:
    """Base the posts so that serving the half-days takes least driving, with a proven lower bound.

    minimise sum_bi t_bi n_bi, over whole posts y and half-days n >= 0, subject to sum_b n_bi = x_i - unserved_i,
    sum_i n_bi <= size * y_b, sum_b y_b = K, y_b >= kept_b, n_bi = 0 beyond the drive limit; unserved half-days are as
    few as can be found before driving counts.

    Parameters
    ----------
    problem
        Places, drives and posts.
    seed
        Seed of the random displacements; the same seed gives the same answer on any machine load.
    effort
        Nodes of the search, and displacements tried per search: work, never time.
    gap_percent
        Gap at which the search stops; 0 asks for the optimum, if ``effort`` allows.
    progress
        Called after each node with nodes done, driving and bound.

    Returns
    -------
    BasesResult
        Posts, flows, driving, bound and what stays unserved.
    """
    if effort < 0:
        raise InvalidOption("bases.negative_option", name="effort", value=effort)
    if not 0 <= gap_percent <= 100:
        raise InvalidOption("bases.gap", value=gap_percent)
    balance = Balance.of(problem)
    plan = balance.improve(balance.whole(balance.own_demand()), 0, seed)
    if plan.unserved > max(0, int(balance.half_days.sum()) - balance.size * balance.posts):
        plan = _serve_more(balance, plan, seed)
    if len(balance.place) == 0:
        return _result(problem, balance, plan, 0.0, "nothing within reach")
    relaxation = Relaxation(balance, plan.unserved)
    best = [plan]
    tried: set[bytes] = set()

    def improve(posts: Floats, kicks: int = 0) -> float:
        whole = balance.whole(posts)
        if kicks or whole.tobytes() not in tried:
            tried.add(whole.tobytes())
            best[0] = _better(best[0], balance.improve(whole, kicks, seed))
        return best[0].driving

    root = _root(relaxation, improve, gap_percent / 100)
    tree = Tree(relaxation, improve(best[0].posts.astype(float), effort), improve)
    bound = tree.explore(root, effort, gap_percent / 100, progress)
    return _result(problem, balance, best[0], bound, f"branch and cut: {tree.nodes} nodes, {relaxation.cuts} cuts")


def kernels_folder() -> Path:
    """Where the compiled kernels of this room are kept from one run to the next."""
    return Path(search.stats.cache_path or "")


def _better(one: Plan, other: Plan) -> Plan:
    return other if (other.unserved, other.driving) < (one.unserved, one.driving) else one


def _root(relaxation: Relaxation, improve: Callable[[Floats], float], gap: float) -> float:
    """Bound of the relaxation after cutting until it stalls or meets the plans found on the way."""
    values = [_finite(relaxation.solve())]
    while relaxation.tighten(drop_slack=len(values) % 3 == 0):
        values.append(max(values[-1], _finite(relaxation.solve())))
        if len(values) % CHECK == 0:
            upper = improve(relaxation.posts())
            if values[-1] >= upper * (1 - gap) or values[-1] - values[-CHECK] < STALL * upper:
                break
    relaxation.solve()
    relaxation.settle()
    return values[-1]


def _finite(value: float | None) -> float:
    """The bound, or 0 where the linear solver has none: a plan is in hand, so the root cannot be infeasible."""
    return value if value is not None and np.isfinite(value) else 0.0


def _serve_more(balance: Balance, plan: Plan, seed: int) -> Plan:
    """Look for posts that leave fewer half-days unserved, with a small integer programme."""
    relaxation = Relaxation(balance, int(balance.half_days.sum()))
    m, a, p = relaxation.bases, relaxation.arcs, relaxation.places
    highs = relaxation.highs
    cost = np.concatenate([np.zeros(m + a), np.ones(p)])
    highs.changeColsCost(m + a + p, np.arange(m + a + p, dtype=np.int32), cost)
    kinds = np.full(m, highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    highs.changeColsIntegrality(m, np.arange(m, dtype=np.int32), kinds)
    highs.setOptionValue("presolve", "on")
    highs.setOptionValue("mip_max_nodes", MIP_NODES)
    highs.run()
    values = highs.getSolution().col_value
    if not values:
        return plan
    return _better(plan, balance.improve(balance.whole(np.round(np.array(values[:m]))), 0, seed))


def _result(problem: BasesProblem, balance: Balance, plan: Plan, bound: float, method: str) -> BasesResult:
    posts = np.zeros(len(problem.half_days), np.int64)
    posts[balance.base] = plan.posts
    served = plan.flow[:-1, :-1]
    b, i = np.nonzero(served)
    unserved = problem.half_days.astype(np.int64)
    unserved[balance.place] = plan.flow[-1, :-1]
    bound = min(plan.driving, max(0.0, bound - SAFETY * abs(bound)))
    gap = 100.0 * (plan.driving - bound) / plan.driving if plan.driving > 0 else 0.0
    return BasesResult(
        posts, balance.base[b], balance.place[i], served[b, i], plan.driving, bound, gap, unserved, method
    )
