"""Slow obvious twins: the plain integer programme, every way to place posts, and the kernels' definitions."""

import itertools

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array

from maillage.bases import BasesProblem


def drives(problem):
    t = problem.minutes.astype(float).copy()
    np.fill_diagonal(t, 0.0)
    t[t > problem.drive_minutes] = np.inf
    if problem.allowed is not None:
        t[~problem.allowed] = np.inf
    return t


def plain(problem):
    """Fewest half-days unserved, then least driving, by two integer programmes; (unserved, driving)."""
    t, x = drives(problem), problem.half_days
    n, size = len(x), problem.half_days_per_post
    b, i = np.nonzero(np.isfinite(t))
    a = len(b)
    arc, spare = n + np.arange(a), n + a + np.arange(n)
    rows = np.concatenate([i, np.arange(n), n + b, n + np.arange(n), np.full(n, 2 * n), np.full(n, 2 * n + 1)])
    columns = np.concatenate([arc, spare, arc, np.arange(n), np.arange(n), spare])
    values = np.concatenate([np.ones(a + n + a), np.full(n, -float(size)), np.ones(2 * n)])
    matrix = coo_array((values, (rows, columns)), (2 * n + 2, 2 * n + a)).tocsr()
    low = np.zeros(n) if problem.at_least is None else problem.at_least
    most = np.full(n, problem.posts) if problem.allowed is None else problem.posts * problem.allowed
    bounds = Bounds(np.concatenate([low, np.zeros(a + n)]), np.concatenate([most, np.full(a, np.inf), x]))
    whole = np.concatenate([np.ones(n), np.zeros(a + n)])

    def best(cost, unserved):
        lower = np.concatenate([x, np.full(n, -np.inf), [problem.posts, 0]])
        upper = np.concatenate([x, np.zeros(n), [problem.posts, unserved]])
        answer = milp(
            cost,
            integrality=whole,
            bounds=bounds,
            constraints=LinearConstraint(matrix, lower, upper),
            options={"mip_rel_gap": 0.0},
        )
        assert answer.success
        return answer.fun

    unserved = round(best(np.concatenate([np.zeros(n + a), np.ones(n)]), x.sum()))
    return unserved, best(np.concatenate([np.zeros(n), t[b, i], np.zeros(n)]), unserved)


def transport(problem, posts, price=1e5):
    """Least cost of serving from ``posts``, every unserved half-day priced."""
    t, x = drives(problem), problem.half_days
    n = len(x)
    b, i = np.nonzero(np.isfinite(t))
    a = len(b)
    serve = coo_array((np.ones(a + n), (np.concatenate([i, np.arange(n)]), np.arange(a + n))), (n, a + n)).tocsr()
    load = coo_array((np.ones(a), (b, np.arange(a))), (n, a + n)).tocsr()
    cost = np.concatenate([t[b, i], np.full(n, price)])
    answer = linprog(cost, load, problem.half_days_per_post * np.asarray(posts), serve, x)
    assert answer.success
    return answer.fun


def brute(problem, price=1e5):
    """Least cost over every way to place the posts."""
    n, k = len(problem.half_days), problem.posts
    return min(transport(problem, y, price) for y in itertools.product(range(k + 1), repeat=n) if sum(y) == k)


def violation(half_days, posts, flow, size, chosen):
    """Rounding cut of the places chosen, with every base free to take part: the largest violation."""
    demand = int(half_days[chosen].sum())
    c = -(-demand // size)
    r = demand - size * (c - 1)
    served = flow[:, chosen].sum(axis=1)
    return sum(max(0.0, served[b] - r * posts[b]) for b in range(len(posts))) - (demand - r * c)


def random_problem(seed, n, posts=None, slack=0, **options):
    """Places in a square 60 km wide, driving at 60 km/h; half-days fill the posts but for ``slack``."""
    rng = np.random.default_rng(seed)
    at = rng.uniform(0, options.pop("width", 45), (n, 2))
    minutes = (2 + 1.3 * np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))).astype(np.float32)
    posts = posts or max(1, n // 3)
    total = max(0, 18 * posts - slack)
    half_days = rng.multinomial(total, rng.dirichlet(np.full(n, 0.7)))
    return BasesProblem(half_days.astype(np.int64), minutes, posts, options.pop("drive", 200.0), **options)
