"""Small allocation problems, random but reproducible, and an exhaustive solver."""

import itertools

import numpy as np

from maillage.allocation import AllocationProblem, Floors, access_matrix


def case(
    seed: int, n: int = 6, half_days: int = 4, *, rooms: int = 3, required: bool = True, floor: float = 0.0
) -> AllocationProblem:
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 30, (n, 2))
    km = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    minutes = np.where(np.eye(n, dtype=bool), 4.0, 2 + 1.56 * km).astype(np.float32)
    weights = rng.integers(0, 900, n).astype(float)
    return problem(weights, minutes, half_days, np.full(n, rooms), required=required, floor=floor)


def problem(
    weights: np.ndarray,
    minutes: np.ndarray,
    half_days: int,
    rooms: np.ndarray,
    *,
    required: bool = True,
    floor: float = 0.0,
    catchment: float = 20.0,
    reach: float = 15.0,
) -> AllocationProblem:
    n = len(weights)

    def rows(limit: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        i, j = np.nonzero(minutes <= limit)
        indptr = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(i, minlength=n), out=indptr[1:])
        return indptr, j.astype(np.int32), minutes[i, j]

    indptr, indices, access = access_matrix(weights, *rows(catchment), catchment)
    near, reached, _ = rows(reach)
    group = (np.arange(n) % 2).astype(np.int32)
    least = floor * half_days * np.bincount(group, weights=weights, minlength=2) / max(weights.sum(), 1e-9)
    return AllocationProblem(
        weights=weights,
        indptr=indptr,
        indices=indices,
        access=access,
        reach_indptr=near,
        reach_indices=reached,
        required=np.full(n, required),
        rooms=rooms.astype(np.int64),
        at_least=np.zeros(n, dtype=np.int64),
        half_days=half_days,
        floors=(Floors(group, least, ("even", "odd")),) if floor > 0 else (),
    )


def served(p: AllocationProblem, x: np.ndarray) -> float:
    """The slow obvious objective."""
    total = 0.0
    for j in range(p.n):
        access = sum(
            p.access[k] * x[i] for i in range(p.n) for k in range(p.indptr[i], p.indptr[i + 1]) if p.indices[k] == j
        )
        total += p.weights[j] * (1 - np.exp(-access))
    return total


def unreached(p: AllocationProblem, x: np.ndarray) -> int:
    seen = {int(j) for i in np.flatnonzero(x) for j in p.reach_indices[p.reach_indptr[i] : p.reach_indptr[i + 1]]}
    return sum(1 for j in range(p.n) if p.required[j] and j not in seen)


def feasible(p: AllocationProblem, x: np.ndarray) -> bool:
    floors = all(
        x[family.group == g].sum() >= least - 1e-9 for family in p.floors for g, least in enumerate(family.least)
    )
    return bool(
        floors and x.sum() <= p.half_days and (x <= p.rooms).all() and (x >= p.at_least).all() and unreached(p, x) == 0
    )


def best(p: AllocationProblem) -> float | None:
    """Optimum over every whole allocation; None where there is none."""
    values = [
        served(p, np.array(x))
        for x in itertools.product(*(range(int(r) + 1) for r in p.rooms))
        if sum(x) <= p.half_days and feasible(p, np.array(x))
    ]
    return max(values, default=None)
