r"""Chvátal–Gomory cuts read off the simplex basis, with exact rational multipliers.

For multipliers :math:`\lambda \ge 0` of rows :math:`A v \le b` over whole v ≥ 0,
:math:`\sum_c \lfloor \lambda \cdot a_c \rfloor v_c \le \lfloor \lambda \cdot b \rfloor` is valid (Gomory 1958,
Chvátal 1973). The rows of the basis inverse of a fractional vertex, taken modulo 1, give violated ones; they are kept
only where they are fractions q / k with a small k, so that every coefficient is computed in whole numbers and no
rounding can make a cut invalid.
"""

from typing import NamedTuple

import highspy
import numpy as np
from scipy import sparse

from maillage.rounds.problem import Floats, Ints

LARGEST_DENOMINATOR = 24
LEAST_VIOLATION = 0.02
MOST_PARALLEL = 0.9
CUTS_PER_ROUND = 60


class Cuts(NamedTuple):
    """Rows ``rows · v ≤ high``."""

    rows: sparse.csr_matrix
    high: Floats


def separate(engine: highspy.Highs, matrix: sparse.csc_matrix, high: Floats) -> Cuts:
    """Cuts violated by the engine's current vertex, the deepest first, none nearly parallel to another."""
    values = np.array(engine.getSolution().col_value)
    multipliers = _fractional_rows(engine, values)
    numerators, denominators = _fractions(multipliers)
    support = np.flatnonzero(values > 1e-9)
    seen = matrix[:, support].tocsr()
    coefficients = np.rint(numerators @ seen).astype(np.int64) // denominators[:, None]
    bounds = np.rint(numerators @ high).astype(np.int64) // denominators
    violation = coefficients @ values[support] - bounds
    norms = np.sqrt((coefficients.astype(np.float64) ** 2).sum(axis=1) + 1e-12)
    chosen: list[int] = []
    directions = coefficients / norms[:, None]
    for row in np.argsort(-violation / norms, kind="stable"):
        if violation[row] < LEAST_VIOLATION or len(chosen) == CUTS_PER_ROUND:
            break
        if not chosen or (directions[chosen] @ directions[row]).max() <= MOST_PARALLEL:
            chosen.append(int(row))
    whole = np.rint(numerators[chosen] @ matrix).astype(np.int64) // denominators[chosen, None]
    return Cuts(sparse.csr_matrix(whole.astype(np.float64)), bounds[chosen].astype(np.float64))


def _fractional_rows(engine: highspy.Highs, values: Floats) -> Floats:
    """Rows of the basis inverse of the fractional basic variables, and their opposites."""
    _, basic = engine.getBasicVariables()  # type: ignore[attr-defined]
    basic = np.array(basic)
    rows = []
    for position in np.flatnonzero(basic >= 0):
        value = values[basic[position]]
        if abs(value - np.rint(value)) > 0.01:
            rows.append(np.array(engine.getBasisInverseRow(position)[1]))  # type: ignore[attr-defined]
    inverse = np.array(rows).reshape(len(rows), len(basic))
    return np.vstack([inverse, -inverse])


def _fractions(multipliers: Floats) -> tuple[Floats, Ints]:
    """Numerators (modulo 1, whole) and least common denominators of the rows that have a small one."""
    parts = multipliers - np.floor(multipliers + 1e-9)
    denominators = np.zeros(len(parts), np.int64)
    numerators = np.zeros_like(parts)
    for k in range(2, LARGEST_DENOMINATOR + 1):
        open_rows = np.flatnonzero(denominators == 0)
        scaled = parts[open_rows] * k
        whole = np.rint(scaled)
        fits = np.abs(scaled - whole).max(axis=1, initial=0.0) < 1e-5
        numerators[open_rows[fits]] = whole[fits]
        denominators[open_rows[fits]] = k
    kept = (denominators > 0) & numerators.any(axis=1)
    return np.maximum(numerators[kept], 0.0), denominators[kept]
