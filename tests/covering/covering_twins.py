"""Slow, obvious twins of the covering room's kernels, and exact answers by other means."""

import itertools

import numpy as np
from scipy import optimize, sparse

from maillage.covering import CoveringProblem
from maillage.covering.reduction import Cover


def random_problem(seed: int, demands: int, candidates: int, sites: int, density: float = 0.2) -> CoveringProblem:
    rng = np.random.default_rng(seed)
    return from_dense(rng.random((demands, candidates)) < density, rng.integers(0, 50, demands).astype(float), sites)


def town_map(seed: int, n: int, sites: int, radius_km: float = 9.0) -> CoveringProblem:
    rng = np.random.default_rng(seed)
    lon, lat = rng.uniform(2, 3, n), rng.uniform(46, 47, n)
    return CoveringProblem.from_points(lon, lat, np.ceil(rng.lognormal(6, 1.5, n)), sites, radius_km)


def from_dense(covers: np.ndarray, weights: np.ndarray, sites: int) -> CoveringProblem:
    rows = sparse.csr_array(covers)
    return CoveringProblem(weights, rows.indptr, rows.indices, covers.shape[1], sites)


def dense(problem: CoveringProblem) -> np.ndarray:
    covers = np.zeros((len(problem.weights), problem.n_candidates), bool)
    for j in range(len(problem.weights)):
        covers[j, problem.indices[problem.indptr[j] : problem.indptr[j + 1]]] = True
    return covers


def by_trying_all(problem: CoveringProblem) -> float:
    covers = dense(problem)
    choices = itertools.combinations(range(problem.n_candidates), problem.sites)
    return max(float(problem.weights[covers[:, list(choice)].any(1)].sum()) for choice in choices)


def by_plain_highs(problem: CoveringProblem, whole: bool = True) -> float:
    """The textbook model, unreduced, through scipy."""
    n, m = len(problem.weights), problem.n_candidates
    covers = sparse.csr_array(dense(problem).astype(float))
    links = optimize.LinearConstraint(sparse.hstack([covers, -sparse.eye_array(n)]), 0, np.inf)
    count = optimize.LinearConstraint(np.concatenate([np.ones(m), np.zeros(n)])[None, :], 0, problem.sites)
    cost = np.concatenate([np.zeros(m), -problem.weights])
    integers = np.concatenate([np.full(m, int(whole)), np.zeros(n)])
    limits = {"mip_rel_gap": 0.0}
    found = optimize.milp(cost, constraints=[links, count], integrality=integers, bounds=(0, 1), options=limits)
    return float(-found.fun)


def sets(cover: Cover) -> list[set[int]]:
    """Rows of each column."""
    return [set(cover.ci[cover.cp[i] : cover.cp[i + 1]].tolist()) for i in range(cover.n_columns)]


def dominated(columns: list[set[int]]) -> list[bool]:
    """Whether a column is empty, part of another one, or equal to an earlier one."""
    return [
        not a or any(a < b or (a == b and k < i) for k, b in enumerate(columns) if k != i)
        for i, a in enumerate(columns)
    ]


def greedy(columns: list[set[int]], weights: np.ndarray, sites: int) -> list[float]:
    """Weight gained by each site of the greedy choice."""
    covered: set[int] = set()
    gains = []
    for _ in range(sites):
        best = max(columns, key=lambda rows: sum(weights[j] for j in rows - covered))
        gains.append(float(sum(weights[j] for j in best - covered)))
        covered |= best
    return gains


def lagrangian(columns: list[set[int]], weights: np.ndarray, u: np.ndarray, sites: int) -> float:
    worth = sorted((sum(u[j] for j in rows) for rows in columns), reverse=True)
    return float(sum(worth[:sites]) + (weights - u).sum())


def packed(flags: np.ndarray) -> np.ndarray:
    """Each row's flags, 64 a word."""
    words = [[sum(1 << k for k in range(64) if at + k < len(row) and row[at + k]) for at in range(0, len(row), 64)]
             for row in flags]  # fmt: skip
    return np.array(words, np.uint64)


def unpacked(words: np.ndarray, width: int) -> np.ndarray:
    return np.array([[int(row[k // 64]) >> (k % 64) & 1 for k in range(width)] for row in words], bool)


def eliminated(
    coefficients: np.ndarray, odd: np.ndarray, tight: np.ndarray, order: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, the rows they sum up and their parity when each column is cleared with the first tight row left."""
    rows = np.hstack([coefficients, np.eye(len(odd), dtype=bool), odd[:, None]])
    used: set[int] = set()
    for column in order:
        holders = [r for r in range(len(rows)) if rows[r, column] and r not in used]
        pivot = next((r for r in holders if tight[r]), None)
        if pivot is not None:
            used.add(pivot)
            for r in holders:
                if r != pivot:
                    rows[r] ^= rows[pivot]
    m = coefficients.shape[1]
    return rows[:, :m], rows[:, m:-1], rows[:, -1]
