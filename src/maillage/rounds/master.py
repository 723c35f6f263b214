"""The programme's linear relaxation, tightened by cuts, and the bound its prices prove."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from maillage.rounds import cuts, engine
from maillage.rounds.problem import Floats
from maillage.rounds.programme import Programme


@dataclass(frozen=True, eq=False)
class Relaxation:
    """A tightened relaxation and what each column costs beyond it."""

    matrix: sparse.csc_matrix
    """The programme's rows, then the cuts."""
    low: Floats
    high: Floats
    values: Floats
    """Fractional optimum."""
    reduced_cost: Floats
    """Least rise of the objective when a column is used once."""
    bound: float
    """Proven lower bound on driving plus the price of visits left out."""


def relax(programme: Programme, rounds: int, seed: int = 0) -> Relaxation:
    """Solve the relaxation, then cut at most ``rounds`` times while the bound still rises."""
    matrix, low, high = programme.matrix, programme.low, programme.high
    model = engine.load(matrix, programme.cost, low, high, np.full(len(programme.cost), np.inf), seed)
    model.run()
    value, stalled = model.getInfo().objective_function_value, 0
    for _ in range(rounds):
        found = cuts.separate(model, matrix, high)
        if not len(found.high):
            break
        rows = found.rows
        model.addRows(
            len(found.high),
            np.full(len(found.high), -np.inf),
            found.high,
            rows.nnz,
            rows.indptr[:-1].astype(np.int32),
            rows.indices.astype(np.int32),
            rows.data,
        )
        model.run()
        matrix = sparse.vstack([matrix, rows], format="csc")
        high = np.concatenate([high, found.high])
        low = np.concatenate([low, np.full(len(found.high), -np.inf)])
        previous, value = value, model.getInfo().objective_function_value
        stalled = stalled + 1 if value - previous < 1e-4 * abs(value) else 0
        if stalled == 3:
            break
    solution = model.getSolution()
    prices = np.array(solution.row_dual)
    bound, reduced = proven(programme, matrix, low, high, prices)
    return Relaxation(matrix, low, high, np.array(solution.col_value), reduced, bound)


def proven(
    programme: Programme, matrix: sparse.csc_matrix, low: Floats, high: Floats, prices: Floats
) -> tuple[float, Floats]:
    r"""Lagrangian bound at any prices u, recomputed from the columns, and their reduced costs.

    .. math:: L(u) = u \cdot b + \sum_c \min(0, k_c - u \cdot a_c)\, \bar v_c

    is valid whatever u, negative on ≤ rows: the solver's tolerances cannot make it too high.
    """
    prices = np.where(np.isfinite(low), prices, np.minimum(prices, 0.0))
    reduced = programme.cost - matrix.T @ prices
    return float(prices @ high + np.minimum(reduced, 0.0) @ programme.upper), reduced
