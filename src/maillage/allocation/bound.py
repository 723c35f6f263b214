"""A proven upper bound on the people any allocation can serve."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.allocation import _kernels
from maillage.allocation.problem import AllocationProblem

SWEEPS = 400
"""Most coordinate sweeps; the stop is by work, never by the clock."""

CHECK_EVERY = 10
"""Sweeps between two evaluations of the bound."""

FLOOR_STIFFNESS = 5.0
"""Curvature of a floor's or the budget's price: the last half-day's price times this, per missing whole."""

SETTLED = 2e-6
"""Relative progress of the bound below which the ascent stops."""


@dataclass(frozen=True)
class Relaxation:
    """The continuous allocation and what it proves.

    Attributes
    ----------
    half_days
        Continuous half-days z, float64 [n].
    upper_bound
        No allocation of whole half-days serves more people.
    price
        People served by the last half-day (the budget's dual value).
    """

    half_days: NDArray[np.float64]
    upper_bound: float
    price: float


def spread(
    row_values: NDArray[np.float64], indptr: NDArray[np.int64], indices: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Sum over each row's columns: ``out[i] = sum_{j in row i} values[j]``."""
    sums = np.concatenate(([0.0], np.cumsum(row_values[indices])))
    out: NDArray[np.float64] = sums[indptr[1:]] - sums[indptr[:-1]]
    return out


def relax(
    problem: AllocationProblem,
    start: NDArray[np.float64] | None = None,
    sweeps: int = SWEEPS,
    progress: Callable[[float], None] | None = None,
) -> Relaxation:
    """Solve the continuous allocation and bound the whole one.

    f is concave, so for every z: ``f(x) <= f(z) + grad f(z) . (x - z)``. Adding each floor and reach constraint
    with a price >= 0 only relaxes it; what remains, a linear function over a box and a budget, is maximised by a sort.
    Every evaluation is a valid bound; the least is kept.

    Parameters
    ----------
    problem
        The allocation.
    start
        Continuous half-days to start from.
    sweeps
        Most coordinate sweeps.
    progress
        Called with the share of sweeps done.
    """
    p = problem
    low = p.at_least.astype(np.float64)
    high = p.rooms.astype(np.float64)
    z = np.clip(np.full(p.n, p.half_days / p.n) if start is None else start.astype(np.float64), low, high)
    left = p.weights * np.exp(-_exposure(p, z))
    slope = _kernels.gradient(p.indptr, p.indices, p.access, left)
    busy = z > 0.5
    price = float(np.median(slope[busy])) if busy.any() else float(slope.max(initial=1.0))
    price = max(price, 1e-9)
    unit = price
    mu = np.zeros(p.n)
    group, least = _stacked(p)
    nu = np.zeros(least.shape)
    stiff = FLOOR_STIFFNESS * unit / np.maximum(least, 1.0)
    best = float(p.weights.sum())
    rho = unit / 3.0
    firm = FLOOR_STIFFNESS * unit / p.half_days
    checked = best
    for sweep in range(1, sweeps + 1):
        s, held = _kernels.ascend(
            z,
            low,
            high,
            float(p.half_days),
            price,
            firm,
            mu,
            rho,
            group,
            least,
            nu,
            stiff,
            p.weights,
            p.indptr,
            p.indices,
            p.access,
            p.reach_indptr,
            p.reach_indices,
            p.required,
        )
        if sweep % 3 == 0:
            price = max(price + firm * (float(z.sum()) - p.half_days), 0.0)
            mu = np.where(p.required, np.maximum(0.0, mu + rho * (1.0 - s)), 0.0)
            nu = np.maximum(0.0, nu + stiff * (least - held))
        if sweep % CHECK_EVERY == 0:
            best = min(best, evaluate(p, z, mu, nu))
            if progress is not None:
                progress(sweep / sweeps)
            if sweep % (4 * CHECK_EVERY) == 0:
                if checked - best < SETTLED * best:
                    break
                checked = best
    return Relaxation(z, best, price)


def evaluate(
    problem: AllocationProblem, z: NDArray[np.float64], mu: NDArray[np.float64], nu: NDArray[np.float64]
) -> float:
    """Upper bound proved by continuous half-days ``z`` and prices ``mu`` (reach) and ``nu`` (floors), all >= 0."""
    p = problem
    left = p.weights * np.exp(-_exposure(p, z))
    slope = _kernels.gradient(p.indptr, p.indices, p.access, left)
    constant = float(p.weights.sum() - left.sum() - slope @ z) - float(mu.sum())
    value = slope + spread(mu, p.reach_indptr, p.reach_indices)
    for family, dual in zip(p.floors, nu, strict=True):
        value = value + dual[family.group]
        constant -= float(dual[: len(family.least)] @ family.least)
    order = np.argsort(-value, kind="stable")
    room = (p.rooms - p.at_least)[order]
    before = np.cumsum(room) - room
    budget = p.half_days - int(p.at_least.sum())
    taken = np.clip(budget - before, 0, room)
    linear = float(value @ p.at_least) + float(np.maximum(value[order], 0.0) @ taken)
    return constant + linear + 1e-9 * abs(constant)


def _stacked(problem: AllocationProblem) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Families of floors as arrays: groups [families, n] and least half-days [families, most groups]."""
    families = problem.floors
    most = max((len(family.least) for family in families), default=0)
    group = np.zeros((len(families), problem.n), dtype=np.int32)
    least = np.zeros((len(families), most))
    for row, family in enumerate(families):
        group[row] = family.group
        least[row, : len(family.least)] = family.least
    return group, least


def _exposure(problem: AllocationProblem, z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Access :math:`A_j` of each commune under half-days z."""
    per_pair = problem.access * np.repeat(z, np.diff(problem.indptr))
    return np.bincount(problem.indices, weights=per_pair, minlength=problem.n).astype(np.float64)
